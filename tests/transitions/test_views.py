"""The pages of both sides: the youth offending service proposes, one probation worker answers."""

from popo.accounts.models import AgencyKind
from popo.accounts.queries import actor_for
from popo.cases.models import AssignmentRole, Strand, StrandEngagement
from popo.cases.queries import running
from popo.cases.services import assign_worker
from popo.people.childhood import ChildsPart
from popo.people.models import Person
from popo.transitions.forms import words_field
from popo.transitions.kinds import TransitionStatus
from popo.transitions.queries.transitions import newest_of
from tests import make
from tests.pages import Browser
from tests.transitions.make_transitions import (
    OLDER,
    TODAY,
    handed_over,
    proposed,
    sides,
    written,
    young,
)


def _review(receiver: str, version: int, **changes: str) -> dict[str, str]:
    return {
        "version": str(version),
        "receiver": receiver,
        "effective_on": "12 October 2024",
        words_field(ChildsPart.PLAN): "The plan of March.",
        "young_view": "agrees",
        "young_words": "",
        "parent_view": "not_asked",
        "parent_words": "Lives alone.",
        **changes,
    }


def test_from_the_due_list_to_probations_answer(browser: Browser) -> None:
    of = sides()
    person, held = young(of)
    about = {"reference": person.reference}
    browser.sign_in(of.yos)
    assert "Transition review due since April 2024" in browser.visit("transitions.list_transitions")
    assert "Begin the review" in browser.visit("transitions.show_transition", **about)
    browser.send("transitions.begin_review", {}, **about)
    row = newest_of([held.id])[held.id]
    browser.send("transitions.write_review", _review(str(of.probation.id), row.version), **about)
    assert "Record a meeting of both workers." in browser.visit(
        "transitions.show_transition", **about
    )
    meeting = {"held_on": "yesterday", "yos_worker": str(of.yos.id), "words": "At the office."}
    browser.send("transitions.add_meeting", meeting | {"idempotency": "a" * 32}, **about)
    browser.send("transitions.add_meeting", meeting | {"idempotency": "a" * 32}, **about)
    page = browser.visit("transitions.show_transition", **about)
    assert "Meetings of both workers 1" in page
    assert "Propose it to probation" in page
    row = newest_of([held.id])[held.id]
    browser.send("transitions.propose", {"version": str(row.version)}, **about)

    asked = browser.sign_in(of.probation)
    assert "Take over" in asked.visit("overview.home")
    assert person.reference in asked.visit("transitions.list_transitions")
    page = asked.visit("transitions.answer_transition", transition_id=row.id)
    assert "The plan of March." in page
    row = newest_of([held.id])[held.id]
    answer = {"version": str(row.version), "words": "", "accept": "yes"}
    asked.send("transitions.answer_transition", answer, transition_id=row.id)
    assert newest_of([held.id])[held.id].status is TransitionStatus.ACCEPTED


def test_handing_back_needs_words_and_says_them(browser: Browser) -> None:
    of = sides()
    person, held, row = proposed(of)
    browser.sign_in(of.probation)
    answer = {"version": str(row.version), "words": "", "hand_back": "yes"}
    page = browser.send("transitions.answer_transition", answer, 422, transition_id=row.id)
    assert "Say why you hand it back" in page
    answer["words"] = "Meet us first."
    browser.send("transitions.answer_transition", answer, transition_id=row.id)
    browser.sign_in(of.yos)
    page = browser.visit("transitions.show_transition", reference=person.reference)
    assert "The last one said: Meet us first." in page
    assert held.closed_on is None


def test_whoever_is_not_asked_finds_nothing(browser: Browser) -> None:
    of = sides()
    person, _, row = proposed(of)
    for other in (of.colleague, of.probation_lead, make.user()):
        browser.sign_in(other)
        browser.visit("transitions.answer_transition", 404, transition_id=row.id)
        browser.visit("transitions.show_transition", 404, reference=person.reference)
        assert person.reference not in browser.visit("transitions.list_transitions")
    browser.sign_in(of.probation)
    browser.visit("transitions.show_transition", 404, reference=person.reference)
    browser.visit("transitions.write_review", 404, reference=person.reference)


def test_who_works_beside_finds_no_hint_of_it(browser: Browser) -> None:
    """A police worker on the case, who may not be told of Prevent and Deter."""
    of = sides()
    person, held, row = proposed(of)
    police = make.user(of=make.agency(AgencyKind.POLICE))
    assign_worker(actor_for(of.lead), held, police, AssignmentRole.CO_WORKER, TODAY)
    adult = make.person(actor_for(police), "Ann", "Older")
    browser.sign_in(police)
    browser.visit("transitions.answer_transition", 404, transition_id=row.id)
    for one in (person, adult):
        page = browser.visit("transitions.show_transition", **_about(one))
        assert "No transition is in hand." in page
        for endpoint in ("transitions.write_review", "transitions.withdraw"):
            browser.visit(endpoint, 302, **_about(one))
        browser.send("transitions.propose", {"version": "1"}, **_about(one))
    assert newest_of([held.id])[held.id].status is TransitionStatus.PROPOSED


def test_a_stale_review_offers_both(browser: Browser) -> None:
    of = sides()
    person, _, row = written(of)
    browser.sign_in(of.yos)
    stale = _review(str(of.probation.id), row.version + 5, young_words="Wants to stay nearby.")
    page = browser.send("transitions.write_review", stale, 409, reference=person.reference)
    assert "Wants to stay nearby." in page
    browser.send("transitions.withdraw", {"version": "99", "words": "Why"}, 409, **_about(person))
    page = browser.send(
        "transitions.withdraw", {"version": str(row.version), "words": ""}, 422, **_about(person)
    )
    assert "Say why it is withdrawn." in page
    answer = {"version": str(row.version), "words": "Moved away."}
    browser.send("transitions.withdraw", answer, **_about(person))


def test_propose_says_what_is_missing(browser: Browser) -> None:
    of = sides()
    person, held = young(of)
    browser.sign_in(of.yos)
    browser.send("transitions.begin_review", {}, **_about(person))
    row = newest_of([held.id])[held.id]
    browser.send("transitions.propose", {"version": str(row.version)}, **_about(person))
    assert "Choose the probation worker who is asked." in browser.visit(
        "transitions.show_transition", **_about(person)
    )
    browser.send("transitions.begin_review", {}, **_about(person))
    assert newest_of([held.id])[held.id].id == row.id


def test_once_in_effect_both_sides_see_what_theirs_is(browser: Browser) -> None:
    of = sides()
    person, held, row = handed_over(of)
    (lead,) = [one for one in running(StrandEngagement, held) if one.is_primary]
    assert lead.strand is Strand.REHABILITATE_AND_RESETTLE
    browser.sign_in(of.probation)
    page = browser.visit("transitions.answer_transition", transition_id=row.id)
    assert "In effect" in page
    assert "In effect" in browser.visit("transitions.show_transition", **_about(person))
    browser.sign_in(of.yos)
    browser.visit("transitions.show_transition", 404, **_about(person))


def test_the_caseload_says_whose_transition_is_due(browser: Browser) -> None:
    of = sides()
    young(of)
    late, _ = young(of, OLDER)
    browser.sign_in(of.lead)
    page = browser.visit("strands.caseload", strand="prevent-and-deter")
    assert "Transition review due since April 2024" in page
    assert "nobody in probation has accepted" in page
    browser.sign_in(of.probation_lead)
    page = browser.visit("transitions.list_transitions")
    assert "1 young person turned 18" in page
    assert late.reference not in page


def _about(person: Person) -> dict[str, str]:
    return {"reference": person.reference}


def test_probation_learns_of_a_review_once_it_is_proposed(browser: Browser) -> None:
    """A probation worker on the child's case, of the agency of whoever is to be asked."""
    of = sides()
    person, held, row = written(of, young_words="I do not want this.")
    assign_worker(actor_for(of.lead), held, of.colleague, AssignmentRole.CO_WORKER, TODAY)
    browser.sign_in(of.colleague)
    page = browser.visit("transitions.show_transition", **_about(person))
    assert "I do not want this." not in page
    assert "No transition is in hand." in page
    browser.sign_in(of.yos)
    browser.send("transitions.propose", {"version": str(row.version)}, **_about(person))
    browser.sign_in(of.colleague)
    page = browser.visit("transitions.show_transition", **_about(person))
    assert "I do not want this." in page

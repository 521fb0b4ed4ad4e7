"""Pages about a case: what they show, what they change, and whom they turn away."""

from datetime import date, timedelta

import pytest

from popo.access.permissions import Clearance, Role
from popo.accounts.models import Agency, AgencyKind, User
from popo.accounts.queries import actor_for
from popo.cases.models import AssignmentRole, CaseEnd, Colour, SchemeCase, Strand
from popo.cases.queries import assignments_of, engagements_of, light_history, lights_of
from popo.cases.services import assign_worker, close_case, engage_strand, set_traffic_light
from popo.people.models import Person, SightCompartment
from tests import make
from tests.cases.make import case
from tests.pages import Browser

TODAY = date(2024, 4, 30)


class Town:
    """The police and one of their open cases."""

    def __init__(self) -> None:
        make.partnership()
        self.police: Agency = make.agency()
        self.officer: User = make.user(of=self.police)
        self.person: Person
        self.case: SchemeCase
        self.person, self.case = case(actor_for(self.officer))
        self.reference = self.person.reference


@pytest.fixture
def town(browser: Browser) -> Town:
    del browser  # it opens the transaction this is made in
    return Town()


def test_show_case_tells_how_it_stands(browser: Browser, town: Town) -> None:
    page = browser.sign_in(town.officer).visit("cases.show_case", reference=town.reference)
    assert "Catch and Convict Primary" in page
    assert "No colour set yet" in page
    assert "Active" in page


def test_show_case_says_when_there_is_none(browser: Browser, town: Town) -> None:
    person = make.person(actor_for(town.officer))
    page = browser.sign_in(town.officer).visit("cases.show_case", reference=person.reference)
    assert "Not on the scheme" in page


def test_show_case_is_not_there_for_another_agency(browser: Browser, town: Town) -> None:
    browser.sign_in(make.user())
    for endpoint in ("show_case", "set_traffic_light", "assign_worker"):
        browser.visit(f"cases.{endpoint}", expect=404, reference=town.reference)
    browser.send("cases.set_traffic_light", {"colour": "red"}, 404, reference=town.reference)


def test_show_case_opens_a_young_persons_only_inside_the_compartment(
    browser: Browser, town: Town
) -> None:
    yos = make.agency(AgencyKind.YOUTH_OFFENDING_SERVICE)
    worker = make.user(of=yos, clearances=(Clearance.PREVENT_AND_DETER,))
    young = make.person(actor_for(worker), born=date(2008, 5, 6))
    case(actor_for(worker), Strand.PREVENT_AND_DETER, person=young)
    browser.sign_in(make.user(of=yos))
    browser.visit("cases.show_case", expect=404, reference=young.reference)
    page = browser.sign_in(worker).visit("cases.show_case", reference=young.reference)
    words = page.text.casefold()
    assert "prevent and deter" in words
    assert not any(word in words for word in ("offender", "prolific", "cohort"))


def test_show_case_tells_no_outsider_of_an_adult_what_prevent_and_deter_did(
    browser: Browser, town: Town
) -> None:
    yos = make.agency(AgencyKind.YOUTH_OFFENDING_SERVICE)
    by = make.actor(of=yos, clearances=(Clearance.PREVENT_AND_DETER,))
    worker = make.user(of=yos, clearances=(Clearance.PREVENT_AND_DETER,))
    engage_strand(by, town.case, Strand.PREVENT_AND_DETER, yos.id, TODAY)
    assign_worker(by, town.case, worker, AssignmentRole.YOS_WORKER, TODAY)
    former = make.person(actor_for(town.officer))
    _, spell = case(by, Strand.PREVENT_AND_DETER, person=former)
    close_case(by, spell, CaseEnd.TURNED_18, TODAY)
    former.sight_compartment = SightCompartment.ADULT
    browser.sign_in(town.officer)
    page = browser.visit("cases.show_case", reference=town.reference)
    assert worker.name not in page
    assert "Youth offending worker" not in page
    page = browser.visit("cases.show_case", reference=former.reference)
    assert "Not on the scheme" in page
    browser.sign_in(make.user(Role.COORDINATOR, "scheme", clearances=tuple(Clearance)))
    assert worker.name in browser.visit("cases.show_case", reference=town.reference)
    page = browser.visit("cases.show_case", reference=former.reference)
    assert "Closed Tuesday 30 April 2024" in page


def test_set_traffic_light_fills_in_the_latest_review(browser: Browser, town: Town) -> None:
    browser.sign_in(town.officer).visit("cases.set_traffic_light", reference=town.reference)
    browser.send(
        "cases.set_traffic_light",
        {"colour": "red", "reason": "Named in two burglaries", "version": "0", **_key()},
        reference=town.reference,
    )
    light = lights_of([town.case.id], TODAY)[town.case.id]
    assert (light.colour, light.reason) == (Colour.RED, "Named in two burglaries")
    assert light.review_on == TODAY + timedelta(days=28)
    page = browser.visit("cases.show_case", reference=town.reference)
    assert "Named in two burglaries" in page


def test_set_traffic_light_says_what_is_missing(browser: Browser, town: Town) -> None:
    browser.sign_in(town.officer)
    page = browser.send(
        "cases.set_traffic_light", {"version": "0", **_key()}, 422, reference=town.reference
    )
    assert "Choose the colour." in page
    assert "Say why the case has this colour." in page


def test_set_traffic_light_refuses_too_late_a_review(browser: Browser, town: Town) -> None:
    browser.sign_in(town.officer)
    sent = {"colour": "red", "reason": "Active", "review_on": "30/6/2024", "version": "0"}
    page = browser.send(
        "cases.set_traffic_light", {**sent, **_key()}, 422, reference=town.reference
    )
    assert "reviewed within 28 days" in page


def test_set_traffic_light_shows_both_where_somebody_was_quicker(
    browser: Browser, town: Town
) -> None:
    browser.sign_in(town.officer)
    review = TODAY + timedelta(days=14)
    set_traffic_light(
        actor_for(make.user()), town.case, Colour.AMBER, "Settling", review, None, TODAY
    )
    sent = {"colour": "red", "reason": "Active", "version": "0", **_key()}
    page = browser.send("cases.set_traffic_light", sent, 409, reference=town.reference)
    assert "Settling" in page
    assert "Active" in page
    assert [light.colour for light in light_history(town.case, actor_for(town.officer))] == [
        Colour.AMBER
    ]


def test_a_stale_first_colour_is_no_fault(browser: Browser, town: Town) -> None:
    browser.sign_in(town.officer)
    sent = {"colour": "red", "reason": "Active", "version": "7", **_key()}
    page = browser.send("cases.set_traffic_light", sent, 409, reference=town.reference)
    assert "Active" in page


def test_set_traffic_light_sent_twice_sets_it_once(browser: Browser, town: Town) -> None:
    browser.sign_in(town.officer)
    sent = {"colour": "green", "reason": "Working", "version": "0", **_key()}
    browser.send("cases.set_traffic_light", sent, reference=town.reference)
    browser.send("cases.set_traffic_light", sent, reference=town.reference)
    assert len(light_history(town.case, actor_for(town.officer))) == 1


def test_set_traffic_light_without_a_case_leads_back(browser: Browser, town: Town) -> None:
    person = make.person(actor_for(town.officer))
    browser.sign_in(town.officer)
    answer = browser.visit("cases.set_traffic_light", 302, reference=person.reference)
    assert answer.location.endswith(f"/people/{person.reference}/case")


def test_assign_worker_gives_them_the_case(browser: Browser, town: Town) -> None:
    colleague = make.user()
    browser.sign_in(town.officer).visit("cases.assign_worker", reference=town.reference)
    browser.send(
        "cases.assign_worker",
        {"user": str(colleague.id), "role": "co_worker"},
        reference=town.reference,
    )
    (row,) = assignments_of([town.case.id], TODAY)[town.case.id]
    assert (row.user_id, row.role) == (colleague.id, AssignmentRole.CO_WORKER)
    Browser(browser._app).sign_in(colleague).visit("cases.show_case", reference=town.reference)


def test_end_assignment_takes_it_away(browser: Browser, town: Town) -> None:
    colleague = make.user()
    row = assign_worker(
        actor_for(town.officer), town.case, colleague, AssignmentRole.LEAD_OFFICER, TODAY
    )
    browser.sign_in(town.officer)
    browser.send("cases.end_assignment", reference=town.reference, assignment_id=row.id)
    Browser(browser._app).sign_in(colleague).visit(
        "cases.show_case", expect=404, reference=town.reference
    )


def test_end_assignment_of_another_case_is_not_there(browser: Browser, town: Town) -> None:
    person, other = case(actor_for(town.officer))
    row = assign_worker(
        actor_for(town.officer), other, make.user(), AssignmentRole.LEAD_OFFICER, TODAY
    )
    browser.sign_in(town.officer)
    browser.send("cases.end_assignment", None, 404, reference=town.reference, assignment_id=row.id)
    assert person.reference != town.reference


def test_engage_strand_is_for_those_who_record_decisions(browser: Browser, town: Town) -> None:
    browser.sign_in(town.officer)
    browser.visit("cases.engage_strand", expect=403, reference=town.reference)


def test_end_engagement_never_leaves_a_case_without_its_primary_strand(
    browser: Browser, town: Town
) -> None:
    browser.sign_in(make.user(Role.COORDINATOR, "scheme"))
    first, second = engagements_of([town.case.id], TODAY)[town.case.id]
    page = browser.send(
        "cases.end_engagement", None, 422, reference=town.reference, engagement_id=first.id
    )
    assert "Make another strand primary first" in page
    browser.send("cases.end_engagement", reference=town.reference, engagement_id=second.id)
    (left,) = engagements_of([town.case.id], TODAY)[town.case.id]
    assert left.strand is Strand.CATCH_AND_CONVICT


def test_a_strand_one_may_not_be_told_of_cannot_be_ended(browser: Browser, town: Town) -> None:
    yos = make.agency(AgencyKind.YOUTH_OFFENDING_SERVICE)
    worker = make.actor(of=yos, clearances=(Clearance.PREVENT_AND_DETER,))
    hidden = engage_strand(worker, town.case, Strand.PREVENT_AND_DETER, yos.id, TODAY)
    browser.sign_in(make.user(Role.COORDINATOR, "scheme"))
    browser.send(
        "cases.end_engagement", None, 404, reference=town.reference, engagement_id=hidden.id
    )
    assert hidden.id in {row.id for row in engagements_of([town.case.id], TODAY)[town.case.id]}


def test_engage_strand_adds_one_beside_the_primary(browser: Browser, town: Town) -> None:
    coordinator = make.user(Role.COORDINATOR, "scheme", clearances=(Clearance.PREVENT_AND_DETER,))
    browser.sign_in(coordinator)
    sent = {
        "strand": "prevent_and_deter",
        "tier": "Tier 1",
        "lead": str(town.police.id),
        "effective_on": "today",
    }
    browser.send("cases.engage_strand", sent, reference=town.reference)
    strands = {row.strand for row in engagements_of([town.case.id], TODAY)[town.case.id]}
    assert strands == set(Strand)
    officers = Browser(browser._app).sign_in(town.officer)
    page = officers.visit("cases.show_case", reference=town.reference)
    assert "Prevent and Deter" not in page, page.text


def _key() -> dict[str, str]:
    return {"idempotency": "0123456789abcdef" * 2}

"""The pages of a release checklist."""

from datetime import timedelta

import pytest

from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.cases.models import Strand
from popo.people.models import Person
from popo.whereabouts.models import ReleaseStep, StepStatus
from popo.whereabouts.queries import running_checklist, steps_held
from popo.whereabouts.release_steps import Step
from popo.whereabouts.services import end_step, open_checklist
from tests import make
from tests.pages import Browser
from tests.whereabouts.make_release import TODAY, come_out, inside, joined

KEY = {"idempotency": "0123456789abcdef" * 2}


@pytest.fixture
def lead(browser: Browser) -> User:
    make.partnership()
    made = make.user(Role.STRAND_LEAD, Strand.CATCH_AND_CONVICT)
    browser.sign_in(made)
    return made


@pytest.fixture
def person(lead: User) -> Person:
    return inside(actor_for(lead))


def _step(person: Person, wanted: Step = Step.GATE) -> ReleaseStep:
    checklist = running_checklist(person)
    assert checklist is not None
    return next(step for step in steps_held(checklist) if step.step is wanted)


def test_open_checklist_is_offered_and_takes_one_button(browser: Browser, person: Person) -> None:
    page = browser.visit("whereabouts.show_whereabouts", reference=person.reference)
    assert "Open the release checklist" in page
    browser.send("whereabouts.open_checklist", reference=person.reference)
    page = browser.visit("whereabouts.show_whereabouts", reference=person.reference)
    for words in ("Release checklist 0 of 10 answered", "Police briefed", "Nobody named", "Answer"):
        assert words in page, words
    assert "Open the release checklist" not in page


def test_open_checklist_twice_says_why_not(browser: Browser, person: Person) -> None:
    browser.send("whereabouts.open_checklist", reference=person.reference)
    page = browser.send("whereabouts.open_checklist", None, 422, reference=person.reference)
    assert "has its checklist" in page


def test_open_checklist_is_not_offered_for_a_release_far_ahead(
    browser: Browser, lead: User
) -> None:
    far = inside(actor_for(lead), TODAY + timedelta(days=57))
    page = browser.visit("whereabouts.show_whereabouts", reference=far.reference)
    assert "Open the release checklist" not in page
    assert "No release is near" in browser.visit(
        "whereabouts.show_checklist", reference=far.reference
    )


def test_show_checklist_says_that_the_release_moved_and_what_is_late(
    browser: Browser, lead: User, person: Person
) -> None:
    open_checklist(actor_for(lead), person)
    sent = {
        "date_kind": "release_conditional",
        "falls_on": "10/5/2024",
        "source": "Prison",
        "as_at": "30/4/2024",
        **KEY,
    }
    browser.send("whereabouts.set_key_date", sent, reference=person.reference)
    page = browser.visit("whereabouts.show_checklist", reference=person.reference)
    for words in (
        "The open steps of the release checklist were dated again",
        "The release moved from Wednesday 5 June 2024 on 30 April",
        "On a Friday",
        "Overdue",
    ):
        assert words in page, words


def test_set_key_date_says_nothing_of_steps_that_stay(
    browser: Browser, lead: User, person: Person
) -> None:
    open_checklist(actor_for(lead), person)
    sent = {"date_kind": "court", "falls_on": "10/5/2024", "source": "List", **KEY}
    browser.send("whereabouts.set_key_date", sent, reference=person.reference)
    page = browser.visit("whereabouts.show_checklist", reference=person.reference)
    assert "dated again" not in page


def test_end_step_and_reopen_step(browser: Browser, lead: User, person: Person) -> None:
    open_checklist(actor_for(lead), person)
    step = _step(person)
    browser.visit("whereabouts.end_step", step_id=step.id)
    sent = {"status": "done", "evidence": "PC Example meets him", "version": "1", **KEY}
    browser.send("whereabouts.end_step", sent, step_id=step.id)
    browser.send("whereabouts.end_step", sent, step_id=step.id)  # sent twice, done once
    page = browser.visit("whereabouts.show_checklist", reference=person.reference)
    assert "PC Example meets him" in page
    assert "Open again" in page
    browser.send(
        "whereabouts.reopen_step", {"version": str(_step(person).version)}, step_id=step.id
    )
    page = browser.visit("whereabouts.show_checklist", reference=person.reference)
    assert "PC Example meets him" not in page


def test_end_step_asks_for_words(browser: Browser, lead: User, person: Person) -> None:
    open_checklist(actor_for(lead), person)
    page = browser.send(
        "whereabouts.end_step", {"version": "1", **KEY}, 422, step_id=_step(person).id
    )
    assert "Choose whether it is done or not needed." in page
    assert "Say how you know, or why it is not needed." in page


def test_end_step_shows_both_where_somebody_was_quicker(
    browser: Browser, lead: User, person: Person
) -> None:
    open_checklist(actor_for(lead), person)
    step = _step(person)
    end_step(actor_for(lead), step, StepStatus.NOT_NEEDED, "His mother comes", 1)
    sent = {"status": "done", "evidence": "PC Example meets him", "version": "1", **KEY}
    page = browser.send("whereabouts.end_step", sent, 409, step_id=step.id)
    for words in ("His mother comes", "PC Example meets him", "Not needed", "Done"):
        assert words in page, words


def test_end_step_goes_on_with_a_draft(browser: Browser, lead: User, person: Person) -> None:
    open_checklist(actor_for(lead), person)
    step = _step(person)
    kept = {"idempotency": KEY["idempotency"], "fields": {"evidence": ["Half a sentence"]}}
    response = browser._client.post(f"/drafts/whereabouts.end_step/{step.id}", json=kept)
    assert response.status_code == 200
    assert "Half a sentence" in browser.visit("whereabouts.end_step", step_id=step.id)


def test_assign_step_offers_those_who_work_with_the_person(
    browser: Browser, lead: User, person: Person
) -> None:
    housing = joined(actor_for(lead), person, AgencyKind.HOUSING)
    stranger = make.user()
    open_checklist(actor_for(lead), person)
    step = _step(person)
    page = browser.visit("whereabouts.assign_step", step_id=step.id)
    assert housing.name in page
    assert "Housing, nobody named yet" in page
    assert stranger.name not in page
    sent = {"version": "1", "owner": str(housing.agency_id)}
    browser.send("whereabouts.assign_step", sent, step_id=step.id)
    assert _step(person).owner_agency_id == housing.agency_id
    sent = {"version": str(_step(person).version), "owner": str(housing.id)}
    browser.send("whereabouts.assign_step", sent, step_id=step.id)
    assert _step(person).owner_id == housing.id
    page = browser.send(
        "whereabouts.assign_step", {"version": "1", "owner": str(housing.id)}, 409, step_id=step.id
    )
    assert housing.name in page


def test_steps_are_not_there_for_another_agency(
    browser: Browser, lead: User, person: Person
) -> None:
    open_checklist(actor_for(lead), person)
    other = Browser(browser._app).sign_in(make.user())
    other.visit("whereabouts.show_checklist", 404, reference=person.reference)
    other.send("whereabouts.open_checklist", None, 404, reference=person.reference)
    for endpoint in ("end_step", "assign_step"):
        other.visit(f"whereabouts.{endpoint}", 404, step_id=_step(person).id)
    other.send("whereabouts.reopen_step", {"version": "1"}, 404, step_id=_step(person).id)


def test_prescriptions_stand_on_no_page_of_the_police(
    browser: Browser, lead: User, person: Person
) -> None:
    drugs = joined(actor_for(lead), person, AgencyKind.DRUG_SERVICE)
    open_checklist(actor_for(lead), person)
    step = _step(person, Step.PRESCRIPTIONS)
    page = browser.visit("whereabouts.show_checklist", reference=person.reference)
    assert "rescription" not in page
    browser.visit("whereabouts.end_step", 404, step_id=step.id)
    theirs = Browser(browser._app).sign_in(drugs)
    assert "Prescriptions" in theirs.visit("whereabouts.show_checklist", reference=person.reference)
    assert "cleared for health records" in theirs.visit("whereabouts.end_step", step_id=step.id)


def test_show_checklist_of_a_young_person_is_for_the_cleared(browser: Browser, lead: User) -> None:
    del lead
    yos = make.agency(AgencyKind.YOUTH_OFFENDING_SERVICE)
    cleared = make.user(of=yos, clearances=(Clearance.PREVENT_AND_DETER,))
    young = make.person(actor_for(cleared), born=TODAY - timedelta(days=365 * 15))
    Browser(browser._app).sign_in(make.user(of=yos)).visit(
        "whereabouts.show_checklist", 404, reference=young.reference
    )


def test_countdown_shows_progress_and_steps_due(browser: Browser, lead: User) -> None:
    police = actor_for(lead)
    near, bare, out = (inside(police, TODAY + timedelta(days=10)) for _ in range(3))
    open_checklist(police, near)
    open_checklist(police, out)
    come_out(police, out, TODAY - timedelta(days=3))
    page = browser.visit("strands.countdown")
    for words in (
        "Checklist of " + near.reference,
        "0 of 10 answered",
        "5 overdue",
        "No checklist.",
        "Open it for " + bare.reference,
        "Steps of releases due",
        "First contact within 48 hours",
        out.reference,
    ):
        assert words in page, words

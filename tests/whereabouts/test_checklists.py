"""Release checklists: opened, answered, and moved with the release."""

from datetime import date, timedelta

import pytest

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind
from popo.accounts.queries import actor_for
from popo.cases.models import AssignmentRole, Strand
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.keys.models import Compartment
from popo.people.models import Person
from popo.whereabouts.models import DateKind, Place, ReleaseChecklist, ReleaseStep, StepStatus
from popo.whereabouts.queries import (
    checklist_of,
    checklists_of,
    get_step,
    next_release,
    running_checklist,
    steps_held,
)
from popo.whereabouts.release_steps import Step, due_on
from popo.whereabouts.services import (
    assign_step,
    end_step,
    open_checklist,
    pass_key_date,
    reopen_step,
)
from tests import make
from tests.cases.make import assert_refused
from tests.statements import counted
from tests.whereabouts.make_release import (
    RELEASE,
    TODAY,
    assigned,
    come_out,
    inside,
    joined,
    released,
)

CURFEW = DateKind.RELEASE_HDC


@pytest.fixture
def police(work: None) -> Actor:
    make.partnership()
    return make.actor(Role.STRAND_LEAD, Strand.CATCH_AND_CONVICT)


@pytest.fixture
def person(police: Actor) -> Person:
    return inside(police)


def _steps(checklist: ReleaseChecklist) -> dict[Step, ReleaseStep]:
    return {step.step: step for step in steps_held(checklist)}


def test_open_checklist_dates_every_step_from_the_release(police: Actor, person: Person) -> None:
    checklist = open_checklist(police, person)
    steps = _steps(checklist)
    assert checklist.release_on == RELEASE
    assert set(steps) == set(Step) - {Step.CURFEW_ADDRESS}
    assert all(step.due_on == due_on(step.step, RELEASE) for step in steps.values())
    assert all(step.status is StepStatus.OPEN for step in steps.values())


def test_open_checklist_gives_each_step_to_whoever_does_such_things(
    police: Actor, person: Person
) -> None:
    manager = make.user(of=make.agency(AgencyKind.PROBATION))
    assigned(police, person, manager, AssignmentRole.OFFENDER_MANAGER)
    housing = joined(police, person, AgencyKind.HOUSING)
    steps = _steps(open_checklist(police, person))
    assert steps[Step.CONFERENCE].owner_id == manager.id
    assert steps[Step.CONFERENCE].owner_agency_id == manager.agency_id
    assert steps[Step.ACCOMMODATION].owner_agency_id == housing.agency_id
    assert steps[Step.ACCOMMODATION].owner_id is None
    assert steps[Step.POLICE_BRIEFING].owner_agency_id == police.agency_id


def test_open_checklist_falls_back_on_whoever_leads(police: Actor, person: Person) -> None:
    steps = _steps(open_checklist(police, person))
    assert {step.owner_agency_id for step in steps.values()} == {police.agency_id}


def test_open_checklist_needs_a_release_that_is_near(police: Actor) -> None:
    with pytest.raises(RuleBroken, match="Record the release date"):
        open_checklist(police, inside(police, None))
    with pytest.raises(RuleBroken, match="at most 56 days"):
        open_checklist(police, inside(police, TODAY + timedelta(57)))
    assert open_checklist(police, inside(police, TODAY + timedelta(56)))


def test_open_checklist_once_for_each_release(police: Actor, person: Person) -> None:
    first = open_checklist(police, person)
    with pytest.raises(RuleBroken, match="has its checklist"):
        open_checklist(police, person)
    come_out(police, person, TODAY)
    come_out(police, person, TODAY, Place.RECALLED)
    released(police, person, RELEASE + timedelta(7))
    assert first.release_on == TODAY
    second = open_checklist(police, person)
    assert (first.closed_on, second.closed_on) == (TODAY, None)
    assert running_checklist(person) is second


def test_the_database_holds_one_open_checklist_a_person(police: Actor, person: Person) -> None:
    first = open_checklist(police, person)
    db.session.flush()  # so that the second meets the first
    assert_refused(
        ReleaseChecklist(
            person_id=person.id,
            agency_id=first.agency_id,
            release_kind=CURFEW,
            release_on=RELEASE,
            opened_by_id=police.user_id,
        )
    )


def test_a_moved_release_moves_open_steps_and_no_others(police: Actor, person: Person) -> None:
    checklist = open_checklist(police, person)
    held = _steps(checklist)
    end_step(police, held[Step.CONFERENCE], StepStatus.DONE, "Held on Monday", 1)
    later = RELEASE + timedelta(weeks=2)
    released(police, person, later)
    assert (checklist.release_on, checklist.moved_from, checklist.moved_on) == (
        later,
        RELEASE,
        TODAY,
    )
    assert held[Step.CONFERENCE].due_on == due_on(Step.CONFERENCE, RELEASE)
    assert held[Step.ACCOMMODATION].due_on == due_on(Step.ACCOMMODATION, later)


def test_an_earlier_curfew_release_asks_for_its_address(police: Actor, person: Person) -> None:
    checklist = open_checklist(police, person)
    released(police, person, RELEASE - timedelta(7), CURFEW)
    steps = _steps(checklist)
    assert checklist.release_kind is CURFEW
    assert steps[Step.CURFEW_ADDRESS].due_on == due_on(Step.CURFEW_ADDRESS, RELEASE - timedelta(7))
    released(police, person, RELEASE + timedelta(30), CURFEW)
    assert checklist.release_on == RELEASE  # the conditional release is now the first


def test_other_dates_move_nothing(police: Actor, person: Person) -> None:
    checklist = open_checklist(police, person)
    released(police, person, TODAY + timedelta(3), DateKind.COURT)
    assert (checklist.release_on, checklist.moved_from) == (RELEASE, None)


def test_coming_out_dates_the_first_contact_from_the_day_itself(
    police: Actor, person: Person
) -> None:
    checklist = open_checklist(police, person)
    come_out(police, person, TODAY)
    assert checklist.released_on == TODAY
    assert _steps(checklist)[Step.FIRST_CONTACT].due_on == TODAY + timedelta(days=2)


def test_getting_away_is_no_release(police: Actor, person: Person) -> None:
    checklist = open_checklist(police, person)
    come_out(police, person, TODAY, Place.AT_LARGE)
    assert (checklist.released_on, checklist.release_on) == (None, RELEASE)


def test_end_step_takes_its_evidence_and_keeps_it_sealed(police: Actor, person: Person) -> None:
    step = _steps(open_checklist(police, person))[Step.GATE]
    end_step(police, step, StepStatus.NOT_NEEDED, "  His mother comes ", 1)
    assert (step.status, step.evidence) == (StepStatus.NOT_NEEDED, "His mother comes")
    assert (step.ended_on, step.ended_by_id) == (TODAY, police.user_id)
    with pytest.raises(RuleBroken, match="has its answer"):
        end_step(police, step, StepStatus.DONE, "No", step.version)


@pytest.mark.parametrize(
    ("status", "evidence", "words"),
    [
        (StepStatus.OPEN, "Half", "Choose whether"),
        (StepStatus.DONE, " ", "Say how you know"),
        (StepStatus.NOT_NEEDED, "", "Say why it is not needed"),
    ],
)
def test_end_step_needs_an_answer_and_words(
    police: Actor, person: Person, status: StepStatus, evidence: str, words: str
) -> None:
    step = _steps(open_checklist(police, person))[Step.GATE]
    with pytest.raises(RuleBroken, match=words):
        end_step(police, step, status, evidence, 1)


def test_end_step_of_another_agency_is_refused_and_so_is_a_stale_one(
    police: Actor, person: Person
) -> None:
    step = _steps(open_checklist(police, person))[Step.GATE]
    housing = actor_for(joined(police, person, AgencyKind.HOUSING))
    with pytest.raises(RuleBroken, match="agency that owns this step"):
        end_step(housing, step, StepStatus.DONE, "Heard so", 1)
    with pytest.raises(StaleVersion):
        end_step(police, step, StepStatus.DONE, "Known", 7)
    end_step(make.coordinator(), step, StepStatus.DONE, "The officer said so", 1)
    assert step.status is StepStatus.DONE


def test_reopen_step_dates_it_from_the_release_as_it_is_now(police: Actor, person: Person) -> None:
    step = _steps(open_checklist(police, person))[Step.GATE]
    with pytest.raises(RuleBroken, match="is open"):
        reopen_step(police, step, step.version)
    end_step(police, step, StepStatus.DONE, "Known", step.version)
    released(police, person, RELEASE + timedelta(7))
    reopen_step(police, step, step.version)
    assert (step.status, step.evidence, step.ended_on) == (StepStatus.OPEN, None, None)
    assert step.due_on == due_on(Step.GATE, RELEASE + timedelta(7))


def test_assign_step_to_an_agency_and_to_somebody_there(police: Actor, person: Person) -> None:
    housing = joined(police, person, AgencyKind.HOUSING)
    step = _steps(open_checklist(police, person))[Step.GATE]
    assign_step(police, step, person, housing.agency, None, 1)
    assert (step.owner_agency_id, step.owner_id) == (housing.agency_id, None)
    assign_step(police, step, person, housing.agency, housing, step.version)
    assert step.owner_id == housing.id
    end_step(actor_for(housing), step, StepStatus.DONE, "We drive", step.version)
    with pytest.raises(RuleBroken, match="has its answer"):
        assign_step(police, step, person, housing.agency, None, step.version)


def test_assign_step_refuses_who_cannot_see_the_person(police: Actor, person: Person) -> None:
    stranger = make.user()
    step = _steps(open_checklist(police, person))[Step.GATE]
    with pytest.raises(RuleBroken, match="cannot be given this"):
        assign_step(police, step, person, stranger.agency, stranger, 1)
    with pytest.raises(RuleBroken, match="does not work with"):
        assign_step(police, step, person, stranger.agency, None, 1)


def test_prescriptions_are_seen_by_who_treats_and_who_is_cleared(
    police: Actor, person: Person
) -> None:
    drugs = joined(police, person, AgencyKind.DRUG_SERVICE)
    probation = joined(police, person, AgencyKind.PROBATION)
    cleared = make.actor(of=probation.agency, clearances=(Clearance.HEALTH,))
    checklist = open_checklist(police, person)
    step = _steps(checklist)[Step.PRESCRIPTIONS]
    assert (step.compartment, step.agency_id) == (Compartment.HEALTH, drugs.agency_id)
    for actor, sees in ((actor_for(drugs), True), (cleared, True), (police, False)):
        found = checklist_of(person, actor)
        assert found is not None
        assert (step in found.steps) == sees
        assert (get_step(step.id, actor) is not None) == sees
    with pytest.raises(RuleBroken, match="stays with the service"):
        assign_step(actor_for(drugs), step, person, probation.agency, None, 1)


def test_checklist_of_is_shown_four_weeks_after_the_release(police: Actor, person: Person) -> None:
    open_checklist(police, person)
    come_out(police, person, TODAY - timedelta(days=28))
    assert checklist_of(person, police) is not None
    held = running_checklist(person)
    assert held is not None
    held.released_on = TODAY - timedelta(days=29)
    assert checklist_of(person, police) is None


def test_checklist_counts_what_is_answered_and_what_is_late(police: Actor) -> None:
    person = inside(police, TODAY + timedelta(days=10))
    open_checklist(police, person)
    found = checklist_of(person, police)
    assert found is not None
    late = {step.step for step in found.overdue(clock.today())}
    assert late == {
        Step.CONFERENCE, Step.LICENCE_CONDITIONS, Step.VICTIM_CONTACT, Step.ACCOMMODATION,
        Step.BENEFITS,
    }  # fmt: skip
    assert found.done == 0


def test_checklists_of_many_take_as_many_statements_as_of_one(police: Actor) -> None:
    people = [inside(police) for _ in range(4)]
    for person in people:
        open_checklist(police, person)
    db.session.flush()  # what the test made is not what is counted
    for several in (people[:1], people):
        db.session.expunge_all()
        with counted() as statements:
            found = checklists_of([person.id for person in several], police)
        assert len(found) == len(several)
        assert len(statements) == 2


def test_a_release_that_happened_stands_no_more(police: Actor, person: Person) -> None:
    release = next_release(person)
    assert release is not None
    pass_key_date(police, release, date(2024, 4, 30))
    with pytest.raises(RuleBroken, match="Record the release date"):
        open_checklist(police, person)

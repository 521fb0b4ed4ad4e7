from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind
from popo.accounts.queries import actor_for
from popo.actions.models import Action, ActionOrigin, ActionStatus
from popo.cases.models import AssignmentRole, CaseEnd, Colour, Strand
from popo.cases.services import assign_worker, close_case, set_traffic_light
from popo.contacts.models import Outcome
from popo.db import db
from popo.offending.models import OffenceEventKind
from popo.offending.services import NewEvent, record_event
from popo.people.models import AddressKind
from popo.people.services import add_address, write_summary
from popo.strands.queries import Filters, caseload, gathered
from popo.strands.rules import Worry
from popo.whereabouts.models import Confidence, DateKind, Place
from popo.whereabouts.services import move, set_key_date
from tests import make
from tests.cases.make import OPENED, case
from tests.strands.make import contact

TODAY = date(2024, 4, 30)
STRAND = Strand.CATCH_AND_CONVICT
ALL = Filters()


@pytest.fixture
def police(work: None) -> Actor:
    make.partnership()
    return make.actor(Role.STRAND_LEAD, STRAND)


def _worries(actor: Actor) -> dict[str, set[Worry]]:
    return {
        found.reference: {reason.worry for reason in found.priority.reasons}
        for found in gathered(actor, STRAND)
    }


def test_caseload_states_what_is_missing_on_a_new_case(police: Actor) -> None:
    person, _ = case(police)
    assert _worries(police)[person.reference] == {
        Worry.NO_LEAD,
        Worry.NO_COLOUR,
        Worry.PLACE_NOT_KNOWN,
        Worry.CONTACT_LATE,
        Worry.SUMMARY_STALE,
    }


def test_caseload_is_calm_about_a_case_that_is_looked_after(police: Actor) -> None:
    person, looked_after = case(police)
    day = TODAY - timedelta(days=3)
    officer = make.user(of=db.session.get_one(type(make.agency()), police.agency_id))
    assign_worker(police, looked_after, officer, AssignmentRole.LEAD_OFFICER, day)
    set_traffic_light(
        police, looked_after, Colour.GREEN, "Keeps away", TODAY + timedelta(days=28), None, day
    )
    move(police, person, Place.COMMUNITY, day, None, "Seen", Confidence.CONFIRMED, day)
    contact(police, person, clock.at(day, 14), Outcome.KEPT)
    write_summary(police, person, "Doing well.")
    assert _worries(police)[person.reference] == set()


def test_caseload_sees_each_worry_in_the_records_of_other_features(police: Actor) -> None:
    person, worrying = case(police)
    move(police, person, Place.AT_LARGE, OPENED, None, "PNC", Confidence.CONFIRMED, OPENED)
    set_key_date(police, person, DateKind.RELEASE_HDC, TODAY + timedelta(5), OPENED, "Prison")
    record_event(police, person, NewEvent(OffenceEventKind.ARREST, TODAY - timedelta(2)))
    record_event(police, person, NewEvent(OffenceEventKind.WARRANT, OPENED))
    set_traffic_light(police, worrying, Colour.RED, "Active", OPENED + timedelta(28), None, OPENED)
    contact(police, person, clock.at(TODAY - timedelta(9), 9), Outcome.KEPT)
    contact(police, person, clock.at(TODAY - timedelta(4), 9), Outcome.MISSED_NOT_ACCEPTABLE)
    contact(police, person, clock.at(TODAY - timedelta(1), 9), Outcome.PLANNED)
    _overdue_action(police, person.id)
    assert _worries(police)[person.reference] >= {
        Worry.AT_LARGE,
        Worry.RELEASE_WITHOUT_ADDRESS,
        Worry.ARRESTED,
        Worry.WARRANT,
        Worry.COLOUR_RED,
        Worry.REVIEW_LATE,
        Worry.CONTACT_LATE,
        Worry.MISSED,
        Worry.OUTCOMES_OWED,
        Worry.ACTIONS_LATE,
    }


def test_caseload_counts_missed_contacts_since_the_last_kept_only(police: Actor) -> None:
    person, _ = case(police)
    contact(police, person, clock.at(TODAY - timedelta(9), 9), Outcome.MISSED_NOT_ACCEPTABLE)
    contact(police, person, clock.at(TODAY - timedelta(8), 9), Outcome.KEPT)
    contact(police, person, clock.at(TODAY - timedelta(3), 9), Outcome.MISSED_NOT_JUDGED)
    contact(police, person, clock.at(TODAY - timedelta(2), 9), Outcome.MISSED_ACCEPTABLE)
    (found,) = gathered(police, STRAND)
    assert found.facts.missed == 1
    assert found.facts.last_kept_on == TODAY - timedelta(8)


def test_caseload_does_not_count_what_was_corrected_or_undone(police: Actor) -> None:
    person, _ = case(police)
    undone = contact(police, person, clock.at(TODAY - timedelta(2), 9), Outcome.KEPT)
    undone.undone_at = clock.now()
    replaced = contact(police, person, clock.at(TODAY - timedelta(3), 9), Outcome.KEPT)
    replaced.replaced_at = clock.now()
    (found,) = gathered(police, STRAND)
    assert found.facts.last_kept_on is None


def test_caseload_knows_an_address_from_none(police: Actor) -> None:
    person, _ = case(police)
    add_address(police, person, AddressKind.NO_FIXED_ABODE, "None", "", "Said so")
    assert not gathered(police, STRAND)[0].facts.has_address
    add_address(police, person, AddressKind.FAMILY, "1 Made Up Row", "", "Said so")
    assert gathered(police, STRAND)[0].facts.has_address


def test_caseload_puts_the_most_worrying_first(police: Actor) -> None:
    calm, _ = case(police)
    wanted, _ = case(police)
    record_event(police, wanted, NewEvent(OffenceEventKind.WARRANT, OPENED))
    lines = caseload(police, STRAND, ALL).lines
    assert [line.case.reference for line in lines] == [wanted.reference, calm.reference]


def test_caseload_leaves_out_closed_cases_and_other_strands(police: Actor) -> None:
    _, closed = case(police)
    close_case(police, closed, CaseEnd.DESISTED, TODAY)
    case(police, Strand.REHABILITATE_AND_RESETTLE)
    assert gathered(police, STRAND) == []


def test_caseload_shows_nobody_the_reader_may_not_see(police: Actor) -> None:
    case(police)
    assert caseload(make.actor(), STRAND, ALL).total == 0


def test_caseload_of_prevent_and_deter_is_empty_outside_the_compartment(police: Actor) -> None:
    yos = make.agency(AgencyKind.YOUTH_OFFENDING_SERVICE)
    worker = make.actor(of=yos, clearances=(Clearance.PREVENT_AND_DETER,))
    young = make.person(worker, born=date(2009, 2, 3))
    case(worker, Strand.PREVENT_AND_DETER, person=young)
    assert caseload(worker, Strand.PREVENT_AND_DETER, ALL).total == 1
    assert caseload(make.actor(of=yos), Strand.PREVENT_AND_DETER, ALL).total == 0
    assert caseload(make.coordinator(), Strand.PREVENT_AND_DETER, ALL).total == 0


def test_caseload_filters_by_colour_worker_and_unassigned(police: Actor) -> None:
    _, first = case(police)
    case(police)
    officer = make.user()
    assign_worker(police, first, officer, AssignmentRole.LEAD_OFFICER, TODAY)
    set_traffic_light(police, first, Colour.RED, "Active", TODAY + timedelta(7), None, TODAY)
    everybody = caseload(police, STRAND, ALL)
    assert (everybody.total, everybody.unassigned, everybody.colours["red"]) == (2, 1, 1)
    assert caseload(police, STRAND, Filters(colour="red")).matching == 1
    assert caseload(police, STRAND, Filters(unassigned=True)).matching == 1
    assert caseload(police, STRAND, Filters(worker=officer.id)).matching == 1
    assert caseload(police, STRAND, Filters(worker=uuid4())).matching == 0
    (load,) = everybody.load
    assert (load.user_id, load.cases) == (officer.id, 1)


def test_caseload_gives_a_page_and_says_how_many_match(police: Actor) -> None:
    for _ in range(3):
        case(police)
    second = caseload(police, STRAND, ALL, page=2, size=2)
    assert (second.matching, len(second.lines)) == (3, 1)


def test_caseload_shows_last_contact_next_date_and_former_colour(police: Actor) -> None:
    person, coloured = case(police)
    set_traffic_light(police, coloured, Colour.AMBER, "Mixed", OPENED + timedelta(28), None, OPENED)
    set_traffic_light(
        police, coloured, Colour.RED, "Worse", TODAY + timedelta(14), None, TODAY - timedelta(7)
    )
    contact(police, person, clock.at(TODAY - timedelta(3), 9), Outcome.MISSED_NOT_ACCEPTABLE)
    contact(police, person, clock.at(TODAY + timedelta(3), 9), Outcome.PLANNED)
    set_key_date(police, person, DateKind.COURT, TODAY + timedelta(9), TODAY, "List")
    (line,) = caseload(police, STRAND, ALL).lines
    beside = line.beside
    assert beside.was is Colour.AMBER
    assert beside.last_contact is not None
    assert beside.last_contact.outcome is Outcome.MISSED_NOT_ACCEPTABLE
    assert beside.next_date is not None
    assert (beside.next_date.words, beside.next_date.falls_on) == (
        "Home visit",
        TODAY + timedelta(3),
    )


def test_caseload_takes_the_same_statements_for_many_as_for_one(police: Actor) -> None:
    case(police)
    for_one = _statements(police)
    for _ in range(7):
        person, another = case(police)
        contact(police, person, clock.at(TODAY - timedelta(3), 9), Outcome.KEPT)
        assign_worker(police, another, make.user(), AssignmentRole.LEAD_OFFICER, TODAY)
    # one for the names of the workers, whom the first case has none of
    assert _statements(police) <= for_one + 2


def _statements(actor: Actor) -> int:
    db.session.flush()  # what the tests made is not what is counted
    db.session.expire_all()
    seen: list[str] = []

    def count(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    engine = db.session.connection().engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        found = caseload(actor, STRAND, ALL)
        assert all(line.name for line in found.lines)
    finally:
        event.remove(engine, "before_cursor_execute", count)
    assert seen
    return len(seen)


def _overdue_action(by: Actor, person_id: object) -> None:
    action = Action(
        person_id=person_id,
        agency_id=by.agency_id,
        owner_id=by.user_id,
        owner_agency_id=by.agency_id,
        asked_by_id=by.user_id,
        asked_on=OPENED,
        due_on=TODAY - timedelta(days=1),
        origin=ActionOrigin.PRACTITIONER,
        status=ActionStatus.ACCEPTED,
        words="Ring the landlord",
    )
    db.session.add(action)


def test_actor_of_another_agency_engaged_reads_the_same_order(police: Actor) -> None:
    probation = make.agency(AgencyKind.PROBATION)
    case(police)
    manager = actor_for(make.user(of=probation))
    assert [found.reference for found in gathered(manager, STRAND)] == [
        found.reference for found in gathered(police, STRAND)
    ]

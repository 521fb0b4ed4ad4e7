from datetime import date, timedelta

import pytest

from popo.access.actor import Actor
from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind
from popo.cases.models import CaseEnd, SchemeStatus, Status, Strand
from popo.cases.queries import (
    case_history,
    cases_open_on,
    engagements_of,
    open_case_of,
    running,
    statuses_of,
)
from popo.cases.services import close_case, open_case, set_status
from popo.errors import RuleBroken
from popo.people.models import SightCompartment, SightLevel
from popo.people.queries import get_person
from tests import make
from tests.cases.make import OPENED, case

CLOSED = date(2024, 4, 2)


@pytest.fixture
def police(work: None) -> Actor:
    make.partnership()
    return make.actor()


def test_open_case_runs_rehabilitate_and_resettle_beside_catch_and_convict(police: Actor) -> None:
    probation = make.agency(AgencyKind.PROBATION)
    _, opened = case(police)
    rows = engagements_of([opened.id], OPENED)[opened.id]
    assert [(row.strand, row.is_primary, row.lead_agency_id) for row in rows] == [
        (Strand.CATCH_AND_CONVICT, True, police.agency_id),
        (Strand.REHABILITATE_AND_RESETTLE, False, probation.id),
    ]


def test_open_case_gives_engaged_agencies_and_strand_leads_work(police: Actor) -> None:
    probation = make.agency(AgencyKind.PROBATION)
    person, _ = case(police)
    manager = make.actor(of=probation)
    lead = make.actor(Role.STRAND_LEAD, Strand.CATCH_AND_CONVICT)
    assert get_person(person.reference, manager, SightLevel.WORK) is person
    assert get_person(person.reference, lead, SightLevel.WORK) is person
    other_lead = make.actor(Role.STRAND_LEAD, Strand.PREVENT_AND_DETER)
    assert get_person(person.reference, other_lead) is None
    assert get_person(person.reference, make.actor()) is None


def test_open_case_keeps_prevent_and_deter_inside_its_compartment(police: Actor) -> None:
    yos = make.agency(AgencyKind.YOUTH_OFFENDING_SERVICE)
    person = make.person(police, born=date(2008, 5, 1))
    case(police, Strand.PREVENT_AND_DETER, person=person, lead=yos.id)
    cleared = make.actor(of=yos, clearances=(Clearance.PREVENT_AND_DETER,))
    assert get_person(person.reference, cleared, SightLevel.WORK) is person
    assert get_person(person.reference, make.actor(of=yos)) is None
    assert get_person(person.reference, make.coordinator()) is None


def test_open_case_takes_an_adult_known_only_to_prevent_and_deter_into_it(police: Actor) -> None:
    person = make.person(police)
    case(police, Strand.PREVENT_AND_DETER, person=person)
    assert person.sight_compartment is SightCompartment.YOUNG_PERSON
    assert get_person(person.reference, police) is None


def test_open_case_refuses_a_second_one(police: Actor) -> None:
    person, _ = case(police)
    with pytest.raises(RuleBroken, match="already has an open case"):
        case(police, person=person)


def test_open_case_refuses_the_dead(police: Actor) -> None:
    person = make.person(police)
    person.deceased_on = OPENED
    with pytest.raises(RuleBroken, match="died"):
        case(police, person=person)


def test_open_case_knows_tiers_of_prevent_and_deter_only(police: Actor) -> None:
    agency = police.agency_id
    with pytest.raises(RuleBroken, match="Only Prevent and Deter"):
        open_case(police, make.person(police), Strand.CATCH_AND_CONVICT, OPENED, agency, "Tier 1")
    with pytest.raises(RuleBroken, match="one of the scheme's tiers"):
        open_case(police, make.person(police), Strand.PREVENT_AND_DETER, OPENED, agency, "Tier 9")


def test_close_case_ends_everything_that_ran_in_it(police: Actor) -> None:
    probation = make.agency(AgencyKind.PROBATION)
    person, closing = case(police)
    manager = make.actor(of=probation)
    close_case(police, closing, CaseEnd.DESISTED, CLOSED)
    assert open_case_of(person) is None
    assert engagements_of([closing.id], CLOSED) == {}
    assert statuses_of([closing.id], CLOSED)[closing.id].status is Status.DE_SELECTED
    assert get_person(person.reference, manager) is None


def test_close_case_leaves_the_past_as_it_was(police: Actor) -> None:
    _, closing = case(police)
    close_case(police, closing, CaseEnd.DECEASED, CLOSED)
    day_before = CLOSED - timedelta(days=1)
    assert cases_open_on(day_before) == [closing]
    assert cases_open_on(CLOSED) == []
    assert len(engagements_of([closing.id], day_before)[closing.id]) == 2
    assert statuses_of([closing.id], day_before)[closing.id].status is Status.ACTIVE


def test_close_case_refuses_a_day_before_something_in_it_began(police: Actor) -> None:
    _, closing = case(police)
    set_status(police, closing, Status.DE_SELECTION_PROPOSED, CLOSED)
    with pytest.raises(RuleBroken, match="changed on 2 April 2024"):
        close_case(police, closing, CaseEnd.DESISTED, CLOSED - timedelta(days=1))


def test_open_case_again_is_a_new_spell_after_the_last(police: Actor) -> None:
    person, first = case(police)
    close_case(police, first, CaseEnd.DESISTED, CLOSED)
    with pytest.raises(RuleBroken, match="before the last one closed"):
        case(police, person=person, opened_on=CLOSED - timedelta(days=1))
    _, second = case(police, person=person, opened_on=CLOSED)
    assert [row.spell for row in case_history(person)] == [2, 1]
    assert open_case_of(person) is second


def test_set_status_ends_the_former_the_same_day(police: Actor) -> None:
    _, changed = case(police)
    set_status(police, changed, Status.DE_SELECTION_PROPOSED, CLOSED)
    set_status(police, changed, Status.ACTIVE, CLOSED + timedelta(days=3))
    during = statuses_of([changed.id], CLOSED + timedelta(days=2))
    assert during[changed.id].status is Status.DE_SELECTION_PROPOSED
    assert [row.status for row in running(SchemeStatus, changed)] == [Status.ACTIVE]


def test_set_status_leaves_closing_to_closing(police: Actor) -> None:
    _, changed = case(police)
    with pytest.raises(RuleBroken, match="Close the case"):
        set_status(police, changed, Status.DE_SELECTED, CLOSED)

"""Strands: several at once, exactly one primary while the case is open, whatever is tried."""

from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from popo.access.actor import Actor
from popo.access.permissions import Role
from popo.cases.models import CaseEnd, SchemeCase, Strand, StrandEngagement
from popo.cases.queries import (
    cases_open_on,
    engagement_history,
    engagements_of,
    held_by_prevent_and_deter,
    running,
)
from popo.cases.services import (
    close_case,
    end_engagement,
    engage_strand,
    make_primary,
)
from popo.cases.services.engagements import begin_strands
from popo.errors import RuleBroken
from popo.people.models import SightCompartment, SightLevel
from popo.people.queries import get_person
from tests import make
from tests.cases.make import OPENED, assert_refused, case

DAY = date(2024, 3, 4)


@pytest.fixture
def police(work: None) -> Actor:
    make.partnership()
    return make.actor()


def _engaged(held: SchemeCase, strand: Strand) -> StrandEngagement:
    return next(row for row in running(StrandEngagement, held) if row.strand is strand)


def test_make_primary_keeps_the_past(police: Actor) -> None:
    _, held = case(police)
    make_primary(police, held, _engaged(held, Strand.REHABILITATE_AND_RESETTLE), DAY)
    before = engagements_of([held.id], DAY - timedelta(days=1))[held.id]
    after = engagements_of([held.id], DAY)[held.id]
    assert before[0].strand is Strand.CATCH_AND_CONVICT
    assert after[0].strand is Strand.REHABILITATE_AND_RESETTLE
    assert [row.is_primary for row in before] == [row.is_primary for row in after]
    assert [row.is_primary for row in after] == [True, False]


def test_make_primary_takes_no_sight_away(police: Actor) -> None:
    person, held = case(police)
    make_primary(police, held, _engaged(held, Strand.REHABILITATE_AND_RESETTLE), DAY)
    lead = make.actor(Role.STRAND_LEAD, Strand.CATCH_AND_CONVICT)
    assert get_person(person.reference, lead, SightLevel.WORK) is person


def test_make_primary_refuses_what_already_is(police: Actor) -> None:
    _, held = case(police)
    with pytest.raises(RuleBroken, match="already primary"):
        make_primary(police, held, _engaged(held, Strand.CATCH_AND_CONVICT), DAY)


def test_end_engagement_takes_the_sight_it_gave(police: Actor) -> None:
    person, held = case(police)
    end_engagement(police, _engaged(held, Strand.REHABILITATE_AND_RESETTLE), DAY)
    lead = make.actor(Role.STRAND_LEAD, Strand.REHABILITATE_AND_RESETTLE)
    assert get_person(person.reference, lead) is None


def test_end_engagement_never_ends_the_primary_one(police: Actor) -> None:
    _, held = case(police)
    with pytest.raises(RuleBroken, match="Make another strand primary first"):
        end_engagement(police, _engaged(held, Strand.CATCH_AND_CONVICT), DAY)


def test_engage_strand_refuses_the_same_twice(police: Actor) -> None:
    _, held = case(police)
    with pytest.raises(RuleBroken, match="already worked with"):
        engage_strand(police, held, Strand.CATCH_AND_CONVICT, police.agency_id, DAY)


def test_engage_strand_refuses_a_day_before_the_case(police: Actor) -> None:
    _, held = case(police)
    early = OPENED - timedelta(days=1)
    with pytest.raises(RuleBroken, match="before the case opened"):
        engage_strand(police, held, Strand.PREVENT_AND_DETER, police.agency_id, early)


def test_engage_strand_never_begins_an_adults_strand_for_a_young_person(police: Actor) -> None:
    _, held = case(police, Strand.PREVENT_AND_DETER)
    for strand in (Strand.CATCH_AND_CONVICT, Strand.REHABILITATE_AND_RESETTLE):
        with pytest.raises(RuleBroken, match="by a decision"):
            engage_strand(police, held, strand, police.agency_id, DAY)


def test_an_adult_stays_inside_until_prevent_and_deter_ends(police: Actor) -> None:
    person, held = case(police, Strand.PREVENT_AND_DETER)
    begin = partial(begin_strands, police, held, Strand.CATCH_AND_CONVICT, police.agency_id)
    begin(DAY, None, primary=False)
    assert person.is_young
    assert held_by_prevent_and_deter(DAY) == {person.id}
    make_primary(police, held, _engaged(held, Strand.CATCH_AND_CONVICT), DAY)
    assert person.is_young
    end_engagement(police, _engaged(held, Strand.PREVENT_AND_DETER), DAY)
    assert person.sight_compartment is SightCompartment.ADULT
    assert held_by_prevent_and_deter(DAY) == set()


def test_a_child_stays_inside_whatever_else_begins(police: Actor) -> None:
    child = make.person(police, born=date(2009, 6, 1))
    _, held = case(police, Strand.PREVENT_AND_DETER, person=child)
    begin_strands(
        police, held, Strand.CATCH_AND_CONVICT, police.agency_id, DAY, None, primary=False
    )
    assert child.sight_compartment is SightCompartment.YOUNG_PERSON


def test_the_database_itself_refuses_a_second_primary(police: Actor) -> None:
    _, held = case(police)
    first = _engaged(held, Strand.CATCH_AND_CONVICT)
    another = StrandEngagement(
        person_id=held.person_id,
        agency_id=held.agency_id,
        case_id=held.id,
        strand=Strand.PREVENT_AND_DETER,
        is_primary=True,
        lead_agency_id=first.lead_agency_id,
        starts_on=DAY,
    )
    assert_refused(another)


steps = st.lists(
    st.tuples(
        st.sampled_from(["engage", "end", "primary"]),
        st.sampled_from(Strand),
        st.integers(0, 20),
    ),
    max_size=12,
)


@given(steps)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_tried_there_is_one_primary_every_day(
    police: Actor, tried: list[tuple[str, Strand, int]]
) -> None:
    _, held = case(police)
    day = OPENED
    for verb, strand, later in tried:
        day += timedelta(days=later)
        _try(police, held, verb, strand, day)
    rows = engagement_history(held)
    for number in range((day - OPENED).days + 1):
        current = [row for row in rows if row.is_on(OPENED + timedelta(days=number))]
        assert sum(row.is_primary for row in current) == 1
        strands = [row.strand for row in current]
        assert len(strands) == len(set(strands))
    close_case(police, held, CaseEnd.DESISTED, day)
    assert running(StrandEngagement, held) == []
    assert held not in cases_open_on(day)


def _try(actor: Actor, held: SchemeCase, verb: str, strand: Strand, day: date) -> None:
    """What is against the rules is refused and changes nothing."""
    rows = {row.strand: row for row in running(StrandEngagement, held)}
    try:
        if verb == "engage":
            engage_strand(actor, held, strand, actor.agency_id, day)
        elif strand in rows and verb == "end":
            end_engagement(actor, rows[strand], day)
        elif strand in rows:
            make_primary(actor, held, rows[strand], day)
    except RuleBroken:
        return

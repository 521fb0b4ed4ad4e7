from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.accounts.queries import actor_for
from popo.audit.models import AuditEvent
from popo.cases.models import AssignmentRole, CaseEnd, Colour, Strand, TrafficLight
from popo.cases.queries import (
    assignments_of,
    light_history,
    lights_of,
    lights_set,
    possible_workers,
)
from popo.cases.services import (
    assign_worker,
    close_case,
    default_review,
    end_assignment,
    set_traffic_light,
)
from popo.db import db, settle
from popo.errors import RuleBroken, StaleVersion
from popo.intervals import overlaps
from popo.people.models import SightLevel
from popo.people.queries import get_person
from tests import make
from tests.cases.make import OPENED, assert_refused, case

DAY = date(2024, 3, 4)
REVIEW = DAY + timedelta(days=14)


@pytest.fixture
def police(work: None) -> Actor:
    make.partnership()
    return make.actor()


def test_set_traffic_light_ends_the_former_the_same_day(police: Actor) -> None:
    _, held = case(police)
    set_traffic_light(police, held, Colour.AMBER, "Mixed", OPENED + timedelta(28), None, OPENED)
    set_traffic_light(police, held, Colour.RED, "Arrested", REVIEW, 1, DAY)
    assert lights_of([held.id], DAY - timedelta(days=1))[held.id].colour is Colour.AMBER
    assert lights_of([held.id], DAY)[held.id].colour is Colour.RED
    assert lights_set(held) == 2


def test_set_traffic_light_seals_its_reason_and_keeps_it_out_of_the_trail(police: Actor) -> None:
    _, held = case(police)
    light = set_traffic_light(police, held, Colour.RED, "Seen in Bury Park", REVIEW, None, DAY)
    settle()
    assert light.reason == "Seen in Bury Park"
    details = db.session.scalars(
        select(AuditEvent.details).where(AuditEvent.event == "case.traffic_light_set")
    )
    assert "Bury Park" not in str(list(details))


def test_set_traffic_light_refuses_a_stale_form(police: Actor) -> None:
    _, held = case(police)
    set_traffic_light(police, held, Colour.RED, "Active", REVIEW, 0, DAY)
    with pytest.raises(StaleVersion):
        set_traffic_light(police, held, Colour.GREEN, "Working", REVIEW, 0, DAY)


@pytest.mark.parametrize(
    ("reason", "review", "day", "words"),
    [
        (" ", REVIEW, DAY, "Say why"),
        ("Active", DAY, DAY, "after the day the colour is set"),
        ("Active", DAY + timedelta(days=29), DAY, "within 28 days"),
        ("Active", REVIEW, OPENED - timedelta(days=1), "before the case opened"),
    ],
)
def test_set_traffic_light_refuses(
    police: Actor, reason: str, review: date, day: date, words: str
) -> None:
    _, held = case(police)
    with pytest.raises(RuleBroken, match=words):
        set_traffic_light(police, held, Colour.RED, reason, review, None, day)


def test_set_traffic_light_is_over_when_the_case_is(police: Actor) -> None:
    _, held = case(police)
    close_case(police, held, CaseEnd.DESISTED, DAY)
    with pytest.raises(RuleBroken, match="has closed"):
        set_traffic_light(police, held, Colour.RED, "Active", REVIEW, None, DAY)


@pytest.mark.parametrize(
    ("colour", "days"),
    [(Colour.RED, 28), (Colour.AMBER, 28), (Colour.GREEN, 84), (Colour.CUSTODY, 84)],
)
def test_default_review(colour: Colour, days: int) -> None:
    assert default_review(colour, DAY) - DAY == timedelta(days=days)


@given(st.lists(st.tuples(st.sampled_from(Colour), st.integers(-3, 30)), max_size=8))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_two_colours_ever_share_a_day(police: Actor, set_: list[tuple[Colour, int]]) -> None:
    _, held = case(police)
    day, accepted = OPENED, 0
    for colour, later in set_:
        day += timedelta(days=later)
        try:
            set_traffic_light(police, held, colour, "Why", day + timedelta(1), None, day)
            accepted += 1
        except RuleBroken:
            continue
    rows = light_history(held, police)
    assert len(rows) == accepted
    for number, row in enumerate(rows):
        others = rows[:number] + rows[number + 1 :]
        if row.starts_on != row.ends_on:
            assert not overlaps(others, row.starts_on, row.ends_on)


def test_the_database_itself_refuses_a_second_running_colour(police: Actor) -> None:
    _, held = case(police)
    first = set_traffic_light(police, held, Colour.RED, "Active", REVIEW, None, DAY)
    another = TrafficLight(
        person_id=first.person_id,
        agency_id=first.agency_id,
        case_id=held.id,
        colour=Colour.GREEN,
        reason="Another",
        set_by_id=police.user_id,
        review_on=REVIEW,
        starts_on=DAY,
    )
    assert_refused(another)


def test_assign_worker_gives_sight_by_name_and_ending_takes_it(police: Actor) -> None:
    person, held = case(police)
    worker = make.user()
    row = assign_worker(police, held, worker, AssignmentRole.CO_WORKER, DAY)
    assert get_person(person.reference, actor_for(worker), SightLevel.WORK) is person
    end_assignment(police, row, DAY + timedelta(days=9))
    assert get_person(person.reference, actor_for(worker)) is None


def test_assign_worker_opens_a_young_person_to_the_named_team_only(police: Actor) -> None:
    yos = make.agency()
    cleared = make.actor(of=yos, clearances=(Clearance.PREVENT_AND_DETER,))
    young = make.person(cleared, born=date(2008, 1, 1))
    _, held = case(cleared, Strand.PREVENT_AND_DETER, person=young)
    named = make.user(of=yos)
    assign_worker(cleared, held, named, AssignmentRole.YOS_WORKER, DAY)
    assert get_person(young.reference, actor_for(named), SightLevel.WORK) is young
    assert get_person(young.reference, make.actor(of=yos)) is None


def test_assign_worker_replaces_a_lead_and_not_a_co_worker(police: Actor) -> None:
    person, held = case(police)
    first, second, third = make.user(), make.user(), make.user()
    assign_worker(police, held, first, AssignmentRole.LEAD_OFFICER, OPENED)
    assign_worker(police, held, second, AssignmentRole.CO_WORKER, OPENED)
    assign_worker(police, held, third, AssignmentRole.LEAD_OFFICER, DAY)
    now = {(row.user_id, row.role) for row in assignments_of([held.id], DAY)[held.id]}
    assert now == {
        (second.id, AssignmentRole.CO_WORKER),
        (third.id, AssignmentRole.LEAD_OFFICER),
    }
    assert get_person(person.reference, actor_for(first)) is None


def test_leads_are_named_in_one_order_whoever_came_first(police: Actor) -> None:
    _, held = case(police)
    parts = (AssignmentRole.CO_WORKER, AssignmentRole.OFFENDER_MANAGER, AssignmentRole.LEAD_OFFICER)
    for days, part in enumerate(parts):
        assign_worker(police, held, make.user(), part, OPENED + timedelta(days=days))
    db.session.flush()
    named = [row.role for row in assignments_of([held.id], DAY)[held.id]]
    assert named == list(reversed(parts))


def test_assign_worker_refuses_the_same_part_twice_and_closed_accounts(police: Actor) -> None:
    _, held = case(police)
    worker = make.user()
    assign_worker(police, held, worker, AssignmentRole.CO_WORKER, DAY)
    with pytest.raises(RuleBroken, match="already has that part"):
        assign_worker(police, held, worker, AssignmentRole.CO_WORKER, DAY)
    gone = make.user()
    gone.closed_at = clock.now()
    with pytest.raises(RuleBroken, match="account is closed"):
        assign_worker(police, held, gone, AssignmentRole.CO_WORKER, DAY)
    offered = {user.id for user in possible_workers(police)}
    assert worker.id in offered
    assert gone.id not in offered

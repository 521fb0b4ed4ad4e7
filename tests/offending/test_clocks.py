"""The clocks from one event to another, tried on days at random; and what they say."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo import clock as calendar
from popo.offending.clocks import (
    BY_NAME,
    CLOCKS,
    Clock,
    Point,
    State,
    Unit,
    in_words,
    nearest_breach,
    read,
    readings,
)

TODAY = date(2024, 4, 30)
clocks = st.sampled_from(CLOCKS)
days = st.dates(date(2023, 1, 1), date(2025, 1, 1))
some_points = st.dictionaries(st.sampled_from(Point), days)


@given(clocks, some_points, days)
def test_a_clock_stands_in_exactly_one_way(
    clock: Clock, points: dict[Point, date], today: date
) -> None:
    found = read(clock, points, today)
    started = points.get(clock.start)
    assert (found is None) is (started is None or started > today)
    if found is None:
        return
    assert found.is_running is (found.ended_on is None)
    assert found.due_on > found.started_on
    assert (found.state is State.STOPPED) is (found.stopped_by is not None)
    if found.is_running:
        assert (found.state is State.BREACHED) is (today > found.due_on)
    elif found.state is State.MET:
        assert found.ended_on is not None
        assert found.ended_on <= found.due_on
    assert in_words(found, today)


@given(clocks, some_points, days, st.integers(1, 400))
def test_time_alone_never_mends_a_late_clock(
    clock: Clock, points: dict[Point, date], today: date, more: int
) -> None:
    ended = {clock.end, Point.DIED, *clock.stops}
    open_points = {point: day for point, day in points.items() if point not in ended}
    found = read(clock, open_points, today)
    later = read(clock, open_points, today + timedelta(days=more))
    if found is not None and found.state is State.BREACHED:
        assert later is not None
        assert later.state is State.BREACHED


@given(clocks, days)
def test_the_last_day_is_in_time_and_the_next_is_late(clock: Clock, start: date) -> None:
    due = clock.due_on(start)
    on_the_day = read(clock, {clock.start: start, clock.end: due}, due + timedelta(days=9))
    after = read(
        clock,
        {clock.start: start, clock.end: due + timedelta(days=1)},
        due + timedelta(days=9),
    )
    assert on_the_day is not None
    assert after is not None
    assert (on_the_day.state, after.state) == (State.MET, State.BREACHED)


@given(some_points, days, st.booleans())
def test_a_death_stops_every_clock(points: dict[Point, date], died: date, child: bool) -> None:  # noqa: FBT001 - drawn
    dead = {point: day for point, day in points.items() if day < died} | {Point.DIED: died}
    for reading in readings(dead, died + timedelta(days=1), is_child=child):
        assert not reading.is_running


@pytest.mark.parametrize(
    ("name", "start", "due"),
    [
        ("absence_to_breach", date(2024, 3, 28), date(2024, 4, 15)),  # over Easter
        ("recall_to_revocation", date(2024, 5, 3), date(2024, 5, 7)),  # over a bank holiday
        ("standard_recall", TODAY, date(2024, 5, 6)),
        ("emergency_recall", TODAY, date(2024, 5, 4)),  # 74 hours end on the fourth day
        ("release_to_contact", TODAY, date(2024, 5, 2)),
        ("arrest_to_sentence", date(2024, 1, 1), date(2024, 3, 12)),
    ],
)
def test_each_limit_ends_on_its_last_day(name: str, start: date, due: date) -> None:
    assert BY_NAME[name].due_on(start) == due


def test_children_have_a_clock_of_their_own() -> None:
    points = {Point.OFFENCE: TODAY, Point.ARREST: TODAY}
    grown, child = (
        {one.clock.name for one in readings(points, TODAY, is_child=young)}
        for young in (False, True)
    )
    assert grown - child == {"offence_to_sentence"}
    assert child - grown == {"arrest_to_sentence"}


def test_a_recall_runs_by_its_kind_alone() -> None:
    points = {Point.RECALL_REQUESTED: TODAY}
    names = {
        kind: {one.clock.name for one in readings(points, TODAY, is_child=False, variety=kind)}
        for kind in ("standard", "emergency", "")
    }
    assert names["standard"] == {"recall_to_revocation", "standard_recall"}
    assert names["emergency"] == {"recall_to_revocation", "emergency_recall"}
    assert names[""] == {"recall_to_revocation"}


def test_what_is_said() -> None:
    warrant = BY_NAME["warrant"]

    def said(**points: date) -> str:
        found = read(warrant, {Point(name): day for name, day in points.items()}, TODAY)
        assert found is not None
        return in_words(found, TODAY)

    issued = date(2024, 4, 20)
    assert said(warrant_issued=issued) == "4 days left, due 4 May, limit 14 days"
    assert said(warrant_issued=date(2024, 4, 16)) == "due today, due 30 April, limit 14 days"
    old = date(2023, 12, 1)
    assert said(warrant_issued=old) == "137 days late, was due 15 December 2023, limit 14 days"
    assert said(warrant_issued=issued, warrant_executed=TODAY) == "kept: 10 days, limit 14 days"
    late = said(warrant_issued=old, warrant_executed=date(2023, 12, 18))
    assert late == "3 days late: 17 days, limit 14 days"
    assert said(warrant_issued=issued, warrant_withdrawn=TODAY) == "stopped: withdrawn"


def test_the_longest_overdue_comes_first() -> None:
    starts = [date(2024, 4, 20), date(2024, 1, 1), date(2024, 3, 1)]
    found = [read(BY_NAME["warrant"], {Point.WARRANT_ISSUED: day}, TODAY) for day in starts]
    ordered = sorted((one for one in found if one is not None), key=nearest_breach)
    assert [one.started_on for one in ordered] == sorted(starts)


def test_working_days_are_the_calendars() -> None:
    for clock in CLOCKS:
        if clock.unit is Unit.WORKING_DAYS:
            due = clock.due_on(TODAY)
            assert calendar.working_days(TODAY, due) == clock.limit

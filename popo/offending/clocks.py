"""The clocks of the premium service, as data: from one event to another within a limit.

Plain Python. Most events are known by their day and not by their hour, so a limit in hours ends
with the last day on which it could still have been kept: a clock never says late too early.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from math import ceil

from popo import clock as calendar

_OWN = "This scheme's own figure: no national one was found"
_STANDARDS = "National standards for probation"


class Point(StrEnum):
    """What starts, ends or stops a clock."""

    OFFENCE = "offence"
    ARREST = "arrest"
    NO_FURTHER_ACTION = "no_further_action"
    CAUTION = "caution"
    CHARGE = "charge"
    FIRST_HEARING = "first_hearing"
    NOT_CONVICTED = "not_convicted"
    SENTENCE = "sentence"
    ABSENCE = "absence"
    BREACH_BEGUN = "breach_begun"
    RECALL_REQUESTED = "recall_requested"
    LICENCE_REVOKED = "licence_revoked"
    RETURNED = "returned"
    RECALL_REFUSED = "recall_refused"
    WARRANT_ISSUED = "warrant_issued"
    WARRANT_EXECUTED = "warrant_executed"
    WARRANT_WITHDRAWN = "warrant_withdrawn"
    RECEPTION = "reception"
    PRISON_TOLD = "prison_told"
    RELEASE = "release"
    FIRST_CONTACT = "first_contact"
    DIED = "died"


class Unit(StrEnum):
    WORKING_DAYS = "working days"
    DAYS = "days"
    HOURS = "hours"


class State(StrEnum):
    RUNNING = "running"
    MET = "met"
    BREACHED = "breached"
    STOPPED = "stopped"


Points = Mapping[Point, date]

STOP_WORDS: Mapping[Point, str] = {
    Point.NO_FURTHER_ACTION: "no further action",
    Point.CAUTION: "cautioned",
    Point.NOT_CONVICTED: "not convicted",
    Point.WARRANT_WITHDRAWN: "withdrawn",
    Point.RECALL_REFUSED: "not recalled",
    Point.RETURNED: "back in custody",
    Point.RELEASE: "released again",
    Point.RECEPTION: "back in custody",
    Point.DIED: "died",
}


@dataclass(frozen=True)
class Clock:
    """`variety` narrows it to one kind of recall, `for_child` to children or to adults.

    Besides its own `stops`, a death stops every clock.
    """

    name: str
    words: str
    start: Point
    end: Point
    limit: int
    unit: Unit
    source: str
    stops: frozenset[Point] = field(default_factory=frozenset)
    variety: str = ""
    for_child: bool | None = None

    @property
    def limit_words(self) -> str:
        unit = self.unit.value.removesuffix("s") if self.limit == 1 else self.unit.value
        return f"{self.limit} {unit}"

    def due_on(self, started_on: date) -> date:
        """The last day on which it is kept."""
        if self.unit is Unit.WORKING_DAYS:
            return calendar.add_working_days(started_on, self.limit)
        days = self.limit if self.unit is Unit.DAYS else ceil(self.limit / 24)
        return started_on + timedelta(days=days)

    def concerns(self, *, is_child: bool, variety: str = "") -> bool:
        of_age = self.for_child is None or self.for_child is is_child
        return of_age and self.variety in {"", variety}


_DROPPED = frozenset({Point.NO_FURTHER_ACTION, Point.CAUTION, Point.NOT_CONVICTED})

CLOCKS: tuple[Clock, ...] = (
    Clock(
        "arrest_to_charge",
        "Arrest to charge",
        Point.ARREST,
        Point.CHARGE,
        28,
        Unit.DAYS,
        _OWN,
        stops=_DROPPED,
    ),
    Clock(
        "charge_to_hearing",
        "Charge to first hearing",
        Point.CHARGE,
        Point.FIRST_HEARING,
        14,
        Unit.DAYS,
        _OWN,
        stops=_DROPPED,
    ),
    Clock(
        "offence_to_sentence",
        "Offence to sentence",
        Point.OFFENCE,
        Point.SENTENCE,
        90,
        Unit.DAYS,
        _OWN,
        stops=_DROPPED,
        for_child=False,
    ),
    Clock(
        "arrest_to_sentence",
        "Arrest to sentence",
        Point.ARREST,
        Point.SENTENCE,
        71,
        Unit.DAYS,
        "The national pledge of 71 days for children who keep coming back to court",
        stops=_DROPPED,
        for_child=True,
    ),
    Clock(
        "absence_to_breach",
        "Second unacceptable absence to breach begun",
        Point.ABSENCE,
        Point.BREACH_BEGUN,
        10,
        Unit.WORKING_DAYS,
        _STANDARDS,
    ),
    Clock(
        "recall_to_revocation",
        "Recall asked for to licence revoked",
        Point.RECALL_REQUESTED,
        Point.LICENCE_REVOKED,
        1,
        Unit.WORKING_DAYS,
        _OWN,
        stops=frozenset({Point.RECALL_REFUSED, Point.RETURNED}),
    ),
    Clock(
        "standard_recall",
        "Standard recall asked for to return to custody",
        Point.RECALL_REQUESTED,
        Point.RETURNED,
        144,
        Unit.HOURS,
        "Recall of prisoners: 144 hours, standard",
        stops=frozenset({Point.RECALL_REFUSED}),
        variety="standard",
    ),
    Clock(
        "emergency_recall",
        "Emergency recall asked for to return to custody",
        Point.RECALL_REQUESTED,
        Point.RETURNED,
        74,
        Unit.HOURS,
        "Recall of prisoners: 74 hours, emergency",
        stops=frozenset({Point.RECALL_REFUSED}),
        variety="emergency",
    ),
    Clock(
        "warrant",
        "Warrant issued to executed",
        Point.WARRANT_ISSUED,
        Point.WARRANT_EXECUTED,
        14,
        Unit.DAYS,
        _OWN,
        stops=frozenset({Point.WARRANT_WITHDRAWN}),
    ),
    Clock(
        "reception_to_prison_told",
        "Reception to prison or secure home told",
        Point.RECEPTION,
        Point.PRISON_TOLD,
        1,
        Unit.WORKING_DAYS,
        "Prison service arrangements: within one working day of reception",
        stops=frozenset({Point.RELEASE}),
    ),
    Clock(
        "release_to_contact",
        "Release to first contact",
        Point.RELEASE,
        Point.FIRST_CONTACT,
        48,
        Unit.HOURS,
        "The release checklist: the first 48 hours",
        stops=frozenset({Point.RECEPTION}),
    ),
)
BY_NAME = {clock.name: clock for clock in CLOCKS}


@dataclass(frozen=True)
class Reading:
    """One clock as it stands on a day. `ended_on` is when it was kept, late or stopped."""

    clock: Clock
    started_on: date
    due_on: date
    state: State
    ended_on: date | None = None
    stopped_by: Point | None = None

    @property
    def is_running(self) -> bool:
        """Whether it still waits for its end, in time or late."""
        return self.ended_on is None

    @property
    def days_taken(self) -> int | None:
        return None if self.ended_on is None else (self.ended_on - self.started_on).days


def read(clock: Clock, points: Points, today: date) -> Reading | None:
    """How it stands; None where it never started, or starts on a day to come.

    An end recorded as before the start kept the limit: the days were typed, not the order.
    """
    started_on = points.get(clock.start)
    if started_on is None or started_on > today:
        return None
    due_on = clock.due_on(started_on)
    ended_on = _by(points.get(clock.end), today)
    stop = _first_stop(clock, points, started_on, today)
    if stop is not None and (ended_on is None or points[stop] < ended_on):
        return Reading(clock, started_on, due_on, State.STOPPED, points[stop], stop)
    kept = (ended_on or today) <= due_on
    if ended_on is None:
        return Reading(clock, started_on, due_on, State.RUNNING if kept else State.BREACHED)
    return Reading(clock, started_on, due_on, State.MET if kept else State.BREACHED, ended_on)


def readings(points: Points, today: date, *, is_child: bool, variety: str = "") -> list[Reading]:
    """Every clock that these points started, in the order of `CLOCKS`."""
    found = (
        read(clock, points, today)
        for clock in CLOCKS
        if clock.concerns(is_child=is_child, variety=variety)
    )
    return [reading for reading in found if reading is not None]


def in_words(reading: Reading, today: date) -> str:
    """Day 4 of 14 days, due 12 May; kept in 9 days; late by 4 days; stopped: withdrawn."""
    clock, due = reading.clock, _written(reading.due_on, today)
    if reading.state is State.STOPPED:
        why = STOP_WORDS.get(reading.stopped_by, "") if reading.stopped_by else ""
        return f"stopped: {why}"
    if reading.ended_on is None:
        limit = f"limit {clock.limit_words}"
        if reading.state is State.RUNNING:
            return f"{_left((reading.due_on - today).days)}, due {due}, {limit}"
        return f"{_days((today - reading.due_on).days)} late, was due {due}, {limit}"
    taken = _days(max(0, (reading.ended_on - reading.started_on).days))
    if reading.state is State.MET:
        return f"kept: {taken}, limit {clock.limit_words}"
    late = _days((reading.ended_on - reading.due_on).days)
    return f"{late} late: {taken}, limit {clock.limit_words}"


def nearest_breach(reading: Reading) -> tuple[date, date, str]:
    """Sorts what is longest overdue first, then what is due soonest."""
    return reading.due_on, reading.started_on, reading.clock.name


def _by(day: date | None, today: date) -> date | None:
    """The day, where it has come."""
    return day if day is not None and day <= today else None


def _first_stop(clock: Clock, points: Points, started_on: date, today: date) -> Point | None:
    stops = clock.stops | {Point.DIED}
    held = [stop for stop in stops if started_on <= points.get(stop, date.min) <= today]
    return min(held, key=lambda stop: (points[stop], stop), default=None)


def _left(days: int) -> str:
    return "due today" if days == 0 else f"{_days(days)} left"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"


def _written(day: date, today: date) -> str:
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {day:%B}{year}"

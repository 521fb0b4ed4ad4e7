"""One matter from arrest to sentence: how far it has come, and what is likely to come next.

Plain Python: events come as `Fact`, so that the same rules serve a page, a list and a figure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from popo.offending.clocks import Point
from popo.offending.kinds import OffenceEventKind as K

RESULT_DAYS = 28
"""An arrest that has no result after so many days is listed."""
LISTED_DAYS = 365
"""No longer: an older arrest without a result was never followed, and is put right on its page."""


class Stage(StrEnum):
    """In the order of the process: a matter has come as far as its furthest step."""

    OTHER = "other"
    ARRESTED = "arrested"
    BAILED = "bailed"
    INVESTIGATED = "investigated"
    DROPPED = "dropped"
    CAUTIONED = "cautioned"
    CHARGED = "charged"
    IN_COURT = "in_court"
    CONVICTED = "convicted"
    NOT_CONVICTED = "not_convicted"
    SENTENCED = "sentenced"

    @property
    def words(self) -> str:
        return _STAGE_WORDS[self]

    @property
    def is_over(self) -> bool:
        return self in _OVER


_STAGE_WORDS = {
    Stage.OTHER: "Recorded",
    Stage.ARRESTED: "Arrested, nothing decided",
    Stage.BAILED: "On bail before charge",
    Stage.INVESTIGATED: "Released under investigation",
    Stage.DROPPED: "No further action",
    Stage.CAUTIONED: "Cautioned",
    Stage.CHARGED: "Charged",
    Stage.IN_COURT: "In court",
    Stage.CONVICTED: "Convicted, sentence to come",
    Stage.NOT_CONVICTED: "Not convicted",
    Stage.SENTENCED: "Sentenced",
}
_OVER = frozenset({Stage.DROPPED, Stage.CAUTIONED, Stage.NOT_CONVICTED, Stage.SENTENCED})
_ORDER = {stage: place for place, stage in enumerate(Stage)}
_REACHED = {
    K.ARREST: Stage.ARRESTED,
    K.BAIL: Stage.BAILED,
    K.UNDER_INVESTIGATION: Stage.INVESTIGATED,
    K.NO_FURTHER_ACTION: Stage.DROPPED,
    K.CAUTION: Stage.CAUTIONED,
    K.CHARGE: Stage.CHARGED,
    K.REMAND: Stage.CHARGED,
    K.HEARING: Stage.IN_COURT,
    K.FAILURE_TO_APPEAR: Stage.IN_COURT,
    K.CONVICTION: Stage.CONVICTED,
    K.NOT_CONVICTED: Stage.NOT_CONVICTED,
    K.SENTENCE: Stage.SENTENCED,
}
_NEXT: Mapping[Stage, tuple[K, ...]] = {
    Stage.OTHER: (K.ARREST, K.CHARGE),
    Stage.ARRESTED: (
        K.CHARGE,
        K.BAIL,
        K.UNDER_INVESTIGATION,
        K.NO_FURTHER_ACTION,
        K.CAUTION,
        K.DRUG_TEST,
    ),
    Stage.BAILED: (K.CHARGE, K.NO_FURTHER_ACTION, K.CAUTION),
    Stage.INVESTIGATED: (K.CHARGE, K.NO_FURTHER_ACTION, K.CAUTION),
    Stage.DROPPED: (K.CHARGE,),
    Stage.CAUTIONED: (),
    Stage.CHARGED: (K.HEARING, K.REMAND, K.BAIL, K.FAILURE_TO_APPEAR, K.NOT_CONVICTED),
    Stage.IN_COURT: (K.HEARING, K.CONVICTION, K.NOT_CONVICTED, K.SENTENCE, K.FAILURE_TO_APPEAR),
    Stage.CONVICTED: (K.SENTENCE, K.HEARING, K.FAILURE_TO_APPEAR),
    Stage.NOT_CONVICTED: (),
    Stage.SENTENCED: (K.ORDER, K.BREACH, K.RECALL),
}


@dataclass(frozen=True)
class Fact:
    """What the rules look at of one event."""

    kind: K
    on: date
    offence_on: date | None = None
    sentenced_on: date | None = None
    concluded_on: date | None = None
    revoked_on: date | None = None
    absent_on: date | None = None
    variety: str = ""
    result: str = ""


def stage_of(facts: Iterable[Fact]) -> Stage:
    return max((_reached(fact) for fact in facts), key=_ORDER.__getitem__, default=Stage.OTHER)


def next_steps(facts: Sequence[Fact]) -> tuple[K, ...]:
    """What is likely to be recorded next, the likeliest first."""
    steps = _NEXT[stage_of(facts)]
    last = max(facts, key=lambda fact: fact.on, default=None)
    if last is not None and _missed_court(last):
        return (K.WARRANT, *steps)
    return steps


def has_result(facts: Iterable[Fact]) -> bool:
    return stage_of(facts).is_over or any(fact.kind is K.CONVICTION for fact in facts)


def offence_to_sentence(facts: Sequence[Fact]) -> int | None:
    """Days from the earliest offence to the first sentence; None before either is known."""
    points = points_of_matter(facts)
    if Point.OFFENCE not in points or Point.SENTENCE not in points:
        return None
    return days_to_sentence(points[Point.OFFENCE], points[Point.SENTENCE])


def days_to_sentence(offence_on: date, sentenced_on: date) -> int:
    """The one definition: days gone by, of one matter, custody among them."""
    return max(0, (sentenced_on - offence_on).days)


def points_of_matter(facts: Iterable[Fact]) -> dict[Point, date]:
    """The first day of each point of a matter; a charge after all takes back what ended it."""
    points: dict[Point, date] = {}
    for fact in facts:
        for point, day in _points(fact):
            points[point] = min(day, points.get(point, day))
    if Point.CHARGE in points:
        for early in (Point.NO_FURTHER_ACTION, Point.CAUTION):
            points.pop(early, None)
    return points


def points_of_event(fact: Fact) -> dict[Point, date]:
    """The points of one breach, recall or warrant."""
    found: dict[Point, date | None] = {}
    if fact.kind is K.BREACH:
        found = {Point.ABSENCE: fact.absent_on, Point.BREACH_BEGUN: fact.on}
    elif fact.kind is K.RECALL:
        ended = Point.RECALL_REFUSED if fact.result == "refused" else Point.RETURNED
        found = {
            Point.RECALL_REQUESTED: fact.on,
            Point.LICENCE_REVOKED: fact.revoked_on,
            ended: fact.concluded_on,
        }
    elif fact.kind is K.WARRANT:
        ended = Point.WARRANT_WITHDRAWN if fact.result == "withdrawn" else Point.WARRANT_EXECUTED
        found = {Point.WARRANT_ISSUED: fact.on, ended: fact.concluded_on}
    return {point: day for point, day in found.items() if day is not None}


def _reached(fact: Fact) -> Stage:
    if fact.sentenced_on is not None:
        return Stage.SENTENCED
    if fact.kind is K.BAIL and fact.variety.startswith("court"):
        return Stage.CHARGED
    return _REACHED.get(fact.kind, Stage.OTHER)


def _missed_court(fact: Fact) -> bool:
    return fact.kind is K.FAILURE_TO_APPEAR or fact.result == "not_attended"


_SAME = {
    K.ARREST: Point.ARREST,
    K.CHARGE: Point.CHARGE,
    K.NO_FURTHER_ACTION: Point.NO_FURTHER_ACTION,
    K.CAUTION: Point.CAUTION,
    K.NOT_CONVICTED: Point.NOT_CONVICTED,
    K.SENTENCE: Point.SENTENCE,
}

_BEFORE_THE_COURT = frozenset(
    {K.HEARING, K.CONVICTION, K.NOT_CONVICTED, K.SENTENCE, K.FAILURE_TO_APPEAR}
)
"""With any of these there was a first hearing, were it not recorded by itself."""


def _points(fact: Fact) -> Iterable[tuple[Point, date]]:
    if fact.offence_on is not None:
        yield Point.OFFENCE, fact.offence_on
    if fact.sentenced_on is not None:
        yield Point.SENTENCE, fact.sentenced_on
    if fact.kind in _BEFORE_THE_COURT:
        yield Point.FIRST_HEARING, fact.on
    if fact.kind in _SAME:
        yield _SAME[fact.kind], fact.on

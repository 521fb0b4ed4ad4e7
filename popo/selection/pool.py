"""Stored evidence of many people, scored again under any criteria. Pure; nobody is copied."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from popo.selection.carrying import Carrier, factor_named
from popo.selection.criteria import Criteria
from popo.selection.scoring import Answer, Score, State, line_of, score


class Held(NamedTuple):
    """One factor of one scoring as its plain columns keep it: nothing sealed is opened for it.

    `value` is what the system had measured; of a graded factor the level is the one its reports
    reached.
    """

    factor: str
    level: str | None
    value: int | None
    points: int | None
    evidence_on: date | None


class Engagement(NamedTuple):
    """A strand, and the agency that leads it; None where nobody leads yet."""

    strand: str
    lead: UUID | None


@dataclass(frozen=True)
class Pooled:
    """Somebody nominated or on the scheme; `version` names the criteria they were scored over."""

    person: UUID
    reference: str
    on_scheme: bool
    engagements: tuple[Engagement, ...]
    version: UUID | None = None
    held: tuple[Held, ...] = ()

    @property
    def is_scored(self) -> bool:
        return self.version is not None


@dataclass(frozen=True)
class Pool:
    people: tuple[Pooled, ...]
    versions: Mapping[UUID, Criteria]


class Points(NamedTuple):
    """What one factor is worth; not `counted` while its evidence is missing or too old."""

    low: int
    high: int
    counted: bool


@dataclass(frozen=True)
class Rescored:
    person: Pooled
    low: int
    high: int
    factors: Mapping[str, Points]

    @property
    def missing(self) -> int:
        return sum(not points.counted for points in self.factors.values())


def rescored(pool: Pool, criteria: Criteria, day: date) -> list[Rescored]:
    """Everybody under these criteria on this day, in the order of the pool.

    Raises ValueError for criteria answered in words, which have no points.
    """
    if criteria.is_narrative:
        raise ValueError("criteria answered in words have no points")
    again = _Again(pool, criteria, day)
    return [again.of(person) for person in pool.people]


class _Again:
    """Each distinct answer is carried and scored once: many people share it."""

    def __init__(self, pool: Pool, criteria: Criteria, day: date) -> None:
        self._carriers = {
            version: Carrier(former, criteria) for version, former in pool.versions.items()
        }
        # of a graded factor the level counts that its reports reached: they stay sealed
        self._plain = {
            factor.name: replace(factor, gradings=None)
            for factor in criteria.factors
            if not factor.is_narrative
        }
        self._day = day
        self._known: dict[tuple[str, str | None, date | None], Points] = {}
        self._nothing = {name: self._points(name, None, None) for name in self._plain}

    def of(self, person: Pooled) -> Rescored:
        factors = dict(self._nothing)
        if person.version is not None:
            carrier = self._carriers[person.version]
            for held in person.held:
                carried = carrier.carried(held.factor, held.level, held.value)
                if carried is not None:
                    name, level = carried
                    factors[name] = self._points(name, level, held.evidence_on)
        low = sum(points.low for points in factors.values())
        return Rescored(person, low, sum(points.high for points in factors.values()), factors)

    def _points(self, factor: str, level: str | None, evidence_on: date | None) -> Points:
        key = (factor, level, evidence_on)
        found = self._known.get(key)
        if found is None:
            line = line_of(self._plain[factor], Answer(*key), self._day)
            found = self._known[key] = Points(line.low, line.high, line.state is State.COUNTED)
        return found


def as_scored(held: Iterable[Held], criteria: Criteria, day: date) -> Score:
    """A score as it stood on the day it was scored, from plain columns alone.

    What counts as intelligence is closed: it counts what it counted then.
    """
    answers = []
    for each in held:
        factor = factor_named(criteria, each.factor)
        if factor is None or (each.level and factor.level(each.level) is None):
            continue
        closed = factor.is_intelligence and each.evidence_on is not None
        answers.append(
            Answer(
                each.factor,
                each.level,
                each.evidence_on,
                value=each.value,
                is_closed=closed,
                closed_points=each.points if closed else None,
            )
        )
    return score(criteria, answers, day)

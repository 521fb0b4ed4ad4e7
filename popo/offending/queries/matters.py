"""Matters: the events that hang together from an arrest to its sentence."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, select

from popo.access.actor import Actor
from popo.db import db
from popo.offending.clocks import Point, Reading, in_words, readings
from popo.offending.kinds import ENFORCEMENT
from popo.offending.kinds import OffenceEventKind as K
from popo.offending.matters import (
    Fact,
    Stage,
    has_result,
    next_steps,
    offence_to_sentence,
    points_of_event,
    points_of_matter,
    stage_of,
)
from popo.offending.models import OffenceEvent
from popo.offending.policy import is_open_enforcement
from popo.people.models import Person
from popo.people.policy import readable

MATTERS_A_PAGE = 20
MOST_STEPS = 200
_CALLED_AFTER = (K.CONVICTION, K.CHARGE, K.CAUTION, K.ARREST)


@dataclass(frozen=True)
class Timed:
    """A clock as it stands, in words, and the event it is about where it is about one."""

    reading: Reading
    words: str
    event: OffenceEvent | None = None


@dataclass(frozen=True)
class Open:
    """A warrant, breach or recall that waits to be concluded, with its clocks."""

    event: OffenceEvent
    clocks: list[Timed]


@dataclass(frozen=True)
class Matter:
    """The steps this actor may read, in the order they happened."""

    id: UUID
    steps: list[OffenceEvent]
    clocks: list[Timed]

    @property
    def facts(self) -> list[Fact]:
        return [fact_of(row) for row in self.steps]

    @property
    def stage(self) -> Stage:
        return stage_of(self.facts)

    @property
    def next_steps(self) -> tuple[K, ...]:
        return next_steps(self.facts)

    @property
    def has_result(self) -> bool:
        return has_result(self.facts)

    @property
    def days_to_sentence(self) -> int | None:
        return offence_to_sentence(self.facts)

    @property
    def began_on(self) -> date:
        return self.steps[0].happened_on

    @property
    def ho_code(self) -> str | None:
        """The offence it is called after: what was proved, else charged, else arrested for."""
        for kind in _CALLED_AFTER:
            for row in self.steps:
                if row.event_kind is kind and row.ho_code:
                    return row.ho_code
        return next((row.ho_code for row in self.steps if row.ho_code), None)

    @property
    def court_date(self) -> date | None:
        """The day adjourned to, or first listed, that the newest step tells of."""
        return next((row.next_on for row in reversed(self.steps) if row.next_on), None)


def fact_of(row: OffenceEvent) -> Fact:
    return Fact(
        kind=row.event_kind,
        on=row.happened_on,
        offence_on=row.offence_on,
        sentenced_on=row.sentenced_on,
        concluded_on=row.concluded_on,
        revoked_on=row.revoked_on,
        absent_on=row.absent_on,
        variety=row.variety or "",
        result=row.result or "",
    )


def matters_of(person: Person, actor: Actor, today: date, page: int = 1) -> list[Matter]:
    """The newest first, `MATTERS_A_PAGE` at a time: two statements however many steps."""
    newest = (
        _matters(person, actor)
        .order_by(func.max(OffenceEvent.happened_on).desc(), OffenceEvent.matter_id)
        .limit(MATTERS_A_PAGE)
        .offset((page - 1) * MATTERS_A_PAGE)
    )
    keys = [key for key in db.session.scalars(newest) if key is not None]
    steps: defaultdict[UUID, list[OffenceEvent]] = defaultdict(list)
    for row in _steps(person, actor, keys):
        if row.matter_id is not None:
            steps[row.matter_id].append(row)
    return [_matter(key, steps[key], person, today) for key in keys if steps[key]]


def count_matters(person: Person, actor: Actor) -> int:
    held = _matters(person, actor).subquery()
    return db.session.execute(select(func.count()).select_from(held)).scalar_one()


def get_matter(matter_id: UUID, person: Person, actor: Actor, today: date) -> Matter | None:
    rows = _steps(person, actor, [matter_id])
    return _matter(matter_id, rows, person, today) if rows else None


def is_matter_of(matter_id: UUID, person: Person, actor: Actor) -> bool:
    """Whether this actor reads anything of such a matter of this person."""
    return bool(_steps(person, actor, [matter_id], 1))


def _matters(person: Person, actor: Actor) -> Select[UUID | None]:
    return (
        select(OffenceEvent.matter_id)
        .where(
            OffenceEvent.person_id == person.id,
            OffenceEvent.matter_id.is_not(None),
            readable(OffenceEvent, actor),
        )
        .group_by(OffenceEvent.matter_id)
    )


def _steps(
    person: Person, actor: Actor, keys: Iterable[UUID], limit: int = MOST_STEPS * MATTERS_A_PAGE
) -> list[OffenceEvent]:
    statement = (
        select(OffenceEvent)
        .where(
            OffenceEvent.person_id == person.id,
            OffenceEvent.matter_id.in_(list(keys)),
            readable(OffenceEvent, actor),
        )
        .order_by(OffenceEvent.happened_on, OffenceEvent.created_at, OffenceEvent.id)
        .limit(limit)
    )
    return list(db.session.scalars(statement))


def _matter(key: UUID, rows: list[OffenceEvent], person: Person, today: date) -> Matter:
    return Matter(key, rows, [*_of_matter(rows, person, today), *_of_events(rows, person, today)])


def _of_matter(rows: list[OffenceEvent], person: Person, today: date) -> list[Timed]:
    points = points_of_matter(fact_of(row) for row in rows)
    found = readings(_with_death(points, person), today, is_child=person.is_young)
    return [Timed(reading, in_words(reading, today)) for reading in found]


def _of_events(rows: Iterable[OffenceEvent], person: Person, today: date) -> list[Timed]:
    return [
        timed
        for row in rows
        if row.event_kind in ENFORCEMENT
        for timed in timed_event(row, person, today)
    ]


def timed_event(row: OffenceEvent, person: Person, today: date) -> list[Timed]:
    """The clocks of one breach, recall or warrant."""
    points = _with_death(points_of_event(fact_of(row)), person)
    found = readings(points, today, is_child=person.is_young, variety=row.variety or "")
    return [Timed(reading, in_words(reading, today), row) for reading in found]


def _with_death(points: dict[Point, date], person: Person) -> dict[Point, date]:
    return points | ({Point.DIED: person.deceased_on} if person.deceased_on else {})


def open_enforcement(person: Person, actor: Actor, today: date) -> list[Open]:
    """Warrants outstanding, breaches and recalls not decided, the oldest first."""
    rows = db.session.scalars(
        select(OffenceEvent)
        .where(
            OffenceEvent.person_id == person.id,
            is_open_enforcement(),
            readable(OffenceEvent, actor),
        )
        .order_by(OffenceEvent.happened_on, OffenceEvent.id)
        .limit(MOST_STEPS)
    )
    return [Open(row, timed_event(row, person, today)) for row in rows]

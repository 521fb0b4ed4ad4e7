"""How people stand, one by one and of a whole strand."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import SchemeCase, Strand, StrandEngagement
from popo.cases.queries import is_open
from popo.db import db
from popo.intervals import on
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.people.queries.stops import not_stopped
from popo.resettlement.kinds import NOT_COUNTED, REACHED, Area
from popo.resettlement.models import ResettlementState
from popo.resettlement.policy import areas_open_to

MOST_ROWS = 100
MOST_PEOPLE = 20_000


def stands() -> ColumnElement[bool]:
    """On `ResettlementState`: not struck out."""
    return ResettlementState.struck_at.is_(None)


def history_of(person: Person, actor: Actor) -> dict[Area, list[ResettlementState]]:
    """Of each area this actor is told of, the newest first; nothing that was struck out."""
    held: dict[Area, list[ResettlementState]] = {area: [] for area in areas_open_to(actor)}
    rows = db.session.scalars(
        select(ResettlementState)
        .where(
            ResettlementState.person_id == person.id,
            ResettlementState.area.in_(list(held)),
            stands(),
            readable(ResettlementState, actor),
        )
        .order_by(ResettlementState.starts_on.desc(), ResettlementState.created_at.desc())
        .limit(MOST_ROWS)
    )
    for row in rows:
        held[row.area].append(row)
    return held


def struck_of(person: Person, actor: Actor) -> list[ResettlementState]:
    """What was struck out, of the areas this actor is told of, the last first."""
    statement = (
        select(ResettlementState)
        .where(
            ResettlementState.person_id == person.id,
            ResettlementState.area.in_(areas_open_to(actor)),
            ResettlementState.struck_at.is_not(None),
            readable(ResettlementState, actor),
        )
        .order_by(ResettlementState.struck_at.desc(), ResettlementState.id)
        .limit(MOST_ROWS)
    )
    return list(db.session.scalars(statement))


def state_by_id(key: UUID, person: Person, actor: Actor) -> ResettlementState | None:
    """One that stands, of an area this actor is told of."""
    return db.session.scalars(
        select(ResettlementState).where(
            ResettlementState.id == key,
            ResettlementState.person_id == person.id,
            ResettlementState.area.in_(areas_open_to(actor)),
            stands(),
            readable(ResettlementState, actor),
        )
    ).one_or_none()


def ended_by(row: ResettlementState, actor: Actor) -> ResettlementState | None:
    """What stood until `row` was said, where this actor may read it."""
    return db.session.scalars(
        select(ResettlementState)
        .where(
            ResettlementState.person_id == row.person_id,
            ResettlementState.area == row.area,
            ResettlementState.id != row.id,
            ResettlementState.ends_on == row.starts_on,
            ResettlementState.created_at <= row.created_at,
            stands(),
            readable(ResettlementState, actor),
        )
        .order_by(ResettlementState.created_at.desc(), ResettlementState.id)
        .limit(1)
    ).one_or_none()


def standing_of(person: Person, actor: Actor) -> dict[Area, ResettlementState | None]:
    """What stands today in each area this actor is told of; None where nothing is said."""
    held: dict[Area, ResettlementState | None] = dict.fromkeys(areas_open_to(actor))
    rows = db.session.scalars(
        select(ResettlementState).where(
            ResettlementState.person_id == person.id,
            ResettlementState.area.in_(list(held)),
            on(ResettlementState, clock.today()),
            stands(),
            readable(ResettlementState, actor),
        )
    )
    return held | {row.area: row for row in rows}


def running(person: Person, area: Area) -> ResettlementState | None:
    """What stands, whoever said it; for ending it, never for showing it."""
    return db.session.scalars(
        select(ResettlementState).where(
            ResettlementState.person_id == person.id,
            ResettlementState.area == area,
            ResettlementState.ends_on.is_(None),
            stands(),
        )
    ).one_or_none()


def times_said(person: Person, area: Area, actor: Actor) -> int:
    """How often something this actor may read was said of it or struck out: only ever more."""
    statement = (
        select(func.count() + func.count(ResettlementState.struck_at))
        .select_from(ResettlementState)
        .where(
            ResettlementState.person_id == person.id,
            ResettlementState.area == area,
            readable(ResettlementState, actor),
        )
    )
    return db.session.execute(statement).scalar_one()


def standing_on(
    people: Select[UUID], actor: Actor, day: date
) -> dict[tuple[UUID, Area], tuple[str, date]]:
    """By person and area: the state on that day and since when. One statement, nothing opened."""
    held = select(
        ResettlementState.person_id,
        ResettlementState.area,
        ResettlementState.state,
        ResettlementState.starts_on,
    ).where(
        ResettlementState.person_id.in_(people),
        ResettlementState.area.in_(areas_open_to(actor)),
        on(ResettlementState, day),
        stands(),
        readable(ResettlementState, actor),
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in db.session.execute(held)}


@dataclass(frozen=True)
class Standing:
    """How the people of a strand stand in one area on a day; `people` is all of them."""

    area: Area
    people: int
    counts: Counter[str]

    @property
    def not_said(self) -> int:
        return self.people - self.counts.total()

    @property
    def reached(self) -> int:
        return sum(self.counts[state] for state in REACHED[self.area])

    @property
    def counted(self) -> int:
        """Of whom it was said, but for those to whom the area does not apply."""
        apart = NOT_COUNTED.get(self.area, frozenset())
        return sum(count for state, count in self.counts.items() if state not in apart)


@dataclass(frozen=True)
class Outcomes:
    """The same people on two days, area by area."""

    strand: Strand
    people: dict[UUID, Person]
    now: list[Standing]
    before: list[Standing]
    states: dict[Area, dict[UUID, str]]
    """Today's, by person."""

    def who(self, area: Area, state: str) -> list[Person]:
        """By reference; an empty `state` asks for those of whom nothing is said."""
        held = self.states.get(area, {})
        return [one for key, one in self.people.items() if held.get(key, "") == state]


def outcomes(actor: Actor, strand: Strand, before: date) -> Outcomes:
    """Of everybody this actor may read with an open case on the strand today."""
    today, areas = clock.today(), areas_open_to(actor)
    people = _people(actor, strand, today)
    now = _states(people, actor, areas, today)
    then = _states(people, actor, areas, before)
    return Outcomes(
        strand,
        people,
        [Standing(area, len(people), Counter(now[area].values())) for area in areas],
        [Standing(area, len(people), Counter(then[area].values())) for area in areas],
        dict(now),
    )


def _people(actor: Actor, strand: Strand, today: date) -> dict[UUID, Person]:
    engaged = exists().where(
        StrandEngagement.person_id == Person.id,
        StrandEngagement.strand == strand,
        on(StrandEngagement, today),
    )
    statement = select(Person).where(
        visible_to(actor, SightLevel.READ),
        exists().where(SchemeCase.person_id == Person.id, is_open(today)),
        engaged,
        not_stopped(today),
    )
    rows = db.session.scalars(statement.order_by(Person.reference).limit(MOST_PEOPLE))
    return {person.id: person for person in rows}


def _states(
    people: Iterable[UUID], actor: Actor, areas: Iterable[Area], day: date
) -> defaultdict[Area, dict[UUID, str]]:
    held: defaultdict[Area, dict[UUID, str]] = defaultdict(dict)
    rows = db.session.execute(
        select(ResettlementState.area, ResettlementState.person_id, ResettlementState.state).where(
            ResettlementState.area.in_(list(areas)),
            on(ResettlementState, day),
            stands(),
            readable(ResettlementState, actor),
        )
    )
    wanted = set(people)
    for area, person_id, state in rows:
        if person_id in wanted:
            held[area][person_id] = state
    return held

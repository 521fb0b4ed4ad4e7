"""The list by name: who is on the scheme on a day, worst colour first, a page at a time."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import users_by_id
from popo.cases.models import (
    AssignmentRole,
    Colour,
    SchemeCase,
    Strand,
    StrandEngagement,
    TrafficLight,
)
from popo.cases.policy import may_see_strand
from popo.cases.queries import assignments_of, engagements_of, is_open
from popo.db import db
from popo.intervals import on
from popo.people.models import Person, SightLevel
from popo.people.policy import visible_to
from popo.people.queries import names_of
from popo.selection.models import CriteriaKind
from popo.selection.queries.criteria import criteria_in_force
from popo.selection.queries.places import places_taken
from popo.whereabouts.models import Location
from popo.whereabouts.queries import locations_of

PAGE = 100
NO_COLOUR = "none"
"""How a filter asks for cases without a colour."""
_WORST_FIRST = {Colour.RED: 1, Colour.AMBER: 2, Colour.GREEN: 3, Colour.CUSTODY: 4}


@dataclass(frozen=True)
class Member:
    """Somebody on the list, as they were on the day; names are those of today."""

    reference: str
    person_id: UUID
    opened_on: date
    name: str
    strands: tuple[Strand, ...]
    colour: str
    colour_since: date | None
    review_on: date | None
    leads: tuple[str, ...]
    where: Location | None


@dataclass(frozen=True)
class Headroom:
    """The agreed number of the criteria in force, None where none are, and how many count."""

    agreed: int | None
    taken: int

    @property
    def left(self) -> int | None:
        return None if self.agreed is None else self.agreed - self.taken


@dataclass(frozen=True)
class Cohort:
    """`total` counts all the reader may see on the day, `matching` those the filters leave."""

    day: date
    total: int
    matching: int
    colours: Counter[str]
    members: list[Member]
    headroom: Headroom | None
    """Known for today only."""


def cohort(
    actor: Actor, day: date, strand: Strand | None = None, colour: str = "", page: int = 1
) -> Cohort:
    """Everybody whose primary strand is not Prevent and Deter, which keeps a list of its own."""
    asked = [*([_under(strand, day)] if strand else []), *([_of(colour)] if colour else [])]
    colours = _colours(actor, day)
    matching = sum(_colours(actor, day, *asked).values()) if asked else colours.total()
    return Cohort(
        day=day,
        total=colours.total(),
        matching=matching,
        colours=colours,
        members=_members(actor, day, asked, page),
        headroom=_headroom() if day == clock.today() else None,
    )


def _on_list(actor: Actor, day: date) -> ColumnElement[bool]:
    """Of `SchemeCase`, `Person` and the light on the day: those on the list and to be seen."""
    primary = exists().where(
        StrandEngagement.case_id == SchemeCase.id,
        StrandEngagement.is_primary,
        StrandEngagement.strand != Strand.PREVENT_AND_DETER,
        on(StrandEngagement, day),
    )
    return and_(is_open(day), primary, visible_to(actor, SightLevel.READ))


def _under(strand: Strand, day: date) -> ColumnElement[bool]:
    return exists().where(
        StrandEngagement.case_id == SchemeCase.id,
        StrandEngagement.strand == strand,
        on(StrandEngagement, day),
    )


def _of(colour: str) -> ColumnElement[bool]:
    if colour == NO_COLOUR:
        return TrafficLight.case_id.is_(None)
    return TrafficLight.colour.in_([Colour(colour)])


def _light_on(day: date) -> ColumnElement[bool]:
    return and_(TrafficLight.case_id == SchemeCase.id, on(TrafficLight, day))


def _colours(actor: Actor, day: date, *conditions: ColumnElement[bool]) -> Counter[str]:
    statement = (
        select(TrafficLight.colour, func.count())
        .select_from(SchemeCase)
        .join(Person, Person.id == SchemeCase.person_id)
        .outerjoin(TrafficLight, _light_on(day))
        .where(_on_list(actor, day), *conditions)
        .group_by(TrafficLight.colour)
    )
    # without a light there is no colour, whatever the column's type promises
    counted: list[tuple[Colour | None, int]] = list(db.session.execute(statement))
    return Counter({colour.value if colour else NO_COLOUR: count for colour, count in counted})


def _members(
    actor: Actor, day: date, conditions: list[ColumnElement[bool]], page: int
) -> list[Member]:
    order = case(_WORST_FIRST, value=TrafficLight.colour, else_=0)
    statement = (
        select(SchemeCase, Person, TrafficLight)
        .join(Person, Person.id == SchemeCase.person_id)
        .outerjoin(TrafficLight, _light_on(day))
        .where(_on_list(actor, day), *conditions)
        .order_by(order, TrafficLight.review_on, Person.reference, SchemeCase.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    rows: list[tuple[SchemeCase, Person, TrafficLight | None]] = list(db.session.execute(statement))
    cases = [row.id for row, _, _ in rows]
    people = [person.id for _, person, _ in rows]
    names, places = names_of(people, actor), locations_of(people, day, actor)
    strands, leads = engagements_of(cases, day), _leads(cases, day)
    return [
        Member(
            reference=person.reference,
            person_id=person.id,
            opened_on=row.opened_on,
            name=names[person.id].formal if person.id in names else "",
            strands=tuple(
                engaged.strand
                for engaged in strands.get(row.id, [])
                if may_see_strand(actor, engaged.strand)
            ),
            colour=light.colour.value if light else "",
            colour_since=light.starts_on if light else None,
            review_on=light.review_on if light else None,
            leads=leads.get(row.id, ()),
            where=places.get(person.id),
        )
        for row, person, light in rows
    ]


def _leads(cases: list[UUID], day: date) -> dict[UUID, tuple[str, ...]]:
    assigned = {
        key: [row for row in rows if row.role is not AssignmentRole.CO_WORKER]
        for key, rows in assignments_of(cases, day).items()
    }
    users = users_by_id({row.user_id for rows in assigned.values() for row in rows})
    return {key: tuple(users[row.user_id].name for row in rows) for key, rows in assigned.items()}


def _headroom() -> Headroom:
    kind = CriteriaKind.CATCH_AND_CONVICT
    criteria = criteria_in_force(kind)
    agreed = criteria.document.get("agreed_number") if criteria else None
    return Headroom(agreed, places_taken(kind))

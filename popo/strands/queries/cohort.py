"""The list by name: who is on the scheme on a day, worst colour first, a page at a time."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import users_by_id
from popo.cases.models import (
    Assignment,
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
from popo.selection.queries.criteria import criteria_in_force, places_taken
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
    strands: Counter[Strand]
    members: list[Member]
    headroom: Headroom | None
    """Known for today only."""


def cohort(
    actor: Actor, day: date, strand: Strand | None = None, colour: str = "", page: int = 1
) -> Cohort:
    """Adults and those worked with beside them: everybody whose primary strand is not
    Prevent and Deter, which keeps a list of its own.
    """
    conditions = [*([_on_strand(strand, day)] if strand else []), *_of_colour(colour)]
    colours = _colours(actor, day)
    return Cohort(
        day=day,
        total=colours.total(),
        matching=_count(actor, day, conditions) if conditions else colours.total(),
        colours=colours,
        strands=_strands(actor, day),
        members=_members(actor, day, conditions, page),
        headroom=_headroom() if day == clock.today() else None,
    )


def _listed(statement: Select[*tuple[object, ...]], actor: Actor, day: date) -> Select[*tuple[object, ...]]:
    raise NotImplementedError

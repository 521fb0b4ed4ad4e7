"""Who was told that they are on the scheme, and who is still to be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import Agency
from popo.cases.models import SchemeCase, Strand
from popo.cases.queries import is_open
from popo.db import db
from popo.people.models import Person, SightLevel, Told
from popo.people.models.person import ADULT_AGE
from popo.people.policy import readable, visible_to
from popo.selection.models import Telling
from popo.selection.policy import strand_open_to
from popo.selection.queries.markers import list_strand, primary_of

MOST_UNTOLD = 500
MOST_TELLINGS = 200


@dataclass(frozen=True)
class Untold:
    """Somebody on the scheme who was not told: not yet, or withheld until a review."""

    person: Person
    case: SchemeCase
    telling: Telling | None

    @property
    def since(self) -> date:
        return self.telling.day if self.telling else self.case.opened_on

    @property
    def days(self) -> int:
        return max((clock.today() - self.since).days, 0)

    @property
    def is_withheld(self) -> bool:
        return self.telling is not None and self.telling.outcome is Told.WITHHELD

    @property
    def review_on(self) -> date | None:
        return self.telling.review_on if self.telling else None

    @property
    def is_overdue(self) -> bool:
        return self.review_on is not None and self.review_on < clock.today()


def tellings_of(case: SchemeCase, actor: Actor) -> list[Telling]:
    """What was recorded, newest first."""
    return _tellings([case.id], actor).get(case.id, [])


def untold(actor: Actor) -> list[Untold]:
    """Everybody on the scheme the actor sees who was not told, the longest waiting first."""
    rows = db.session.execute(
        select(Person, SchemeCase)
        .join(SchemeCase, SchemeCase.person_id == Person.id)
        .where(
            is_open(clock.today()),
            Person.told != Told.TOLD,
            Person.deceased_on.is_(None),
            visible_to(actor, SightLevel.READ),
        )
        .order_by(SchemeCase.opened_on, SchemeCase.id)
        .limit(MOST_UNTOLD)
    ).all()
    held = _tellings([case.id for _, case in rows], actor)
    found = [Untold(person, case, next(iter(held.get(case.id, [])), None)) for person, case in rows]
    return sorted(found, key=lambda row: (not row.is_overdue, row.since, row.case.id))


def untold_of(person: Person, case: SchemeCase, actor: Actor) -> Untold | None:
    """The same of one person; None once they were told."""
    if person.told is Told.TOLD:
        return None
    return Untold(person, case, next(iter(tellings_of(case, actor)), None))


def is_child(person: Person, day: date) -> bool:
    """Under 18 on that day; where the age is not known, whoever is kept with the young people."""
    age = person.age_on(day)
    return person.is_young if age is None else age < ADULT_AGE


def lead_agency_of(case: SchemeCase) -> Agency | None:
    """Who leads the primary strand."""
    primary = primary_of(case)
    return db.session.get(Agency, primary.lead_agency_id) if primary else None


def list_of(case: SchemeCase) -> Strand:
    """The list the case is on."""
    primary = primary_of(case)
    return list_strand(primary.strand) if primary else Strand.CATCH_AND_CONVICT


def _tellings(cases: Iterable[UUID], actor: Actor) -> dict[UUID, list[Telling]]:
    statement = (
        select(Telling)
        .join(Person, Person.id == Telling.person_id)
        .where(
            Telling.case_id.in_(list(cases)),
            visible_to(actor, SightLevel.READ),
            readable(Telling, actor),
            strand_open_to(actor, Telling.strand),
        )
        .order_by(Telling.created_at.desc(), Telling.id)
        .limit(MOST_UNTOLD + MOST_TELLINGS)
    )
    groups: dict[UUID, list[Telling]] = {}
    for row in db.session.scalars(statement):
        groups.setdefault(row.case_id, []).append(row)
    return groups

"""Nominations, each with the person it is about, as one reader may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Select, or_, select

from popo import clock
from popo.access.actor import Actor
from popo.db import db
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.selection.models import Nomination, NominationStatus
from popo.selection.policy import is_filed, nomination_open_to
from popo.settings.names import Name
from popo.settings.queries import value_of

MOST_NOMINATIONS = 200
DECIDED_DAYS = 92
OPEN = tuple(status for status in NominationStatus if status.is_open)


@dataclass(frozen=True)
class Nominated:
    nomination: Nomination
    person: Person

    @property
    def days_waiting(self) -> int:
        return clock.working_days(self.nomination.nominated_on, clock.today())

    @property
    def is_accepted(self) -> bool:
        """Waiting for the panel, after the first look."""
        return self.nomination.status.is_open and not self.nomination.awaits_triage


@dataclass(frozen=True)
class ToTriage:
    """A nomination that waits for the first look, or to be looked at again, until a day."""

    found: Nominated
    due: date

    @property
    def days_overdue(self) -> int:
        """In working days; none while it is in time."""
        return clock.working_days(self.due, clock.today())


def _seen(actor: Actor, level: SightLevel) -> Select[Nomination, Person]:
    return (
        select(Nomination, Person)
        .join(Person, Person.id == Nomination.person_id)
        .where(
            visible_to(actor, level),
            readable(Nomination, actor),
            nomination_open_to(actor),
            is_filed(),
        )
    )


def get_nomination(
    nomination_id: UUID, actor: Actor, level: SightLevel = SightLevel.READ
) -> Nominated | None:
    row = db.session.execute(
        _seen(actor, level).where(Nomination.id == nomination_id)
    ).one_or_none()
    return Nominated(*row) if row else None


def list_nominations(actor: Actor) -> list[Nominated]:
    """Those that wait, the longest first, then what was decided in the last quarter."""
    since = clock.today() - timedelta(days=DECIDED_DAYS)
    recent = or_(Nomination.status.in_(OPEN), Nomination.decided_on >= since)
    ordered = (
        _seen(actor, SightLevel.READ)
        .where(recent)
        .order_by(Nomination.nominated_on, Nomination.id)
        .limit(MOST_NOMINATIONS)
    )
    return [Nominated(*row) for row in db.session.execute(ordered)]


def by_triage_clock(rows: Iterable[Nominated]) -> list[ToTriage]:
    """Of these, the ones that wait for the first look; the oldest clock first."""
    days = value_of(Name.TRIAGE_WORKING_DAYS)
    waiting = [
        ToTriage(row, due) for row in rows if (due := row.nomination.triage_due(days)) is not None
    ]
    return sorted(waiting, key=lambda one: (one.due, one.found.nomination.id))


def nominations_of(person: Person, actor: Actor) -> list[Nomination]:
    """Newest first."""
    ordered = (
        _seen(actor, SightLevel.READ)
        .where(Person.id == person.id)
        .order_by(Nomination.nominated_on.desc(), Nomination.id)
        .limit(MOST_NOMINATIONS)
    )
    return [nomination for nomination, _ in db.session.execute(ordered)]


def open_nomination_of(person: Person) -> Nomination | None:
    """The one that waits, whoever asks: there is never a second. A draft waits for nobody."""
    return db.session.scalars(
        select(Nomination).where(Nomination.person_id == person.id, Nomination.status.in_(OPEN))
    ).one_or_none()


def open_nominations_of(people: Iterable[UUID], actor: Actor) -> dict[UUID, Nominated]:
    """By person the one that waits, where this actor may see it."""
    rows = db.session.execute(
        _seen(actor, SightLevel.READ).where(
            Person.id.in_(list(people)), Nomination.status.in_(OPEN)
        )
    )
    return {person.id: Nominated(nomination, person) for nomination, person in rows}

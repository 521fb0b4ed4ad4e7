"""Reading events, and what they said before they were corrected."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import func, select

from popo.access.actor import Actor
from popo.db import db
from popo.offending.models import FormerEvent, OffenceEvent
from popo.offending.policy import outstanding
from popo.people.models import Person
from popo.people.policy import readable

EVENTS_A_PAGE = 50
MOST_FORMER = 100


def events_of(person: Person, actor: Actor, page: int = 1) -> list[OffenceEvent]:
    """The newest first, `EVENTS_A_PAGE` at a time."""
    statement = (
        select(OffenceEvent)
        .where(OffenceEvent.person_id == person.id, readable(OffenceEvent, actor))
        .order_by(OffenceEvent.happened_on.desc(), OffenceEvent.created_at.desc(), OffenceEvent.id)
        .limit(EVENTS_A_PAGE)
        .offset((page - 1) * EVENTS_A_PAGE)
    )
    return list(db.session.scalars(statement))


def count_events(person: Person, actor: Actor) -> int:
    statement = select(func.count()).where(
        OffenceEvent.person_id == person.id, readable(OffenceEvent, actor)
    )
    return db.session.execute(statement).scalar_one()


def get_event(event_id: UUID, person: Person, actor: Actor) -> OffenceEvent | None:
    return db.session.scalars(
        select(OffenceEvent).where(
            OffenceEvent.id == event_id,
            OffenceEvent.person_id == person.id,
            readable(OffenceEvent, actor),
        )
    ).one_or_none()


def outstanding_warrants_of(people: Iterable[UUID], actor: Actor) -> dict[UUID, list[OffenceEvent]]:
    """Warrants not yet executed or withdrawn, the oldest first, by person."""
    groups: dict[UUID, list[OffenceEvent]] = {}
    rows = db.session.scalars(
        select(OffenceEvent)
        .where(
            OffenceEvent.person_id.in_(list(people)),
            outstanding(),
            readable(OffenceEvent, actor),
        )
        .order_by(OffenceEvent.happened_on, OffenceEvent.id)
    )
    for row in rows:
        groups.setdefault(row.person_id, []).append(row)
    return groups


def former_events(person: Person, actor: Actor, matter_id: UUID | None = None) -> list[FormerEvent]:
    """What was corrected or struck out, the newest first; of one matter, or of the person.

    What its author undid within ten minutes is left out: it never came to be read.
    """
    statement = select(FormerEvent).where(
        FormerEvent.person_id == person.id, readable(FormerEvent, actor)
    )
    if matter_id is not None:
        statement = statement.where(FormerEvent.matter_id == matter_id)
    newest = statement.order_by(FormerEvent.struck_at.desc(), FormerEvent.id).limit(MOST_FORMER)
    return [row for row in db.session.scalars(newest) if row.why is not None]


def own_undone(key: UUID, person: Person, actor: Actor) -> FormerEvent | None:
    """What this actor took back of this person, to open its form again."""
    row = db.session.scalars(
        select(FormerEvent).where(
            FormerEvent.id == key,
            FormerEvent.person_id == person.id,
            FormerEvent.struck_by_id == actor.user_id,
            readable(FormerEvent, actor),
        )
    ).one_or_none()
    return row if row is not None and row.why is None else None

"""What the pages that draw several features together ask of the database themselves."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, not_, select

from popo import clock
from popo.access.actor import Actor
from popo.actions.models import Action
from popo.actions.policy import readable as readable_actions
from popo.cases.models import Assignment, SchemeCase
from popo.cases.queries import is_open
from popo.circumstances.models import Arrangement
from popo.circumstances.policy import kinds_open_to
from popo.contacts.models import Contact, Outcome
from popo.db import Entity, db
from popo.intervals import on
from popo.offending.models import CoOffending, FormerEvent, OffenceEvent
from popo.offending.policy import link_open_to
from popo.people.about import AboutPerson
from popo.people.models import Person, SightGrant, SightLevel
from popo.people.policy import readable, visible_to
from popo.selection.models import Scoring
from popo.selection.policy import rows_open_to
from popo.transitions.models import Transition
from popo.transitions.policy import transition_open_to
from popo.whereabouts.models import DateKind, KeyDate

MOST_MINE = 100
MOST_DATES = 30
_EVENTS = [kind for kind in DateKind if kind.is_release or kind is DateKind.COURT]


def recent_contacts(person: Person, actor: Actor, limit: int) -> list[Contact]:
    """What took place or was missed, newest first; neither planned, undone nor since corrected."""
    statement = (
        select(Contact)
        .where(
            Contact.person_id == person.id,
            Contact.undone_at.is_(None),
            Contact.replaced_at.is_(None),
            Contact.outcome != Outcome.PLANNED,
            readable(Contact, actor),
        )
        .order_by(Contact.at.desc(), Contact.id)
        .limit(limit)
    )
    return list(db.session.scalars(statement))


def assigned_to(actor: Actor) -> list[tuple[Person, UUID]]:
    """Whoever this actor works with today, and the key of the open case."""
    today = clock.today()
    statement = (
        select(Person, SchemeCase.id)
        .join(SchemeCase, SchemeCase.person_id == Person.id)
        .join(Assignment, Assignment.case_id == SchemeCase.id)
        .where(
            Assignment.user_id == actor.user_id,
            on(Assignment, today),
            is_open(today),
            visible_to(actor, SightLevel.READ),
        )
        .distinct()
        .order_by(Person.reference, SchemeCase.id)
        .limit(MOST_MINE)
    )
    return [(person, case_id) for person, case_id in db.session.execute(statement)]


def dates_between(
    actor: Actor, first: date, last: date, people: Iterable[UUID] | None = None
) -> list[tuple[Person, KeyDate]]:
    """Releases and court dates that stand, soonest first; of `people`, or of all one may see."""
    statement = (
        select(Person, KeyDate)
        .join(KeyDate, KeyDate.person_id == Person.id)
        .where(
            KeyDate.date_kind.in_(_EVENTS),
            KeyDate.falls_on.between(first, last),
            KeyDate.replaced_on.is_(None),
            KeyDate.passed_on.is_(None),
            visible_to(actor, SightLevel.READ),
            readable(KeyDate, actor),
        )
        .order_by(KeyDate.falls_on, Person.reference, KeyDate.id)
        .limit(MOST_DATES)
    )
    if people is not None:
        statement = statement.where(Person.id.in_(list(people)))
    return [(person, key_date) for person, key_date in db.session.execute(statement)]


def scorings_by(actor: Actor, nominations: Iterable[UUID]) -> dict[UUID, Scoring]:
    """The actor's own newest run of each nomination."""
    statement = select(Scoring).where(
        Scoring.scorer_id == actor.user_id, Scoring.nomination_id.in_(list(nominations))
    )
    rows = db.session.scalars(statement.order_by(Scoring.created_at, Scoring.id))
    return {row.nomination_id: row for row in rows if row.nomination_id is not None}


def unreadable(rows: Iterable[tuple[str, UUID | None]], actor: Actor) -> set[UUID]:
    """Of rows by table and key, the keys of those shut by compartment, handling or strand."""
    named: defaultdict[str, set[UUID]] = defaultdict(set)
    for table, key in rows:
        if key is not None:
            named[table].add(key)
    shut = _struck(named[OffenceEvent.__tablename__], actor)
    for model, condition in _guarded(actor):
        if keys := named[model.__tablename__]:
            statement = select(model.id).where(model.id.in_(keys), not_(condition))
            shut.update(db.session.scalars(statement))
    for model, condition in rows_open_to(actor):
        if keys := named[model.__tablename__]:
            statement = (
                select(model.id)
                .join(Person, Person.id == model.person_id)
                .where(model.id.in_(keys), not_(condition))
            )
            shut.update(db.session.scalars(statement))
    return shut


def _struck(keys: set[UUID], actor: Actor) -> set[UUID]:
    """Of events gone from the record, those of which what they said may not be read either."""
    statement = select(FormerEvent.event_id).where(
        FormerEvent.event_id.in_(keys), not_(readable(FormerEvent, actor))
    )
    return set(db.session.scalars(statement)) if keys else set()


def _guarded(actor: Actor) -> list[tuple[type[Any], ColumnElement[bool]]]:
    """The tables whose rows say who may read them, among people already seen."""
    tables = (mapper.class_ for mapper in Entity.registry.mappers)
    rows = [model for model in tables if issubclass(model, AboutPerson)]
    hidden = select(Transition.id).where(not_(transition_open_to(actor)))
    return [
        *((model, readable(model, actor)) for model in rows),
        (CoOffending, link_open_to(actor)),
        (Action, readable_actions(actor)),
        (Arrangement, Arrangement.arrangement_kind.in_(kinds_open_to(actor))),
        (Transition, transition_open_to(actor)),
        (SightGrant, SightGrant.because_id.not_in(hidden)),
    ]

"""Who is to be destroyed, and when: declined nominees whom nothing else keeps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from popo.access.actor import Actor
from popo.cases.models import SchemeCase
from popo.db import db
from popo.keys.models import DataKey
from popo.people.models import Person
from popo.selection.models import Challenge, Nomination, NominationStatus
from popo.selection.policy import is_filed, nomination_open_to


@dataclass(frozen=True)
class Countdown:
    """`held_until` is the day the answer to an open challenge is due: until then no clock runs."""

    on: date
    held_until: date | None

    @property
    def is_held(self) -> bool:
        return self.held_until is not None


def due_for_destruction(today: date) -> list[UUID]:
    """People, by key: nobody twice, as who was destroyed has no readable key left."""
    due = (
        select(Nomination.person_id)
        .where(Nomination.expires_on <= today, ~_kept(today), ~_challenged(), _still_readable())
        .distinct()
        .order_by(Nomination.person_id)
    )
    return list(db.session.scalars(due))


def countdowns(people: Iterable[UUID], actor: Actor) -> dict[UUID, Countdown]:
    """Of those who are waiting to be destroyed, when that is; nobody else.

    Nothing where one of the nominations is not for this actor to know of.
    """
    wanted = list(people)
    last = func.max(Nomination.expires_on)
    known = func.sum(case((nomination_open_to(actor), 1), else_=0))
    days = db.session.execute(
        select(Nomination.person_id, last)
        .join(Person, Person.id == Nomination.person_id)
        .where(Nomination.person_id.in_(wanted), is_filed(), ~_in_a_case())
        .group_by(Nomination.person_id)
        .having(func.count() == func.count(Nomination.expires_on), func.count() == known)
    ).all()
    waiting = {person: on for person, on in days if on is not None}
    if not waiting:  # as for nearly everybody
        return {}
    living, held = _living(waiting), _answers_due(waiting)
    return {
        person: Countdown(on, held.get(person))
        for person, on in waiting.items()
        if person in living
    }


def is_destroyed(person_id: UUID) -> bool:
    """Whether keys were made for this person and none of them opens anything."""
    return bool(destroyed_among([person_id]))


def destroyed_among(people: Iterable[UUID]) -> set[UUID]:
    """The same of many at once."""
    destroyed = (
        select(DataKey.subject_id)
        .where(DataKey.subject_id.in_(list(people)))
        .group_by(DataKey.subject_id)
        .having(func.count(DataKey.wrapped) == 0)
    )
    return set(db.session.scalars(destroyed))


def _living(people: Iterable[UUID]) -> set[UUID]:
    """Those of whom a key still opens something."""
    keys = select(DataKey.subject_id).where(
        DataKey.subject_id.in_(list(people)), DataKey.wrapped.is_not(None)
    )
    return set(db.session.scalars(keys))


def _answers_due(people: Iterable[UUID]) -> dict[UUID, date]:
    rows = db.session.execute(
        select(Challenge.person_id, func.max(Challenge.due_on))
        .where(Challenge.person_id.in_(list(people)), Challenge.answered_on.is_(None))
        .group_by(Challenge.person_id)
    )
    return dict(iter(rows))


def _kept(today: date) -> ColumnElement[bool]:
    """By another nomination that has not expired, or by a case at any time; never by a draft."""
    other = aliased(Nomination)
    another = exists().where(
        other.person_id == Nomination.person_id,
        other.status != NominationStatus.DRAFT,
        or_(other.status != NominationStatus.DECLINED, other.expires_on > today),
    )
    return or_(_in_a_case(), another)


def _in_a_case() -> ColumnElement[bool]:
    return exists().where(SchemeCase.person_id == Nomination.person_id)


def _challenged() -> ColumnElement[bool]:
    return exists().where(
        Challenge.person_id == Nomination.person_id, Challenge.answered_on.is_(None)
    )


def _still_readable() -> ColumnElement[bool]:
    return exists().where(DataKey.subject_id == Nomination.person_id, DataKey.wrapped.is_not(None))

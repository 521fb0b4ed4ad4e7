"""Who is to be reminded of what, by the very queries the pages are made of."""

from collections import Counter
from datetime import date
from uuid import UUID

from sqlalchemy import select

from popo.access.actor import Actor
from popo.accounts.models import User
from popo.accounts.policy import manages_every_agency
from popo.cases.queries import handed_to
from popo.db import db
from popo.overview.my_people import my_people
from popo.overview.owed import owed_by
from popo.reminders.digest import KIND_WORDS, counted
from popo.reminders.models import ReminderChoice, ReminderState, Rhythm, SentReminder

HANDED_DAYS = 7
MOST_FAILURES = 100
LAST_SHOWN = 14


def choice_of(user_id: UUID) -> ReminderChoice | None:
    statement = select(ReminderChoice).where(ReminderChoice.user_id == user_id)
    return db.session.scalars(statement).one_or_none()


def counts_for(actor: Actor, kinds: list[str]) -> Counter[str]:
    """How much of each kind waits on the actor's home page."""
    owed = [debt.kind.value for debt in owed_by(actor, my_people(actor))]
    handed = ["handed" for _ in handed_to(actor, HANDED_DAYS)]
    return counted([*owed, *handed], kinds)


def reminded_by(rhythms: list[Rhythm]) -> list[tuple[User, ReminderChoice]]:
    """Everybody with an open account who chose one of these rhythms."""
    statement = (
        select(User, ReminderChoice)
        .join(ReminderChoice, ReminderChoice.user_id == User.id)
        .where(ReminderChoice.rhythm.in_(rhythms), User.closed_at.is_(None))
        .order_by(User.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(statement)]


def sent_on(user_id: UUID, day: date) -> SentReminder | None:
    statement = select(SentReminder).where(SentReminder.user_id == user_id, SentReminder.day == day)
    return db.session.scalars(statement).one_or_none()


def last_reminders(user_id: UUID) -> list[SentReminder]:
    statement = select(SentReminder).where(SentReminder.user_id == user_id)
    return list(db.session.scalars(statement.order_by(SentReminder.day.desc()).limit(LAST_SHOWN)))


def failures(actor: Actor) -> list[tuple[SentReminder, User]]:
    """What did not arrive at the accounts this actor looks after, the newest first."""
    statement = (
        select(SentReminder, User)
        .join(User, User.id == SentReminder.user_id)
        .where(SentReminder.state == ReminderState.FAILED)
        .order_by(SentReminder.day.desc(), SentReminder.id)
        .limit(MOST_FAILURES)
    )
    if not manages_every_agency(actor):
        statement = statement.where(User.agency_id == actor.agency_id)
    return [(row[0], row[1]) for row in db.session.execute(statement)]


def every_kind() -> list[str]:
    return list(KIND_WORDS)

"""Choosing reminders, and sending them: each day's once, whatever is killed on the way."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.accounts.queries import actor_for, user_by_id
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db, transaction
from popo.mail import Mailbox, MailFailed, send
from popo.reminders.digest import digest_of
from popo.reminders.models import ReminderChoice, ReminderState, Rhythm, SentReminder
from popo.reminders.queries import choice_of, counts_for, reminded_by, sent_on

MOST_TRIES = 3
TRY_AGAIN = timedelta(minutes=15)
_MONDAY = 0


@dataclass
class Round:
    """What one round of sending came to, by state."""

    states: Counter[ReminderState] = field(default_factory=Counter)


def choose_reminders(actor: Actor, rhythm: Rhythm, kinds: list[str]) -> ReminderChoice:
    choice = choice_of(actor.user_id)
    if choice is None:
        choice = ReminderChoice(user_id=actor.user_id, rhythm=rhythm, kinds=kinds)
        db.session.add(choice)
    choice.rhythm, choice.kinds = rhythm, kinds
    record(
        Event.REMINDERS_CHOSEN,
        actor,
        about=(ReminderChoice.__tablename__, choice.id),
        rhythm=rhythm.value,
    )
    return choice


def remind(box: Mailbox, address: str) -> Round:
    """Sends everybody's reminder of today that is not sent yet; safe to run as often as one likes.

    Each is claimed in a transaction of its own before it is handed to the mail server, so that a
    round killed in the middle loses one reminder and sends none twice.
    """
    today, done = clock.today(), Round()
    with transaction():
        keys = [(user.id, list(choice.kinds)) for user, choice in _due(today)]
    for user_id, kinds in keys:
        with transaction():
            claimed = _claim(user_id, today)
        if not claimed:
            continue
        with transaction():
            user = user_by_id(user_id)
            told = digest_of(counts_for(actor_for(user), kinds), address) if user else None
            to = user.email if user else ""
        state, why = ReminderState.NOTHING, ""
        if told is not None:
            state, why = _sent(box, to, told.subject, told.text)
        with transaction():
            _note(user_id, today, state, why)
        done.states[state] += 1
    return done


def _due(today: date) -> list[tuple[User, ReminderChoice]]:
    if not clock.is_working_day(today):
        return []
    first = today.weekday() == _MONDAY or not _working_monday(today)
    rhythms = [Rhythm.WORKING_DAYS, Rhythm.MONDAYS] if first else [Rhythm.WORKING_DAYS]
    return reminded_by(rhythms)


def _working_monday(today: date) -> bool:
    """Whether this week's reminder went out already: on Monday, or on the day after a holiday."""
    days = [today - timedelta(days=back) for back in range(1, today.weekday() + 1)]
    return any(clock.is_working_day(day) for day in days)


def _claim(user_id: UUID, day: date) -> bool:
    """Whether it is ours to send now: new, or failed a while ago and not too often."""
    now, held = clock.now(), sent_on(user_id, day)
    if held is None:
        row = SentReminder(user_id=user_id, day=day, state=ReminderState.CLAIMED, tried_at=now)
        db.session.add(row)
        return True
    again = held.state is ReminderState.FAILED and held.tries < MOST_TRIES
    if not again or now - held.tried_at < TRY_AGAIN:
        return False
    held.state, held.tried_at, held.tries = ReminderState.CLAIMED, now, held.tries + 1
    return True


def _sent(box: Mailbox, to: str, subject: str, text: str) -> tuple[ReminderState, str]:
    try:
        send(box, to, subject, text)
    except MailFailed as failed:
        return ReminderState.FAILED, str(failed)
    return ReminderState.SENT, ""


def _note(user_id: UUID, day: date, state: ReminderState, why: str) -> None:
    row = sent_on(user_id, day)
    if row is not None:
        row.state, row.why = state, why

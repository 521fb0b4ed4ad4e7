from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to


class Rhythm(StrEnum):
    NEVER = "never"
    WORKING_DAYS = "working_days"
    MONDAYS = "mondays"

    @property
    def words(self) -> str:
        return _RHYTHMS[self]


_RHYTHMS = {
    Rhythm.NEVER: "No mail",
    Rhythm.WORKING_DAYS: "Every working morning",
    Rhythm.MONDAYS: "On Mondays",
}


class ReminderChoice(Entity):
    """How often somebody is reminded, and of which kinds of things owed."""

    __tablename__ = "reminder_choices"
    __table_args__ = (UniqueConstraint("user_id"),)

    user_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    rhythm: Mapped[Rhythm]
    kinds: Mapped[list[str]]


class ReminderState(StrEnum):
    """`claimed`: being sent, or lost on the way: it is never sent twice."""

    CLAIMED = "claimed"
    SENT = "sent"
    NOTHING = "nothing"
    FAILED = "failed"


class SentReminder(Entity):
    """One user's reminder of one day. `why` says in words why it failed, without an address."""

    __tablename__ = "sent_reminders"
    __table_args__ = (UniqueConstraint("user_id", "day"),)

    user_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    day: Mapped[date]
    state: Mapped[ReminderState]
    tries: Mapped[int] = mapped_column(default=1)
    tried_at: Mapped[datetime]
    why: Mapped[str] = mapped_column(default="")

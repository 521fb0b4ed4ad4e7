"""The record of a meeting: its items, who attended each, and its minutes as one text."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from math import floor
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo import clock
from popo.db import Entity, key_to
from popo.keys.models import Compartment, KeyScope
from popo.keys.sealed import HasSealed, sealed, text


class MeetingBody(StrEnum):
    ACTION_GROUP = "action_group"
    TASKING_GROUP = "tasking_group"
    RESPONSIBLE_AUTHORITIES_GROUP = "responsible_authorities_group"

    @property
    def words(self) -> str:
        return _BODY_WORDS[self]


_BODY_WORDS = {
    MeetingBody.ACTION_GROUP: "Action Group",
    MeetingBody.TASKING_GROUP: "Tasking Group",
    MeetingBody.RESPONSIBLE_AUTHORITIES_GROUP: "Responsible Authorities Group",
}


class MeetingStatus(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Meeting(Entity):
    """One sitting of a group. Its minutes lock when it is confirmed."""

    __tablename__ = "meetings"
    __table_args__ = (UniqueConstraint("body", "starts_at"),)

    body: Mapped[MeetingBody]
    starts_at: Mapped[datetime] = mapped_column(index=True)
    status: Mapped[MeetingStatus] = mapped_column(default=MeetingStatus.PLANNED)
    confirmed_at: Mapped[datetime | None]

    @property
    def day(self) -> date:
        return clock.local(self.starts_at).date()

    @property
    def words(self) -> str:
        """Action Group, 30 April 2024."""
        return f"{self.body.words}, {self.day.day} {self.day:%B %Y}"


class ItemKind(StrEnum):
    NOMINATION = "nomination"
    REVIEW = "review"
    DE_SELECTION = "de_selection"
    CRITERIA = "criteria"
    OTHER = "other"


class AgendaItem(HasSealed, Entity):
    """One line of the agenda; about one person, or about nobody.

    A title about a person is sealed under that person, any other under the item itself.
    `opened_at` and `closed_at`: when the room came to it, and when it was done with it;
    `time_box`: the minutes it was given.
    """

    __tablename__ = "agenda_items"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint("time_box > 0", name="some_time"),
    )

    meeting_id: Mapped[UUID] = mapped_column(key_to("meetings.id"), index=True)
    number: Mapped[int]
    item_kind: Mapped[ItemKind]
    person_id: Mapped[UUID | None] = mapped_column(key_to("people.id"), index=True)
    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    restricted: Mapped[bool] = mapped_column(default=False)
    time_box: Mapped[int | None]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    title = sealed(text)

    def key_scope(self) -> KeyScope:
        return KeyScope(self.person_id or self.id, self.agency_id, Compartment.CORE)

    def minutes_left(self, now: datetime) -> int | None:
        """Of its time; below nothing once that is over. None where it has no time or no start."""
        if self.time_box is None or self.opened_at is None:
            return None
        end = self.opened_at + timedelta(minutes=self.time_box)
        return floor((end - now).total_seconds() / 60)


class Attendance(Entity):
    """Who was there for one item: attendance, conflicts and confidentiality are per item.

    `left_at`: they were asked to leave, as not everybody could hear it with them in the room.
    Who is neither present, conflicted nor left sent apologies.
    """

    __tablename__ = "attendances"
    __table_args__ = (
        UniqueConstraint("agenda_item_id", "user_id"),
        CheckConstraint("NOT (present AND conflict)", name="conflicted_leave"),
        CheckConstraint(
            "left_at IS NULL OR NOT (present OR conflict)", name="either_there_or_left"
        ),
    )

    agenda_item_id: Mapped[UUID] = mapped_column(key_to("agenda_items.id"), index=True)
    user_id: Mapped[UUID] = mapped_column(key_to("users.id"), index=True)
    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    present: Mapped[bool]
    conflict: Mapped[bool] = mapped_column(default=False)
    late: Mapped[bool] = mapped_column(default=False)
    left_at: Mapped[datetime | None]
    confidentiality_declared: Mapped[bool] = mapped_column(default=False)


class Minute(HasSealed, Entity):
    """What was said of one item, sealed as the item's title is.

    Once `locked_at` is set a trigger refuses any change; what comes later is an addendum, locked
    as it is written.
    """

    __tablename__ = "minutes"
    __table_args__ = (
        CheckConstraint("NOT addendum OR locked_at IS NOT NULL", name="addenda_are_locked"),
    )

    agenda_item_id: Mapped[UUID] = mapped_column(key_to("agenda_items.id"), index=True)
    subject_id: Mapped[UUID]
    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    addendum: Mapped[bool] = mapped_column(default=False)
    written_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    locked_at: Mapped[datetime | None]
    words = sealed(text)

    def key_scope(self) -> KeyScope:
        return KeyScope(self.subject_id, self.agency_id, Compartment.CORE)

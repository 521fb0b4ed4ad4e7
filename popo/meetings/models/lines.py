"""What is minuted in the room: one row a line, so that two who write never overwrite each other."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.models import Compartment, KeyScope
from popo.keys.sealed import HasSealed, sealed, sealed_or_none, text


class LineKind(StrEnum):
    NOTE = "note"
    DECISION = "decision"
    ACTION = "action"

    @property
    def words(self) -> str:
        return self.value.capitalize()


class MinuteLine(HasSealed, Entity):
    """A note, a decision in words or an action, sealed as the item's title is.

    `position` orders the lines of an item; two writers may take the same one, and then the key
    decides. What is struck out stays, with the reason, and may name the line that replaces it.
    Locked as minutes are: once `locked_at` is set a trigger refuses any change.
    """

    __tablename__ = "minute_lines"
    __table_args__ = (
        CheckConstraint("(struck_at IS NULL) = (struck_reason IS NULL)", name="struck_has_reason"),
        CheckConstraint("NOT addendum OR locked_at IS NOT NULL", name="addenda_are_locked"),
    )

    agenda_item_id: Mapped[UUID] = mapped_column(key_to("agenda_items.id"), index=True)
    subject_id: Mapped[UUID]
    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    line_kind: Mapped[LineKind]
    position: Mapped[int]
    author_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    addendum: Mapped[bool] = mapped_column(default=False)
    locked_at: Mapped[datetime | None]
    struck_at: Mapped[datetime | None]
    replaced_by_id: Mapped[UUID | None] = mapped_column(key_to("minute_lines.id"))
    words = sealed(text)
    struck_reason = sealed_or_none(text)

    def key_scope(self) -> KeyScope:
        return KeyScope(self.subject_id, self.agency_id, Compartment.CORE)

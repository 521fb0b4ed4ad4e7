"""What the group asks the Tasking Group for."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.models import Compartment, KeyScope
from popo.keys.sealed import HasSealed, sealed, sealed_or_none, text


class RequestAnswer(StrEnum):
    GRANTED = "granted"
    PART_GRANTED = "part_granted"
    REFUSED = "refused"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize()


class ResourceRequest(HasSealed, Entity):
    """What is asked for, why, how much and by when. It names nobody.

    It goes up with a monthly update: `sent_month` is that month. Once answered a trigger refuses
    any change.
    """

    __tablename__ = "resource_requests"
    __table_args__ = (
        CheckConstraint("(sent_on IS NULL) = (sent_month IS NULL)", name="sent_is_whole"),
        CheckConstraint(
            "(answer IS NULL) = (answered_on IS NULL) "
            "AND (answer IS NULL) = (answered_by_id IS NULL) "
            "AND (answer IS NULL) = (meeting_id IS NULL) "
            "AND (answer IS NULL) = (answer_words IS NULL)",
            name="answer_is_whole",
        ),
        CheckConstraint("answer IS NULL OR sent_on IS NOT NULL", name="answered_was_sent"),
    )

    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    asked_on: Mapped[date]
    asked_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    needed_by: Mapped[date]
    sent_on: Mapped[date | None]
    sent_month: Mapped[date | None]
    answer: Mapped[RequestAnswer | None]
    answered_on: Mapped[date | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    meeting_id: Mapped[UUID | None] = mapped_column(key_to("meetings.id"))
    words = sealed(text)
    why = sealed(text)
    how_much = sealed(text)
    answer_words = sealed_or_none(text)

    def key_scope(self) -> KeyScope:
        return KeyScope(self.id, self.agency_id, Compartment.CORE)

    @property
    def state(self) -> str:
        if self.answer is not None:
            return self.answer.words
        return "With the Tasking Group" if self.sent_on else "Goes with the next update"

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.scheme_sealed import SchemeSealed
from popo.selection.criteria import Criteria, read


class Consultation(Entity):
    """A draft sent out to every agency. `document` is what was sent: the draft may go on changing.

    Comments are taken up to and on `ends_on`.
    """

    __tablename__ = "consultations"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="ends_after_its_start"),)

    criteria_set_id: Mapped[UUID] = mapped_column(key_to("criteria_sets.id"), unique=True)
    opened_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    document: Mapped[dict[str, Any]]

    def is_open(self, day: date) -> bool:
        return day <= self.ends_on

    def opened(self) -> Criteria:
        """The criteria as they were sent out."""
        return read(self.document)


class CriteriaComment(Entity):
    """What an agency says of a draft, of one factor or of the whole, and what it is answered."""

    __tablename__ = "criteria_comments"
    __table_args__ = (
        CheckConstraint(
            "(answered_on IS NULL) = (answered_by_id IS NULL) "
            "AND (answered_on IS NULL) = (answer IS NULL)",
            name="answer_is_whole",
        ),
        CheckConstraint(
            "answered_on IS NOT NULL OR NOT changed_draft", name="unanswered_changed_nothing"
        ),
    )

    criteria_set_id: Mapped[UUID] = mapped_column(key_to("criteria_sets.id"), index=True)
    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    user_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    factor: Mapped[str | None]
    words: Mapped[str] = mapped_column(SchemeSealed())
    made_on: Mapped[date]
    answer: Mapped[str | None] = mapped_column(SchemeSealed())
    answered_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    answered_on: Mapped[date | None]
    changed_draft: Mapped[bool] = mapped_column(default=False)

    @property
    def is_answered(self) -> bool:
        return self.answered_on is not None

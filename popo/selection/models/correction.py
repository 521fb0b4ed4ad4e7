"""What a selection in error sets going: notices to correct, and a decision on erasure."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo import clock
from popo.db import Entity, key_to
from popo.keys.sealed import sealed, sealed_or_none, text
from popo.people.about import AboutPerson

ACKNOWLEDGE_WITHIN_WORKING_DAYS = 5


class CorrectionNotice(AboutPerson, Entity):
    """One agency asked to put its own records right; open until it says what it did."""

    __tablename__ = "correction_notices"
    __table_args__ = (
        UniqueConstraint("decision_id", "told_agency_id"),
        CheckConstraint(
            "(acknowledged_on IS NULL) = (acknowledged_by_id IS NULL)"
            " AND (acknowledged_on IS NULL) = (answer IS NULL)",
            name="acknowledged_in_words",
        ),
        Index("ix_correction_notices_agency", "told_agency_id", "acknowledged_on"),
    )

    decision_id: Mapped[UUID] = mapped_column(key_to("panel_decisions.id"))
    told_agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    sent_on: Mapped[date]
    acknowledged_on: Mapped[date | None]
    acknowledged_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    to_correct = sealed(text)
    answer = sealed_or_none(text)

    @property
    def due_on(self) -> date:
        return clock.add_working_days(self.sent_on, ACKNOWLEDGE_WITHIN_WORKING_DAYS)

    def is_overdue(self, today: date) -> bool:
        return self.acknowledged_on is None and self.due_on < today


class ErasureReview(AboutPerson, Entity):
    """By when somebody decides whether the record of a person selected in error is erased."""

    __tablename__ = "erasure_reviews"
    __table_args__ = (
        UniqueConstraint("decision_id"),
        CheckConstraint(
            "(settled_on IS NULL) = (settled_by_id IS NULL)"
            " AND (settled_on IS NULL) = (to_erase IS NULL)"
            " AND (settled_on IS NULL) = (reason IS NULL)",
            name="settled_with_reason",
        ),
    )

    decision_id: Mapped[UUID] = mapped_column(key_to("panel_decisions.id"))
    decide_by: Mapped[date]
    settled_on: Mapped[date | None]
    settled_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    to_erase: Mapped[bool | None]
    reason = sealed_or_none(text)

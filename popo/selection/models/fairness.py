from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.scheme_sealed import SchemeSealed
from popo.selection.fairness.document import Figures, from_document


class FairnessReview(Entity):
    """The figures worked out for one draft as it stood, to be answered before it is adopted.

    `digest` is that of the document they were made for. `figures` holds counts and ratios from
    which small numbers are left out already. The newest review of a draft is the one that counts.
    """

    __tablename__ = "fairness_reviews"
    __table_args__ = (
        CheckConstraint(
            "(answered_on IS NULL) = (answered_by_id IS NULL)", name="answered_by_somebody"
        ),
    )

    criteria_set_id: Mapped[UUID] = mapped_column(key_to("criteria_sets.id"), index=True)
    digest: Mapped[str]
    made_on: Mapped[date]
    opened_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    figures: Mapped[dict[str, Any]]
    answered_on: Mapped[date | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))

    def opened(self) -> Figures:
        return from_document(self.figures)


class FairnessAnswer(Entity):
    """What was said of one flagged ratio, or of the figures as a whole.

    `ratio` is the key of what was asked: an outcome, a characteristic and a group.
    """

    __tablename__ = "fairness_answers"
    __table_args__ = (UniqueConstraint("review_id", "ratio"),)

    review_id: Mapped[UUID] = mapped_column(key_to("fairness_reviews.id"))
    ratio: Mapped[str]
    words: Mapped[str] = mapped_column(SchemeSealed())
    action: Mapped[str] = mapped_column(SchemeSealed(), default="")
    answered_on: Mapped[date]
    answered_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))

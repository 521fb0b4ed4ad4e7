from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.sealed import sealed, sealed_or_none, text
from popo.people.about import AboutPerson


class ChallengeOutcome(StrEnum):
    STANDS = "stands"
    CHANGED = "changed"


_OPEN_DECISION = sql("answered_on IS NULL AND decision_id IS NOT NULL")
_OPEN_REFUSAL = sql("answered_on IS NULL AND decision_id IS NULL")


class Challenge(AboutPerson, Entity):
    """Somebody asks that a decision be looked at again, by people who had no part in it.

    Of a panel's decision, or of a nomination refused when it was first looked at (then there is
    no decision to name). Open, it stops the clock to destruction.
    """

    __tablename__ = "challenges"
    __table_args__ = (
        CheckConstraint(
            "decision_id IS NOT NULL OR nomination_id IS NOT NULL", name="of_something"
        ),
        CheckConstraint("due_on > made_on", name="right_order"),
        CheckConstraint(
            "(answered_on IS NULL) = (outcome IS NULL)"
            " AND (answered_on IS NULL) = (answered_by_id IS NULL)"
            " AND (answered_on IS NULL) = (answer IS NULL)",
            name="answered_in_full",
        ),
        CheckConstraint("answered_by_id <> recorded_by_id", name="two_people"),
        Index(
            "uq_challenges_open_decision",
            "decision_id",
            unique=True,
            sqlite_where=_OPEN_DECISION,
            postgresql_where=_OPEN_DECISION,
        ),
        Index(
            "uq_challenges_open_refusal",
            "nomination_id",
            unique=True,
            sqlite_where=_OPEN_REFUSAL,
            postgresql_where=_OPEN_REFUSAL,
        ),
    )

    decision_id: Mapped[UUID | None] = mapped_column(key_to("panel_decisions.id"), index=True)
    nomination_id: Mapped[UUID | None] = mapped_column(key_to("nominations.id"), index=True)
    recorded_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    made_on: Mapped[date]
    due_on: Mapped[date] = mapped_column(index=True)
    outcome: Mapped[ChallengeOutcome | None]
    answered_on: Mapped[date | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    made_by = sealed(text)
    grounds = sealed(text)
    answer = sealed_or_none(text)

    @property
    def is_open(self) -> bool:
        return self.answered_on is None

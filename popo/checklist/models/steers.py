"""What the groups above ask for: steers, the actions they became and the answers."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.models import Compartment, KeyScope
from popo.keys.sealed import HasSealed, sealed, sealed_or_none, text


class Steer(HasSealed, Entity):
    """A direction of the Tasking Group or the Responsible Authorities Group; about nobody."""

    __tablename__ = "steers"
    __table_args__ = (
        CheckConstraint(
            "(answered_on IS NULL) = (answered_by_id IS NULL) "
            "AND (answered_on IS NULL) = (answer IS NULL)",
            name="answer_is_whole",
        ),
        Index("ix_steers_due", "answered_on", "due_on"),
    )

    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    meeting_id: Mapped[UUID] = mapped_column(key_to("meetings.id"))
    recorded_on: Mapped[date]
    recorded_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    owner_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    owner_agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    due_on: Mapped[date]
    answered_on: Mapped[date | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    words = sealed(text)
    answer = sealed_or_none(text)

    def key_scope(self) -> KeyScope:
        return KeyScope(self.id, self.agency_id, Compartment.CORE)

    @property
    def is_open(self) -> bool:
        return self.answered_on is None

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due_on < today


class SteerAction(Entity):
    """An action a steer became."""

    __tablename__ = "steer_actions"
    __table_args__ = (UniqueConstraint("action_id"),)

    steer_id: Mapped[UUID] = mapped_column(key_to("steers.id"), index=True)
    action_id: Mapped[UUID] = mapped_column(key_to("actions.id"))

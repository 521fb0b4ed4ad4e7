"""Data keys: one for each subject, owning agency and compartment."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity


class Compartment(StrEnum):
    """What kind of information a row is, and so which key seals it."""

    CORE = "core"
    HEALTH = "health"
    INTELLIGENCE = "intelligence"


class KeyScope(NamedTuple):
    """Whose key: a subject (a person; else a user, an item about nobody, an import batch)."""

    subject: UUID
    agency: UUID
    compartment: Compartment


class DataKey(Entity):
    """A key, wrapped by a scheme key; once destroyed `wrapped` is empty and nothing opens again.

    The subject is named without a foreign key: keys know nothing of people.
    """

    __tablename__ = "data_keys"
    __table_args__ = (
        UniqueConstraint("subject_id", "agency_id", "compartment", "generation"),
        CheckConstraint(
            "(wrapped IS NULL) = (destroyed_at IS NOT NULL)", name="destroyed_is_dated"
        ),
    )

    subject_id: Mapped[UUID]
    agency_id: Mapped[UUID]
    compartment: Mapped[Compartment]
    generation: Mapped[int] = mapped_column(default=1)
    scheme_key: Mapped[str] = mapped_column(index=True)
    wrapped: Mapped[bytes | None]
    destroyed_at: Mapped[datetime | None]

    @property
    def scope(self) -> KeyScope:
        return KeyScope(self.subject_id, self.agency_id, self.compartment)

    @property
    def name(self) -> bytes:
        """What the wrapped key is bound to, so that it cannot stand in for another."""
        return wrapped_name(self.scope, self.generation)


def wrapped_name(scope: KeyScope, generation: int) -> bytes:
    return f"{scope.subject}/{scope.agency}/{scope.compartment}/{generation}".encode()

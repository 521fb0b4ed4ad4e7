from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.sealed import sealed_or_none, text
from popo.people.about import AboutPerson


class HandOver(AboutPerson, Entity):
    """One case handed from one worker to another; those handed over together share `batch_id`.

    `note` is what the next worker has to know. Undone within ten minutes, `undone_at` is set.
    """

    __tablename__ = "hand_overs"
    __table_args__ = (Index("ix_hand_overs_batch", "batch_id"),)

    batch_id: Mapped[UUID]
    former_id: Mapped[UUID] = mapped_column(key_to("assignments.id"), index=True)
    assignment_id: Mapped[UUID] = mapped_column(key_to("assignments.id"), index=True)
    by_id: Mapped[UUID] = mapped_column(key_to("users.id"), index=True)
    note = sealed_or_none(text)
    undone_at: Mapped[datetime | None]

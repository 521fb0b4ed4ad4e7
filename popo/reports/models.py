from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to


class UpdateStatus(StrEnum):
    DRAFT = "draft"
    SIGNED_OFF = "signed_off"
    PUBLISHED = "published"


class MonthlyUpdate(Entity):
    """One version of one month. Published, it never changes by a byte: a change is a restatement.

    `figures` is the canonical document as the reader sees it, small numbers already hidden; it
    names nobody. `members` keeps which records each figure counted, by key. `digest` is the
    SHA-256 of `canonical`. The narrative names nobody and is edited beside the figures.
    """

    __tablename__ = "monthly_updates"
    __table_args__ = (
        UniqueConstraint("month", "number"),
        CheckConstraint("(status = 'published') = (published_at IS NOT NULL)", name="dated"),
    )

    month: Mapped[date] = mapped_column(index=True)
    number: Mapped[int] = mapped_column(default=1)
    status: Mapped[UpdateStatus]
    as_at: Mapped[datetime]
    figures: Mapped[dict[str, Any]]
    members: Mapped[dict[str, Any]]
    narrative: Mapped[dict[str, Any]]
    digest: Mapped[str]
    restates_because: Mapped[str | None]
    prepared_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    signed_off_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    published_at: Mapped[datetime | None]

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from popo.cases.models import Strand
from popo.db import Entity, key_to
from popo.keys.sealed import sealed, sealed_or_none, text
from popo.people.about import AboutPerson


class NominationStatus(StrEnum):
    NOMINATED = "nominated"
    SCORING = "scoring"
    AWAITING_PANEL = "awaiting_panel"
    DEFERRED = "deferred"
    DECLINED = "declined"
    SELECTED = "selected"

    @property
    def is_open(self) -> bool:
        return self not in {NominationStatus.DECLINED, NominationStatus.SELECTED}


_OPEN = sql("status NOT IN ('declined', 'selected')")


class Nomination(AboutPerson, Entity):
    """An agency's dated proposal of a person. A declined one has an expiry from that day."""

    __tablename__ = "nominations"
    __table_args__ = (
        CheckConstraint(
            "(status = 'declined') = (expires_on IS NOT NULL)", name="declined_expires"
        ),
        CheckConstraint(
            "(status IN ('declined', 'selected')) = (decided_on IS NOT NULL)",
            name="decided_is_dated",
        ),
        Index("ix_nominations_status", "status", "nominated_on"),
        Index(
            "uq_nominations_open",
            "person_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    strand: Mapped[Strand]
    nominated_on: Mapped[date]
    nominated_by_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    grounds = sealed(text)
    status: Mapped[NominationStatus]
    decided_on: Mapped[date | None]
    expires_on: Mapped[date | None] = mapped_column(index=True)
    outcome_words = sealed_or_none(text)

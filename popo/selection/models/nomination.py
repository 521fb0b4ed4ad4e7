from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from popo import clock
from popo.cases.models import Strand
from popo.db import Entity, key_to
from popo.keys.sealed import sealed_or_none, text
from popo.people.about import AboutPerson


class NominationStatus(StrEnum):
    DRAFT = "draft"
    NOMINATED = "nominated"
    SCORING = "scoring"
    AWAITING_PANEL = "awaiting_panel"
    DEFERRED = "deferred"
    DECLINED = "declined"
    SELECTED = "selected"

    @property
    def is_open(self) -> bool:
        """Waiting for the panel; a draft waits for nobody but its author."""
        return self not in {
            NominationStatus.DRAFT,
            NominationStatus.DECLINED,
            NominationStatus.SELECTED,
        }


class Refusal(StrEnum):
    """Why a nomination was refused when it was first looked at, against the criteria."""

    AGE = "age"
    NOT_AT_LIBERTY = "not_at_liberty"
    MANAGED_ELSEWHERE = "managed_elsewhere"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"
    DUPLICATE = "duplicate"
    OTHER_CRITERIA = "other_criteria"


_OPEN = sql("status NOT IN ('draft', 'declined', 'selected')")


class Nomination(AboutPerson, Entity):
    """An agency's dated proposal of a person. A declined one has an expiry from that day.

    A draft is its nominator's alone and is no nomination yet. Once sent it is looked at within a
    clock (triage), then scored and decided. What agencies say stands in their statements;
    `grounds` is what was said before there were any.
    """

    __tablename__ = "nominations"
    __table_args__ = (
        CheckConstraint(
            "(status = 'declined') = (expires_on IS NOT NULL)", name="declined_expires"
        ),
        CheckConstraint(
            "(status IN ('declined', 'selected')) = (decided_on IS NOT NULL)",
            name="decided_is_dated",
        ),
        CheckConstraint(
            "(triaged_on IS NULL) = (triaged_by_id IS NULL)", name="triaged_by_somebody"
        ),
        CheckConstraint(
            "look_again_on IS NULL OR status = 'deferred'", name="deferred_looks_again"
        ),
        CheckConstraint("refused_because IS NULL OR status = 'declined'", name="refused_declines"),
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
    grounds = sealed_or_none(text)
    status: Mapped[NominationStatus]
    triaged_on: Mapped[date | None]
    triaged_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    look_again_on: Mapped[date | None]
    refused_because: Mapped[Refusal | None]
    triage_words = sealed_or_none(text)
    decided_on: Mapped[date | None]
    expires_on: Mapped[date | None] = mapped_column(index=True)
    outcome_words = sealed_or_none(text)

    @property
    def awaits_triage(self) -> bool:
        """Sent and not yet looked at, or deferred until somebody looks again."""
        if self.status is NominationStatus.DEFERRED:
            return self.look_again_on is not None
        return self.status is NominationStatus.NOMINATED and self.triaged_on is None

    def triage_due(self, working_days: int) -> date | None:
        """The day by which somebody must look at it, where somebody must."""
        if not self.awaits_triage:
            return None
        return self.look_again_on or clock.add_working_days(self.nominated_on, working_days)

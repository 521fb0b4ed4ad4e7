from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.cases.models import Strand
from popo.db import Entity, key_to
from popo.errors import RuleBroken
from popo.selection.criteria import Criteria, digest, read


class CriteriaKind(StrEnum):
    CATCH_AND_CONVICT = "catch_and_convict"
    PREVENT_AND_DETER = "prevent_and_deter"


class CriteriaStatus(StrEnum):
    DRAFT = "draft"
    IN_CONSULTATION = "in_consultation"
    ADOPTED = "adopted"
    SUPERSEDED = "superseded"


class CriteriaSet(Entity):
    """One version of the agreed criteria, as one readable document.

    `document` holds factors, levels, points, caps, evidence age limits, bands and the agreed
    number, and names nobody. Once adopted it never changes by a byte: `digest` is the SHA-256 of
    its canonical form, and a trigger refuses to change it.
    """

    __tablename__ = "criteria_sets"
    __table_args__ = (
        UniqueConstraint("criteria_kind", "number"),
        CheckConstraint(
            "(status IN ('adopted', 'superseded')) = (adopted_on IS NOT NULL)",
            name="adopted_is_dated",
        ),
        CheckConstraint(
            "adopted_on IS NULL OR agenda_item_id IS NOT NULL", name="adopted_at_a_meeting"
        ),
    )

    criteria_kind: Mapped[CriteriaKind]
    number: Mapped[int]
    status: Mapped[CriteriaStatus]
    document: Mapped[dict[str, Any]]
    digest: Mapped[str]
    adopted_on: Mapped[date | None]
    superseded_on: Mapped[date | None]
    agenda_item_id: Mapped[UUID | None] = mapped_column(key_to("agenda_items.id"))

    @property
    def is_draft(self) -> bool:
        return self.status in {CriteriaStatus.DRAFT, CriteriaStatus.IN_CONSULTATION}

    @property
    def words(self) -> str:
        """Catch and Convict, version 3."""
        return f"{Strand(self.criteria_kind).words}, version {self.number}"

    def opened(self) -> Criteria:
        """The document, read; refused where it is no longer what its digest says it was."""
        if digest(self.document) != self.digest:
            raise RuleBroken(
                f"{self.words} was changed after its digest was taken. It is not used: tell the "
                "co-ordinator."
            )
        return read(self.document)

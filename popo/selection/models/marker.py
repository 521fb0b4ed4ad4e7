from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from popo.cases.models import Strand
from popo.db import Entity, key_to
from popo.keys.sealed import sealed_or_none, text
from popo.people.about import AboutPerson

_UNSETTLED = sql("settled_on IS NULL")
_STANDING = sql("removed_on IS NULL")


class AgencyMarker(AboutPerson, Entity):
    """A marker that an agency was asked to set on its own system; this system never writes it.

    The agency asked is the owner of the row. `strand` says for which list: Prevent and Deter, or
    Catch and Convict for both strands of adults. `difference_since` is open while the agency's own
    system was found to say otherwise than this row and nobody has said why; `settled_on` is the
    first monthly check that found a removed marker gone.
    """

    __tablename__ = "agency_markers"
    __table_args__ = (
        CheckConstraint("set_on IS NULL OR set_on >= asked_on", name="asked_then_set"),
        CheckConstraint("(set_on IS NULL) = (set_by_id IS NULL)", name="set_by_somebody"),
        CheckConstraint(
            "removed_on IS NULL OR (removal_asked_on IS NOT NULL"
            " AND removed_on >= removal_asked_on)",
            name="asked_then_removed",
        ),
        CheckConstraint(
            "(removed_on IS NULL) = (removed_by_id IS NULL)", name="removed_by_somebody"
        ),
        CheckConstraint(
            "removal_asked_on IS NULL OR removal_asked_on >= asked_on", name="set_then_removed"
        ),
        CheckConstraint(
            "difference_since IS NULL OR reconciled_on IS NOT NULL", name="found_at_a_check"
        ),
        CheckConstraint(
            "settled_on IS NULL OR removed_on IS NOT NULL", name="removed_then_settled"
        ),
        Index(
            "ix_agency_markers_owed",
            "agency_id",
            sqlite_where=_UNSETTLED,
            postgresql_where=_UNSETTLED,
        ),
        Index(
            "uq_agency_markers_standing",
            "case_id",
            "agency_id",
            "strand",
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
    )

    case_id: Mapped[UUID] = mapped_column(key_to("scheme_cases.id"), index=True)
    strand: Mapped[Strand]
    asked_on: Mapped[date]
    set_on: Mapped[date | None]
    set_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    removal_asked_on: Mapped[date | None]
    removed_on: Mapped[date | None]
    removed_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    reconciled_on: Mapped[date | None]
    difference_since: Mapped[date | None]
    settled_on: Mapped[date | None]
    note = sealed_or_none(text)

    @property
    def stands(self) -> bool:
        """Whether, by this row, the agency's own system should show it."""
        return self.set_on is not None and self.removed_on is None

    @property
    def is_to_set(self) -> bool:
        return self.set_on is None and self.removal_asked_on is None

    @property
    def is_to_remove(self) -> bool:
        return self.removal_asked_on is not None and self.removed_on is None

    @property
    def waits_since(self) -> date | None:
        """Since when the agency owes something."""
        if self.is_to_set:
            return self.asked_on
        return self.removal_asked_on if self.is_to_remove else None

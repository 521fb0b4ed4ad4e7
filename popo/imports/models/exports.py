"""Lists that were taken away to edit."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.imports.exporting import ExportedList, FileFormat
from popo.keys.models import Compartment, KeyScope
from popo.keys.sealed import HasSealed, sealed, text


class ListExport(HasSealed, Entity):
    """A list that was taken away to edit: whose, why, and by when the file is to be destroyed.

    The file itself is not kept. `fields`: names of its parts, out of a list.
    """

    __tablename__ = "exports"
    __table_args__ = (
        CheckConstraint(
            "(destroyed_on IS NULL) = (destroyed_by_id IS NULL)", name="destroyed_says_who"
        ),
        CheckConstraint("lines BETWEEN 1 AND 200", name="few_lines"),
        Index("ix_exports_agency", "agency_id", "taken_at"),
    )
    __owners__ = ("agency_id",)

    user_id: Mapped[UUID] = mapped_column(key_to("users.id"))
    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    exported: Mapped[ExportedList] = mapped_column("list")
    fields: Mapped[list[str]]
    file_format: Mapped[FileFormat]
    lines: Mapped[int]
    taken_at: Mapped[datetime]
    destroy_by: Mapped[date]
    destroyed_on: Mapped[date | None]
    destroyed_by_id: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    reason = sealed(text)

    def key_scope(self) -> KeyScope:
        return KeyScope(self.id, self.agency_id, Compartment.CORE)

    def is_late(self, today: date) -> bool:
        return self.destroyed_on is None and today > self.destroy_by

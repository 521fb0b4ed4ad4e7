"""What is held of recorded crime: which months, from which file, and the counts of each."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.crime.result import Kind
from popo.db import Entity, Model, key_to


class CrimeImport(Entity):
    """A file that changed something. `created_at` is when, in scheme time."""

    __tablename__ = "crime_imports"

    digest: Mapped[str] = mapped_column(index=True)  # SHA-256 of the content
    kind: Mapped[Kind]
    # nobody for the command and the demonstration
    imported_by: Mapped[UUID | None] = mapped_column(key_to("users.id"))
    report: Mapped[dict[str, Any]]  # figures and months, as `ImportOutcome.as_dict`


class CrimeMonth(Entity):
    """A month that is held. One row a month, so none is ever counted from both kinds of file."""

    __tablename__ = "crime_months"
    __table_args__ = (
        UniqueConstraint("month"),
        CheckConstraint("crimes > 0", name="crimes_are_held"),
    )

    month: Mapped[date]  # its first day
    kind: Mapped[Kind]
    import_id: Mapped[UUID] = mapped_column(key_to("crime_imports.id"), index=True)
    crimes: Mapped[int]  # placed in the scheme's wards


class CrimeCount(Model):
    """Crimes of one type in one ward and month; `result.NO_PLACE` stands for no ward."""

    __tablename__ = "crime_counts"
    __table_args__ = (CheckConstraint("crimes > 0", name="crimes_are_counted"),)

    month_id: Mapped[UUID] = mapped_column(key_to("crime_months.id"), primary_key=True)
    ward: Mapped[str] = mapped_column(primary_key=True)
    crime_type: Mapped[str] = mapped_column(primary_key=True)
    crimes: Mapped[int]

"""Reading recorded crime. The figures are published ones about places, so every user may."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import func, select

from popo.crime.models import CrimeCount, CrimeImport, CrimeMonth
from popo.crime.result import NO_PLACE, Cell, Kind
from popo.db import db


def months_held() -> Mapping[date, Kind]:
    """Every month that is held, oldest first, and from which kind of file."""
    held = select(CrimeMonth.month, CrimeMonth.kind).order_by(CrimeMonth.month)
    return dict(db.session.execute(held).all())


def latest_month() -> date | None:
    """The newest month that is held."""
    return db.session.scalar(select(func.max(CrimeMonth.month)))


def counts_of(months: Collection[date]) -> dict[Cell, int]:
    """What is held of these months; a cell that is absent counts none."""
    counts = (
        select(CrimeMonth.month, CrimeCount.ward, CrimeCount.crime_type, CrimeCount.crimes)
        .join(CrimeMonth, CrimeMonth.id == CrimeCount.month_id)
        .where(CrimeMonth.month.in_(months))
    )
    return {
        Cell(month, None if ward == NO_PLACE else ward, crime_type): crimes
        for month, ward, crime_type, crimes in db.session.execute(counts)
    }


def list_imports(limit: int = 50) -> Sequence[CrimeImport]:
    """The newest files that changed something."""
    newest = select(CrimeImport).order_by(CrimeImport.created_at.desc(), CrimeImport.id)
    return db.session.scalars(newest.limit(limit)).all()

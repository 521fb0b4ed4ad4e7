"""Dated rows: they begin, they end, they are never deleted and never overwritten."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import CheckConstraint, ColumnElement, and_, or_
from sqlalchemy.orm import Mapped, mapped_column

from popo.errors import RuleBroken


class Interval:
    """A row true from `starts_on` up to, but not on, `ends_on`; open while `ends_on` is empty."""

    starts_on: Mapped[date] = mapped_column(sort_order=80)
    ends_on: Mapped[date | None] = mapped_column(sort_order=81)

    def is_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    def end(self, day: date) -> None:
        """Ends the row; it stays. Raises RuleBroken before its start or where it has ended."""
        if self.ends_on is not None:
            raise RuleBroken("This has already ended.")
        if day < self.starts_on:
            raise RuleBroken("This cannot end before it started.")
        self.ends_on = day


def right_order(name: str = "right_order") -> CheckConstraint:
    """The table constraint every interval carries."""
    return CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=name)


def on(model: type[Interval], day: date) -> ColumnElement[bool]:
    """The rows that are true on `day`."""
    return and_(model.starts_on <= day, or_(model.ends_on.is_(None), model.ends_on > day))


def overlaps(rows: Iterable[Interval], starts_on: date, ends_on: date | None) -> bool:
    """Whether any row shares a day with the span; an empty row (ended as it began) shares none."""
    return any(
        (ends_on is None or row.starts_on < ends_on)
        and (row.ends_on is None or starts_on < row.ends_on)
        and row.starts_on != row.ends_on
        for row in rows
    )

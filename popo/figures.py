"""A figure with the records it counted, and the month it is about. Every feature may use this."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from popo import clock

Kind = TypeVar("Kind", bound=Hashable)


@dataclass(frozen=True)
class Figure:
    """One number. `members` holds the keys of the records it counted, in hexadecimal, in order.

    None stands for no list of its own: a measure of something (an agreed number, days), or a sum
    of figures that hold theirs.
    """

    name: str
    value: int | None
    members: tuple[str, ...] | None = None


def counted(name: str, keys: Iterable[UUID]) -> Figure:
    """How many records there are, and which."""
    return counted_hex(name, (key.hex for key in keys))


def counted_hex(name: str, keys: Iterable[str]) -> Figure:
    """The same for keys written in hexadecimal already."""
    members = tuple(sorted(keys))
    return Figure(name, len(members), members)


def counted_by(
    prefix: str, groups: Mapping[Kind, Iterable[UUID]], kinds: Iterable[Kind]
) -> list[Figure]:
    """One figure for each kind, in that order; a kind without records counts none."""
    return [counted(named(prefix, str(kind)), groups.get(kind, ())) for kind in kinds]


def named(*parts: str) -> str:
    """The name of a figure: `cohort/adults/opening`. A slash inside a part becomes a dash."""
    return "/".join([parts[0], *(part.replace("/", "-") for part in parts[1:])])


@dataclass(frozen=True)
class Period:
    """A calendar month up to and including `day`, at whose end things stand as counted."""

    first: date
    day: date

    def __post_init__(self) -> None:
        if self.first.day != 1 or self.day < self.first or self.day > last_day(self.first):
            raise ValueError("a period lies within one month and begins with it")

    @property
    def before(self) -> date:
        """The last day of the month before: at its end the month opens."""
        return self.first - timedelta(days=1)

    @property
    def starts_at(self) -> datetime:
        return clock.at(self.first)

    @property
    def ends_at(self) -> datetime:
        """The first moment after the period."""
        return clock.at(self.day + timedelta(days=1))

    def covers(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.day


def last_day(first: date) -> date:
    """The last day of the month that begins on `first`."""
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)

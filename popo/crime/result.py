"""What was read from a file, and how that is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from popo.crime.months import list_in_words

NO_PLACE = "no place"


class Kind(StrEnum):
    """The two files that can be counted."""

    STREET = "street"
    WARD_COUNTS = "ward_counts"


KIND_WORDS = {Kind.STREET: "a police street file", Kind.WARD_COUNTS: "monthly ward counts"}

_WITHOUT_IDENTIFIER = (
    "counted without a Crime ID, as anti-social behaviour is published: each is an incident"
)
_NO_PLACE = (
    "without a place, which may be anywhere in the force: kept apart, "
    "in no ward, area or total of the scheme"
)
_SUPERSEDED = "with the identifier of a later row and other content: only the later was counted"


def in_number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


class Cell(NamedTuple):
    """What one figure is about; a ward of None is a row the police published without a place."""

    month: date
    ward: str | None
    crime_type: str


@dataclass(frozen=True)
class LeftOut:
    """Rows not counted, by why. Every row of a street file is counted or is here, once."""

    outside: int = 0  # in an LSOA or force that is not the scheme's
    duplicates: int = 0  # repeats an identified row in every value
    superseded: int = 0  # another row with its identifier is later
    unknown_types: int = 0  # crimes, in ward counts

    @property
    def total(self) -> int:
        return self.outside + self.duplicates + self.superseded + self.unknown_types


@dataclass(frozen=True)
class Parsed:
    """A file that was read to its end."""

    kind: Kind
    digest: str
    rows: int
    months: tuple[date, ...]
    counts: Mapping[Cell, int]
    without_identifier: int
    left_out: LeftOut
    unknown_type_names: tuple[str, ...]

    @property
    def taken(self) -> int:
        """Crimes and incidents placed in a ward of the scheme."""
        return sum(crimes for cell, crimes in self.counts.items() if cell.ward is not None)

    @property
    def no_place(self) -> int:
        """Crimes and incidents published without a place, so in no ward and no area."""
        return sum(crimes for cell, crimes in self.counts.items() if cell.ward is None)

    def report(self) -> list[str]:
        """What was taken and what was not, as sentences."""
        kind, months = KIND_WORDS[self.kind], list_in_words(self.months)
        return [
            f"Read {in_number(self.rows, 'row')} of {kind}: {months}.",
            f"{self.taken:,} crimes and incidents were placed in the scheme's wards.",
            *(f"{in_number(count, 'row')} {remark}." for count, remark in self._rows() if count),
            *self._unknown(),
        ]

    def _rows(self) -> list[tuple[int, str]]:
        return [
            (self.without_identifier, _WITHOUT_IDENTIFIER),
            (self.no_place, _NO_PLACE),
            (self.left_out.outside, "outside the scheme's area: left out"),
            (self.left_out.duplicates, "the same in every value as an identified row: left out"),
            (self.left_out.superseded, _SUPERSEDED),
        ]

    def _unknown(self) -> list[str]:
        if not self.left_out.unknown_types:
            return []
        crimes = in_number(self.left_out.unknown_types, "crime")
        return [f"{crimes} of unknown type: not counted ({', '.join(self.unknown_type_names)})."]

    def as_dict(self) -> dict[str, Any]:
        """The same, for `--json` and for keeping with the import."""
        return {
            "kind": self.kind.value,
            "digest": self.digest,
            "rows": self.rows,
            "months": [f"{month:%Y-%m}" for month in self.months],
            "taken": self.taken,
            "no_place": self.no_place,
            "without_identifier": self.without_identifier,
            "outside": self.left_out.outside,
            "duplicates": self.left_out.duplicates,
            "superseded": self.left_out.superseded,
            "unknown_types": self.left_out.unknown_types,
            "unknown_type_names": list(self.unknown_type_names),
        }

"""Counting rows while a file streams past."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from popo.crime.months import in_words
from popo.crime.refusal import FileRefused
from popo.crime.result import Cell, Kind, LeftOut, Parsed
from popo.reference.offences import police_crime_types

MOST_NAMES = 10
LONGEST_NAME = 60


class Identified(NamedTuple):
    """What is remembered of a counted row that has a Crime ID."""

    content: bytes
    cell: Cell


@dataclass
class Tally:
    """Running counts. Memory grows with the scheme's own identified crimes, not with the file."""

    rows: int = 0
    months: set[date] = field(default_factory=set)
    counts: Counter[Cell] = field(default_factory=Counter)
    without_identifier: int = 0
    outside: int = 0
    duplicates: int = 0
    superseded: int = 0
    unknown_types: int = 0
    unknown_type_names: set[str] = field(default_factory=set)
    identified: dict[bytes, Identified] = field(default_factory=dict)

    def knows(self, crime_type: str, crimes: int = 1) -> bool:
        """Whether the type is a police one; one that is not is noted, never guessed at."""
        if crime_type in police_crime_types():
            return True
        self.unknown_types += crimes
        if len(self.unknown_type_names) < MOST_NAMES:
            self.unknown_type_names.add(crime_type[:LONGEST_NAME] or "(blank)")
        return False

    def is_superseded(self, crime_id: str, month: date, content: list[str]) -> bool:
        """Whether a row counted before, with this identifier, stands instead of this one.

        The later month stands, and within a month the row further down. A row that must give way
        to this one is taken out of the counts.
        """
        held = self.identified.get(_short(crime_id))
        if held is None:
            return False
        if held.content == _short(*content):
            self.duplicates += 1
            return True
        self.superseded += 1
        if month < held.cell.month:
            return True
        self.counts[held.cell] -= 1
        del self.identified[_short(crime_id)]
        return False

    def count(self, cell: Cell, crime_id: str, content: list[str]) -> None:
        self.counts[cell] += 1
        if crime_id:
            self.identified[_short(crime_id)] = Identified(_short(*content), cell)
        else:
            self.without_identifier += 1

    def finish(self, kind: Kind, digest: str) -> Parsed:
        if not self.rows:
            raise FileRefused("The file has a header and no rows. Import a file with figures.")
        counts = {cell: crimes for cell, crimes in self.counts.items() if crimes}
        self._refuse_empty_months(counts)
        return Parsed(
            kind=kind,
            digest=digest,
            rows=self.rows,
            months=tuple(sorted(self.months)),
            counts=counts,
            without_identifier=self.without_identifier,
            left_out=LeftOut(self.outside, self.duplicates, self.superseded, self.unknown_types),
            unknown_type_names=tuple(sorted(self.unknown_type_names)),
        )

    def _refuse_empty_months(self, counts: dict[Cell, int]) -> None:
        """A month without one crime in the scheme's wards would wipe what is held of it."""
        placed = {cell.month for cell in counts if cell.ward is not None}
        if empty := self.months - placed:
            raise FileRefused(
                f"The file has rows for {in_words(min(empty))} but none in the scheme's wards, so "
                "it is incomplete or another force's. Import the file of the scheme's own force."
            )


def _short(*values: str) -> bytes:
    return hashlib.blake2b("\0".join(values).encode(), digest_size=16).digest()

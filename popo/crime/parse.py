"""Reads a file of recorded crime, whichever of the two kinds it is."""

from contextlib import closing
from datetime import date
from typing import BinaryIO

from popo.crime.refusal import FileRefused
from popo.crime.result import Kind, Parsed
from popo.crime.rows import Row, examine, read_rows
from popo.crime.street import STREET_HEADER, tally_street
from popo.crime.ward_counts import WARD_COUNTS_HEADER, tally_ward_counts

_OTHER_POLICE_FILES = {
    "Outcome type": "outcomes",
    "Object of search": "stop and search",
}


def parse(source: BinaryIO, latest: date) -> Parsed:
    """Counts a whole file by month, ward and crime type, or raises FileRefused.

    `source` must be seekable; it is read twice and never held in memory. No month may be later
    than `latest`.
    """
    examined = examine(source)
    with closing(read_rows(source, examined.encoding)) as rows:
        kind = _kind(next(rows, Row(1, [])).values)
        tally_rows = tally_street if kind is Kind.STREET else tally_ward_counts
        return tally_rows(rows, latest).finish(kind, examined.digest)


def _kind(header: list[str]) -> Kind:
    if tuple(header) == STREET_HEADER:
        return Kind.STREET
    if tuple(header) == WARD_COUNTS_HEADER:
        return Kind.WARD_COUNTS
    for column, name in _OTHER_POLICE_FILES.items():
        if column in header:
            raise FileRefused(
                f"This is the police {name} file, which is not counted here. "
                "Import the street file of the same month."
            )
    raise FileRefused(
        "The first line is not the header of a police street file "
        f"({','.join(STREET_HEADER)}) or of monthly ward counts "
        f"({','.join(WARD_COUNTS_HEADER)}). Import one of those."
    )

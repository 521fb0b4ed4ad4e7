"""Monthly ward counts: a row a month, ward and crime type, with the number of crimes."""

import re
from collections.abc import Iterable
from datetime import date

from popo.crime.months import in_words, read_month
from popo.crime.refusal import FileRefused
from popo.crime.result import Cell
from popo.crime.rows import Row
from popo.crime.tally import Tally
from popo.reference.places import ward_named

WARD_COUNTS_HEADER = ("month", "area", "ward", "crime_type", "crimes")
MEND_AND_IMPORT = "Correct the file and import it again."
_WHOLE_NUMBER = re.compile(r"\d{1,6}", re.ASCII)


def tally_ward_counts(rows: Iterable[Row], latest: date) -> Tally:
    """Counts the rows below the header."""
    tally = Tally()
    for row in rows:
        cell, crimes = _read(row, latest)
        tally.rows += 1
        tally.months.add(cell.month)
        if tally.knows(cell.crime_type, crimes):
            _refuse_second_figure(tally, cell, row.line)
            tally.counts[cell] = crimes
    return tally


def _read(row: Row, latest: date) -> tuple[Cell, int]:
    month, area, ward, crime_type, crimes = row.values
    try:
        cell = Cell(read_month(month, latest), _ward(ward, area), crime_type)
        return cell, _number(crimes)
    except ValueError as error:
        raise FileRefused.at_line(row.line, f"{error} {MEND_AND_IMPORT}") from None


def _ward(name: str, area: str) -> str:
    ward = ward_named(name)
    if ward is None:
        raise ValueError(
            f"{name[:40]!r} is not one of the scheme's wards, which are those of 2003."
        )
    if area != ward.area.name:
        raise ValueError(f"{ward.name} is in {ward.area.name}, not in {area[:40]!r}.")
    return ward.name


def _number(written: str) -> int:
    if not _WHOLE_NUMBER.fullmatch(written):
        raise ValueError(f"{written[:20]!r} is not a number of crimes.")
    return int(written)


def _refuse_second_figure(tally: Tally, cell: Cell, line: int) -> None:
    if cell in tally.counts:
        raise FileRefused.at_line(
            line,
            f"{cell.crime_type} in {cell.ward}, {in_words(cell.month)}, is given a second time. "
            f"{MEND_AND_IMPORT}",
        )

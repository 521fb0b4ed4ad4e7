"""The police street file, as data.police.uk publishes it: a row a crime or incident."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from popo.crime.months import read_month
from popo.crime.refusal import FileRefused
from popo.crime.result import Cell
from popo.crime.rows import DOWNLOAD_AGAIN, Row
from popo.crime.tally import Tally
from popo.reference.places import ward_of_lsoa

SCHEME_FORCE = "Bedfordshire Police"
"""Other forces' files reach into Luton (the railway police's do), and are not counted."""

STREET_HEADER = (
    "Crime ID",
    "Month",
    "Reported by",
    "Falls within",
    "Longitude",
    "Latitude",
    "Location",
    "LSOA code",
    "LSOA name",
    "Crime type",
    "Last outcome category",
    "Context",
)
_LSOA = re.compile(r"[A-Z]\d{8}", re.ASCII)


class _Crime(NamedTuple):
    crime_id: str
    month: date
    force: str
    lsoa: str
    crime_type: str


def tally_street(rows: Iterable[Row], latest: date) -> Tally:
    """Counts the rows below the header."""
    tally = Tally()
    for row in rows:
        _take(tally, row.values, _crime(row, latest))
    return tally


def _crime(row: Row, latest: date) -> _Crime:
    values = dict(zip(STREET_HEADER, row.values, strict=True))
    try:
        month = read_month(values["Month"], latest)
    except ValueError as error:
        raise FileRefused.at_line(row.line, f"{error} {DOWNLOAD_AGAIN}") from None
    lsoa = values["LSOA code"]
    if lsoa and not _LSOA.fullmatch(lsoa):
        raise FileRefused.at_line(row.line, f"{lsoa[:20]!r} is not an LSOA code. {DOWNLOAD_AGAIN}")
    return _Crime(values["Crime ID"], month, values["Falls within"], lsoa, values["Crime type"])


def _take(tally: Tally, content: list[str], crime: _Crime) -> None:
    tally.rows += 1
    tally.months.add(crime.month)
    if crime.crime_id and tally.is_superseded(crime.crime_id, crime.month, content):
        return
    ward = ward_of_lsoa(crime.lsoa)
    if crime.force != SCHEME_FORCE or (crime.lsoa and ward is None):
        tally.outside += 1
    elif tally.knows(crime.crime_type):
        cell = Cell(crime.month, ward.name if ward else None, crime.crime_type)
        tally.count(cell, crime.crime_id, content)

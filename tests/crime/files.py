"""Files of recorded crime, made for a test or shipped with it."""

import csv
import io
from datetime import date
from pathlib import Path

from popo.crime.parse import parse
from popo.crime.result import Parsed
from popo.crime.street import STREET_HEADER
from popo.crime.ward_counts import WARD_COUNTS_HEADER

EXTRACTS = Path(__file__).parent / "extracts"
LATEST = date(2024, 4, 30)
SEPTEMBER = date(2022, 9, 1)
BARNFIELD = "E01015693"  # an LSOA code of 2011 and of 2021


def crime(number: int = 0, **values: str) -> dict[str, str]:
    """A row of a street file; number 0 has no Crime ID. Names write `_` for a space."""
    return {
        "Crime ID": f"{number:064x}" if number else "",
        "Month": "2022-09",
        "Reported by": "Bedfordshire Police",
        "Falls within": "Bedfordshire Police",
        "Longitude": "-0.411000",
        "Latitude": "51.890000",
        "Location": "On or near High Street",
        "LSOA code": BARNFIELD,
        "LSOA name": "Luton 007A",
        "Crime type": "Burglary",
        "Last outcome category": "",
        "Context": "",
    } | {name.replace("_", " "): value for name, value in values.items()}


def street(*crimes: dict[str, str]) -> bytes:
    return _write(STREET_HEADER, [list(row.values()) for row in crimes])


def ward_counts(*rows: str) -> bytes:
    """Each row as "2022-09,Luton Central,Barnfield,Burglary,3"."""
    return _write(WARD_COUNTS_HEADER, [row.split(",") for row in rows])


def _write(header: tuple[str, ...], rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def read(content: bytes) -> Parsed:
    return parse(io.BytesIO(content), LATEST)


def read_file(path: Path) -> Parsed:
    with path.open("rb") as source:
        return parse(source, LATEST)

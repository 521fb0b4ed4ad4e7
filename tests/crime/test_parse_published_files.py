"""Totals by month, ward and type equal a count made here with nothing but csv and Counter."""

import csv
import hashlib
from collections import Counter
from pathlib import Path

import pytest

from popo.crime.refusal import FileRefused
from popo.crime.result import Kind, LeftOut, Parsed
from popo.reference.files import FOLDER
from tests.crime.files import EXTRACTS, read_file
from tests.shared import shared

CountedCell = tuple[str, str | None, str]
STREET_FILES = [
    "crime/luton-street-2022-05_2023-04.csv",
    "crime/raw/2022-09-bedfordshire-street.csv",
]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _wards() -> dict[str, str]:
    return {row["lsoa_code"]: row["ward"] for row in _rows(FOLDER / "luton_lsoa_ward_lookup.csv")}


def _count_street(path: Path) -> Counter[CountedCell]:
    """No published file here repeats an identifier, so a row is a crime."""
    wards = _wards()
    return Counter(
        (row["Month"], wards.get(row["LSOA code"]), row["Crime type"])
        for row in _rows(path)
        if not row["LSOA code"] or row["LSOA code"] in wards
    )


def _count_ward_counts(path: Path) -> Counter[CountedCell]:
    counts: Counter[CountedCell] = Counter()
    for row in _rows(path):
        counts[row["month"], row["ward"], row["crime_type"]] += int(row["crimes"])
    return counts


def _counted(parsed: Parsed) -> dict[CountedCell, int]:
    return {
        (f"{cell.month:%Y-%m}", cell.ward, cell.crime_type): crimes
        for cell, crimes in parsed.counts.items()
    }


@pytest.mark.parametrize("name", [*STREET_FILES, "extract"])
def test_street_totals_equal_an_independent_count(name: str) -> None:
    path = EXTRACTS / "street.csv" if name == "extract" else shared(name)
    parsed = read_file(path)
    assert parsed.kind is Kind.STREET
    assert _counted(parsed) == _count_street(path)


@pytest.mark.parametrize("name", ["crime/luton_monthly_by_ward.csv", "extract"])
def test_ward_count_totals_equal_an_independent_count(name: str) -> None:
    path = EXTRACTS / "ward_counts.csv" if name == "extract" else shared(name)
    parsed = read_file(path)
    assert parsed.kind is Kind.WARD_COUNTS
    assert _counted(parsed) == _count_ward_counts(path)


@pytest.mark.parametrize("name", STREET_FILES)
def test_street_file_agrees_with_the_ward_counts_of_the_same_months(name: str) -> None:
    from_rows = read_file(shared(name))
    published = read_file(shared("crime/luton_monthly_by_ward.csv"))
    placed = {cell: crimes for cell, crimes in from_rows.counts.items() if cell.ward}
    same_months = {
        cell: crimes for cell, crimes in published.counts.items() if cell.month in from_rows.months
    }
    assert placed == same_months


def test_whole_force_file_accounts_for_every_row() -> None:
    path = shared("crime/raw/2022-09-bedfordshire-street.csv")
    parsed = read_file(path)
    assert parsed.rows == 5_076
    assert parsed.taken == 1_922
    assert parsed.no_place == 198
    assert parsed.left_out == LeftOut(outside=2_956)
    assert parsed.rows == parsed.taken + parsed.no_place + parsed.left_out.total
    assert parsed.digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_twelve_months_of_luton_are_all_placed() -> None:
    parsed = read_file(shared("crime/luton-street-2022-05_2023-04.csv"))
    assert len(parsed.months) == 12
    assert parsed.rows == parsed.taken == 22_165
    assert parsed.without_identifier == 3_687
    assert parsed.left_out == LeftOut()


def test_shipped_ward_counts_hold_41_months() -> None:
    parsed = read_file(FOLDER / "luton_monthly_by_ward.csv")
    assert len(parsed.months) == 41
    assert parsed.taken == 76_507
    assert parsed.no_place == 0


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("crime/raw/2022-09-bedfordshire-outcomes.csv", "police outcomes file"),
        ("crime/raw/2022-09-bedfordshire-stop-and-search.csv", "police stop and search file"),
    ],
)
def test_other_police_files_are_refused_by_name(name: str, called: str) -> None:
    path = shared(name)
    with pytest.raises(FileRefused, match=called):
        read_file(path)


def test_report_says_what_was_taken_and_what_could_not_be_placed() -> None:
    assert read_file(EXTRACTS / "street.csv").report() == [
        "Read 66 rows of a police street file: September 2022.",
        "53 crimes and incidents were placed in the scheme's wards.",
        (
            "15 rows counted without a Crime ID, as anti-social behaviour is published: "
            "each is an incident."
        ),
        (
            "5 rows without a place, which may be anywhere in the force: kept apart, "
            "in no ward, area or total of the scheme."
        ),
        "8 rows outside the scheme's area: left out.",
    ]

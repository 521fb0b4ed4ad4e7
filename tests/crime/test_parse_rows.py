"""Which rows count, once, and where."""

import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from popo.crime.result import Cell, Kind, LeftOut
from popo.crime.rows import CHUNK_BYTES
from tests.crime.files import BARNFIELD, SEPTEMBER, crime, read, read_file, street, ward_counts

AUGUST = date(2022, 8, 1)
BURGLARY = Cell(SEPTEMBER, "Barnfield", "Burglary")


def test_rows_without_identifier_are_separate_incidents_even_when_equal() -> None:
    incident = crime(Crime_type="Anti-social behaviour")
    parsed = read(street(incident, incident, incident))
    assert parsed.counts == {Cell(SEPTEMBER, "Barnfield", "Anti-social behaviour"): 3}
    assert parsed.without_identifier == 3
    assert parsed.left_out == LeftOut()


def test_identified_row_repeated_exactly_is_counted_once() -> None:
    parsed = read(street(crime(1), crime(2), crime(1), crime(1)))
    assert parsed.counts == {BURGLARY: 2}
    assert parsed.left_out == LeftOut(duplicates=2)


@pytest.mark.parametrize(
    ("crimes", "counted"),
    [
        ([crime(1), crime(1, Crime_type="Robbery")], "Robbery"),
        ([crime(1, Crime_type="Robbery"), crime(1)], "Burglary"),
        ([crime(1), crime(1, Month="2022-08", Crime_type="Robbery")], "Burglary"),
        ([crime(1, Month="2022-08", Crime_type="Robbery"), crime(1)], "Burglary"),
    ],
    ids=["further down", "further down, the other way", "later month above", "later month below"],
)
def test_same_identifier_with_other_content_counts_the_later(
    crimes: list[dict[str, str]], counted: str
) -> None:
    parsed = read(street(*crimes, crime(2, Month="2022-08", Crime_type="Drugs")))
    assert (
        parsed.counts
        == {
            Cell(SEPTEMBER, "Barnfield", counted): 1,
            Cell(AUGUST, "Barnfield", "Drugs"): 1,
        }
        or AUGUST not in parsed.months
    )
    assert parsed.counts[Cell(SEPTEMBER, "Barnfield", counted)] == 1
    assert parsed.taken == 2
    assert parsed.left_out == LeftOut(superseded=1)
    assert any("only the later was counted" in sentence for sentence in parsed.report())


def test_crime_moved_out_of_the_area_is_no_longer_counted() -> None:
    moved = crime(1, LSOA_code="E01017540", LSOA_name="Bedford 001A")
    parsed = read(street(crime(1), crime(2), moved))
    assert parsed.counts == {BURGLARY: 1}
    assert parsed.left_out == LeftOut(outside=1, superseded=1)


def test_row_without_place_is_kept_apart() -> None:
    parsed = read(street(crime(1), crime(2, LSOA_code="", LSOA_name="", Location="No Location")))
    assert parsed.counts == {BURGLARY: 1, Cell(SEPTEMBER, None, "Burglary"): 1}
    assert (parsed.taken, parsed.no_place) == (1, 1)


def test_row_elsewhere_or_of_another_force_is_outside() -> None:
    parsed = read(
        street(
            crime(1),
            crime(2, LSOA_code="E01017540"),
            crime(3, Falls_within="British Transport Police"),
            crime(4, Falls_within="British Transport Police", LSOA_code=""),
        )
    )
    assert parsed.counts == {BURGLARY: 1}
    assert parsed.left_out == LeftOut(outside=3)


@pytest.mark.parametrize(
    ("lsoa", "ward"),
    [
        (BARNFIELD, "Barnfield"),
        ("E01015741", "High Town"),
        ("E01015791", "South"),
        ("E01015794", "South"),
        ("E01033801", "High Town"),
        ("E01033807", "South"),
    ],
)
def test_lsoa_codes_of_2011_and_of_2021_are_both_placed(lsoa: str, ward: str) -> None:
    assert read(street(crime(1, LSOA_code=lsoa))).counts == {Cell(SEPTEMBER, ward, "Burglary"): 1}


def test_unknown_crime_type_is_reported_and_not_guessed() -> None:
    parsed = read(street(crime(1), crime(2, Crime_type="Violent crime"), crime(3, Crime_type="")))
    assert parsed.counts == {BURGLARY: 1}
    assert parsed.left_out == LeftOut(unknown_types=2)
    assert parsed.report()[-1] == (
        "2 crimes of unknown type: not counted ((blank), Violent crime)."
    )


def test_unknown_names_are_few_and_short_whatever_the_file_holds() -> None:
    odd = [crime(number, Crime_type=f"{number} " + "x" * 500) for number in range(1, 50)]
    parsed = read(street(crime(99), *odd))
    assert len(parsed.unknown_type_names) == 10
    assert max(map(len, parsed.unknown_type_names)) == 60


@pytest.mark.parametrize(
    "written",
    [
        lambda text: text.encode("utf-8"),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("cp1252"),
        lambda text: text.replace("\n", "\r\n").encode("utf-8"),
        lambda text: text.replace("\n", "\n\n").encode("utf-8"),
        lambda text: text.rstrip("\n").encode("utf-8"),
    ],
    ids=["UTF-8", "with mark", "Windows-1252", "CR LF", "blank lines", "no last line end"],
)
def test_text_is_read_however_it_was_saved(written: Callable[[str], bytes]) -> None:
    text = street(crime(1, Location="On or near £1 Café"), crime(2)).decode()
    assert read(written(text)).counts == {BURGLARY: 2}


def test_ward_counts_are_taken_as_they_stand() -> None:
    parsed = read(
        ward_counts(
            "2022-09,Luton Central,Barnfield,Burglary,12",
            "2022-09,Luton South,South,Burglary,0",
            "2022-09,Luton South,South,Violent crime,4",
        )
    )
    assert parsed.kind is Kind.WARD_COUNTS
    assert parsed.counts == {BURGLARY: 12}
    assert parsed.left_out == LeftOut(unknown_types=4)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    elsewhere = street(*[crime(1, LSOA_code="E01017540")] * 1_000).partition(b"\n")[2]
    with path.open("wb") as file:
        file.write(street(crime(2)))
        for _ in range(60):
            file.write(elsewhere)
    tracemalloc.start()
    try:
        parsed = read_file(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert parsed.rows == 60_001
    assert path.stat().st_size > 10 * CHUNK_BYTES
    assert peak < 5 * CHUNK_BYTES

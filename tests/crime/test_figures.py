"""Figures of one month, counted apart from any database."""

from collections import Counter
from datetime import date

from popo.crime.figures import Held, RecordedCrime, months_needed, recorded_crime
from popo.crime.months import add_months
from popo.crime.result import Cell, Kind
from popo.reference.files import FOLDER, read_csv
from popo.reference.places import areas
from tests.crime.files import read_file

APRIL = date(2024, 4, 1)
WARD_COUNTS = read_file(FOLDER / "luton_monthly_by_ward.csv")
HELD = Held(dict.fromkeys(WARD_COUNTS.months, Kind.WARD_COUNTS), WARD_COUNTS.counts)


def _without(month: date) -> RecordedCrime:
    months = {held: kind for held, kind in HELD.months.items() if held != month}
    return recorded_crime(APRIL, Held(months, HELD.counts))


def test_months_needed_are_the_twelve_and_the_one_a_year_before() -> None:
    assert months_needed(APRIL) == tuple(add_months(APRIL, back) for back in range(-12, 1))


def test_luton_figures_equal_an_independent_count() -> None:
    by_type: Counter[str] = Counter()
    year: Counter[str] = Counter()
    for row in read_csv("luton_monthly_by_ward.csv"):
        if row["month"] == "2024-04":
            by_type[row["crime_type"]] += int(row["crimes"])
        if "2023-05" <= row["month"] <= "2024-04":
            year[row["crime_type"]] += int(row["crimes"])
    luton = recorded_crime(APRIL, HELD).luton
    assert {figures.group.crime_type.name: figures.crimes.month for figures in luton.groups} | {
        name: crimes.month for name, crimes in luton.without_target.items()
    } == by_type
    assert luton.everything.month == by_type.total()
    assert luton.everything.twelve_months == year.total()
    vehicles = luton.groups[0].crimes
    assert vehicles.twelve_months == year["Vehicle crime"]


def test_areas_and_wards_each_sum_to_luton() -> None:
    found = recorded_crime(APRIL, HELD)
    assert [figures.place for figures in found.areas] == [area.name for area in areas()]
    assert len(found.wards) == 19
    for places in (found.areas, found.wards):
        for number, group in enumerate(found.luton.groups):
            parts = [place.groups[number].crimes.month or 0 for place in places]
            assert sum(parts) == group.crimes.month


def test_figure_that_needs_a_missing_month_is_not_given() -> None:
    missing = _without(date(2023, 11, 1))
    assert missing.missing == (date(2023, 11, 1),)
    assert missing.luton.everything.twelve_months is None
    assert missing.luton.everything.month is not None
    assert _without(date(2023, 4, 1)).luton.everything.year_before is None
    assert any("November 2023 not imported" in note for note in missing.notes())


def test_month_that_is_not_held_has_no_figures_and_says_so() -> None:
    found = _without(APRIL)
    assert found.kind is None
    assert found.no_place is None
    assert found.luton.everything.month is None
    assert found.notes()[0] == "Recorded crime of April 2024 has not been imported."


def test_crimes_without_place_are_in_no_total() -> None:
    counts = {**HELD.counts, Cell(APRIL, None, "Burglary"): 500}
    found = recorded_crime(APRIL, Held(HELD.months, counts))
    assert found.no_place == 500
    assert found.luton == recorded_crime(APRIL, HELD).luton
    assert any("500 crimes and incidents" in note for note in found.notes())


def test_targets_stand_as_printed_and_as_computed() -> None:
    told = recorded_crime(APRIL, HELD).as_dict()
    assert told["total_as_printed"] == {
        "reduction_pct": 23.3,
        "baseline": 14_030,
        "target": 12_450,
        "computed_reduction_pct": 11.3,
    }
    assert told["total_computed"] == {
        "baseline": 14_120,
        "target": 12_452,
        "computed_reduction_pct": 11.8,
    }
    vehicles = told["luton"]["groups"][0]
    assert vehicles["target"]["target"] == 3_301
    assert [printed["reduction_pct"] for printed in vehicles["printed"]] == [45.0, 30.0, 25.0]
    assert [printed["computed_reduction_pct"] for printed in vehicles["printed"]] == [
        16.5,
        16.4,
        21.5,
    ]
    assert all(ward["groups"][0]["target"] is None for ward in told["wards"])

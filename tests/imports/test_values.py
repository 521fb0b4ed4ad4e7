"""Cells as lists hold them, and as nobody should."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.imports.values import (
    CellNotUnderstood,
    Named,
    read_aliases,
    read_colour,
    read_day,
    read_left,
    read_name,
    read_sex,
    read_strand,
)
from popo.imports.values.days import EARLIEST

TODAY = date(2024, 4, 30)
DAYS = st.dates(EARLIEST, TODAY)
LATE_DAYS = st.dates(TODAY.replace(year=1925), TODAY)


@given(DAYS)
def test_a_day_is_read_however_it_is_written(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    written: list[str | float | date] = [
        day,
        f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%d-%b-%Y}",
        f"{day:%d %B %Y}",
        f"{day:%Y-%m-%d}",
        f"{day:%Y-%m-%d} 00:00:00",
    ]
    if serial >= 10_000:
        written += [float(serial), str(serial)]
    for cell in written:
        assert read_day(cell, TODAY) == day


@given(LATE_DAYS)
def test_two_figures_of_a_year_are_the_last_such_year(day: date) -> None:
    assert read_day(f"{day:%d/%m/%y}", TODAY) == day
    assert read_day(f"{day:%d-%b-%y}", TODAY) == day


def test_the_day_comes_before_the_month() -> None:
    assert read_day("3/5/1983", TODAY) == date(1983, 5, 3)


@pytest.mark.parametrize("cell", ["", " ", "N/K", "unknown", "-"])
def test_nothing_said_is_no_day(cell: str) -> None:
    assert read_day(cell, TODAY) is None


@pytest.mark.parametrize(
    "cell",
    [
        "31/4/1983",
        "5/13/1983",
        "soon",
        "2007",
        2007.0,
        "1/1/1850",
        "1/5/2025",
        0.0,
        10.0**9,
        float("nan"),
        "123456",
    ],
)
def test_what_is_no_day_is_said_to_be_none(cell: str | float) -> None:
    with pytest.raises(CellNotUnderstood):
        read_day(cell, TODAY)


@given(st.one_of(st.text(max_size=20), st.floats(), st.dates()))
def test_any_cell_is_a_day_or_a_sentence(cell: str | float | date) -> None:
    try:
        day = read_day(cell, TODAY)
    except CellNotUnderstood as fault:
        told = str(fault)
    else:
        told = "." if day is None or EARLIEST <= day <= TODAY else ""
    assert told.endswith(".")


def test_a_day_after_the_last_is_refused() -> None:
    with pytest.raises(CellNotUnderstood, match="still to come"):
        read_day(TODAY + timedelta(days=1), TODAY)


@pytest.mark.parametrize(
    ("full", "given", "family"),
    [
        ("John Example", "John", "Example"),
        ("EXAMPLE, John Paul", "John Paul", "Example"),
        ("EXAMPLE John", "John", "Example"),
        ("EXAMPLE-SAMPLE John", "John", "Example-Sample"),
        ("Mr. John Example", "John", "Example"),
        ("JOHN EXAMPLE", "John", "Example"),
        ("o'example, sean", "Sean", "O'Example"),
        ("O\u2019EXAMPLE, SEAN", "Sean", "O\u2019Example"),
        ("MCSAMPLE, IAN", "Ian", "McSample"),
        ("van der Sample, Jan", "Jan", "van der Sample"),
        ("Sample", "", "Sample"),
        ("SAMPLÉ, Zoë", "Zoë", "Samplé"),
    ],
)
def test_a_name_is_divided_as_it_was_meant(full: str, given: str, family: str) -> None:
    assert read_name(full) == Named(given, family)


def test_two_cells_are_believed() -> None:
    assert read_name("ignored", "Mary Ann", "de Sample") == Named("Mary Ann", "de Sample")
    with pytest.raises(CellNotUnderstood, match="family name"):
        read_name("")


@given(st.text(max_size=150))
def test_any_cell_is_a_name_or_a_sentence(full: str) -> None:
    try:
        named = read_name(full)
    except CellNotUnderstood:
        return
    assert named.family.strip() == named.family != ""
    letters = "".join(sorted(named.full.casefold().replace(" ", "")))
    assert set(letters) <= set(full.casefold()) | set(full.lower())


@pytest.mark.parametrize(
    ("cell", "aliases"),
    [
        ("Spike; Jonno", ("Spike", "Jonno")),
        ("SPIKE / JONNO", ("Spike", "Jonno")),
        ('"Spike" aka Jonno', ("Spike", "Jonno")),
        ("Spike; Spike", ("Spike",)),
        ("", ()),
    ],
)
def test_aliases_are_told_apart(cell: str, aliases: tuple[str, ...]) -> None:
    assert read_aliases(cell) == aliases


def test_words_of_the_scheme_are_known_however_spelt() -> None:
    assert [read_sex(cell) for cell in ("M", "female", "", "Not Known")] == [
        "male",
        "female",
        None,
        "not_known",
    ]
    assert read_strand("P&D") == read_strand("Prevent & Deter") == "prevent_and_deter"
    assert read_strand("C&C") == read_strand("Catch and Convict") == "catch_and_convict"
    assert read_colour("AMBER") == "amber"
    assert (read_left("De-selected"), read_left("active"), read_left("")) == (True, False, None)
    for read in (read_sex, read_strand, read_colour, read_left):
        with pytest.raises(CellNotUnderstood):
            read("something else")

"""Whatever is held, a file holds text only, is read without mapping, and says the same again."""

import csv
import io
import zipfile
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from popo.imports.exporting import (
    COLUMNS,
    HEADINGS,
    Entry,
    FileFormat,
    Part,
    cells_of,
    columns_for,
    file_name,
    headings_for,
    title_of,
)
from popo.imports.files import written
from popo.imports.kinds import ListKind, columns_of
from popo.imports.mapping import Column, find_headings, guess
from popo.imports.reading import ReadRow, read_row, scheme_reference
from popo.imports.tables import Line, open_table
from popo.people.identifiers import IdentifierKind
from popo.people.matching.normalise import parts

TODAY = date(2024, 4, 30)
EVERYTHING = frozenset(Part)
TITLE = title_of("OFFICIAL-SENSITIVE", "Sam, Police", "30 April 2024", "14 May 2024")
FORMULAS = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(1)")
WORDS = st.one_of(
    st.text(max_size=30).filter(lambda text: "\ud800" not in text),
    st.sampled_from([*FORMULAS, "Court", "Name", "Active", "nfa", "a;b", 'say "so"', "Mobile"]),
)
ENTRIES = st.builds(
    Entry,
    reference=st.from_regex(r"LUT-[0-9]{4}", fullmatch=True),
    given=WORDS,
    family=WORDS,
    aliases=st.lists(WORDS, max_size=3).map(tuple),
    born=st.one_of(st.none(), st.dates(date(1930, 1, 1), date(2015, 1, 1))),
    sex=st.sampled_from(["male", "female", "not_known"]),
    numbers=st.dictionaries(st.sampled_from(list(IdentifierKind)), WORDS, max_size=3),
    address=WORDS,
    postcode=WORDS,
    has_no_abode=st.booleans(),
    phone=WORDS,
    strand=st.sampled_from(["Catch and Convict", ""]),
    leads=st.lists(WORDS, max_size=2).map(tuple),
    selected_on=st.one_of(st.none(), st.dates(date(2005, 1, 1), TODAY)),
    colour=st.sampled_from(["red", "amber", "green", "custody", ""]),
)
ASKED = st.sets(st.sampled_from(list(Part)), min_size=1)


def lines(content: bytes) -> list[Line]:
    return list(open_table(io.BytesIO(content)).lines())


def read_back(content: bytes) -> tuple[list[ReadRow], Mapping[int, Column]]:
    found = lines(content)
    headings = find_headings(found)
    mapping = guess(headings.names, columns_of(ListKind.PEOPLE))
    data = [line for line in found if line.number > headings.last]
    return [read_row(ListKind.PEOPLE, one.cells, mapping, TODAY, "LUT") for one in data], mapping


def file_of(entries: list[Entry], asked: set[Part] | frozenset[Part], form: FileFormat) -> bytes:
    rows = [cells_of(entry, asked) for entry in entries]
    return written([[TITLE], headings_for(asked), *rows], form)


def test_every_part_has_columns_and_every_column_a_heading() -> None:
    assert set(COLUMNS) == set(Part)
    held = {column for part in Part for column in COLUMNS[part]} | {Column.SCHEME_REFERENCE}
    assert held == set(HEADINGS)
    assert held <= set(columns_of(ListKind.PEOPLE))


@given(ASKED)
def test_headings_are_guessed_to_the_letter(asked: set[Part]) -> None:
    expected = columns_for(asked)
    assert guess(headings_for(asked), columns_of(ListKind.PEOPLE)) == dict(enumerate(expected))


@given(st.lists(ENTRIES, min_size=1, max_size=4), ASKED, st.sampled_from(list(FileFormat)))
def test_whatever_is_held_the_line_is_read_again(
    entries: list[Entry], asked: set[Part], form: FileFormat
) -> None:
    rows, mapping = read_back(file_of(entries, asked, form))
    assert tuple(mapping.values()) == columns_for(asked)
    assert [row.reference for row in rows] == [entry.reference for entry in entries]


@given(st.lists(ENTRIES, min_size=1, max_size=4), ASKED)
def test_no_cell_of_a_csv_file_is_a_formula(entries: list[Entry], asked: set[Part]) -> None:
    content = file_of(entries, asked, FileFormat.CSV).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline="")))
    assert len(rows) == len(entries) + 2
    for row in rows:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


@given(st.lists(ENTRIES, min_size=1, max_size=3), ASKED)
def test_every_cell_of_a_workbook_is_text_on_one_sheet(
    entries: list[Entry], asked: set[Part]
) -> None:
    content = file_of(entries, asked, FileFormat.XLSX)
    book = load_workbook(io.BytesIO(content))
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible"]
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            assert cell.data_type in {"s", "inlineStr", "n"}
            assert isinstance(cell.value, str | None)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert not any("vba" in name or "external" in name for name in names)
        sheets = [archive.read(name) for name in names if "worksheets/" in name]
        assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


@given(
    st.builds(
        Entry,
        reference=st.just("LUT-0042"),
        given=st.from_regex(r"[A-Z][a-z]{2,8}( [A-Z][a-z]{2,8})?", fullmatch=True),
        family=st.from_regex(r"(O')?[A-Z][a-z]{2,8}(-[A-Z][a-z]{2,8})?", fullmatch=True),
        aliases=st.lists(st.from_regex(r"[A-Z][a-z]{2,8}", fullmatch=True), max_size=3).map(tuple),
        born=st.dates(date(1930, 1, 1), date(2015, 1, 1)),
        phone=st.from_regex(r"(\+44|0)[0-9]{9,10}", fullmatch=True),
    ),
    st.sampled_from(list(FileFormat)),
)
def test_an_honest_line_says_the_same_again(entry: Entry, form: FileFormat) -> None:
    row = read_back(file_of([entry], EVERYTHING, form))[0][0]
    assert not row.problems
    assert parts(row.name) == parts(f"{entry.given} {entry.family}")
    assert row.aliases == tuple(dict.fromkeys(entry.aliases))
    assert (row.born, row.fact(Column.PHONE)) == (entry.born, entry.phone)


@pytest.mark.parametrize("form", list(FileFormat))
def test_the_title_is_marked_and_passed_over(form: FileFormat) -> None:
    found = lines(file_of([Entry("LUT-0042", "Adam", "Example")], EVERYTHING, form))
    said = str(found[0].cells[0])
    assert said.startswith("OFFICIAL-SENSITIVE. Taken away by Sam, Police on 30 April 2024.")
    assert "Destroy by 14 May 2024" in said
    assert find_headings(found).number == 2


def test_a_file_name_tells_nothing_personal() -> None:
    named = file_name("OFFICIAL-SENSITIVE", TODAY, FileFormat.XLSX)
    assert named == "scheme-list-2024-04-30.OFFICIAL-SENSITIVE.xlsx"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("LUT-0042", "LUT-0042"),
        (" lut 0042 ", "LUT-0042"),
        ("LUT-12345", "LUT-12345"),
        ("PPO-0042", ""),
        ("42", ""),
        ("AA/1/24", ""),
        ("LUT-42", ""),
    ],
)
def test_a_reference_is_known_by_its_form(typed: str, found: str) -> None:
    assert scheme_reference(typed, "LUT") == found

"""Files as schemes save them, and as somebody saves them who means harm."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from popo.imports.tables import FileRefused, Line, open_table, open_text, text_of
from popo.imports.tables import workbook as workbooks
from popo.imports.tables.delimited import separator_of


def rows(source: bytes, sheet: str = "") -> list[tuple[Any, ...]]:
    return [line.cells for line in open_table(io.BytesIO(source), sheet).lines()]


def workbook(lines: list[list[Any]], merged: tuple[str, ...] = ()) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for values in lines:
        sheet.append(values)
    for area in merged:
        sheet.merge_cells(area)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def repacked(source: bytes, **parts: bytes) -> bytes:
    """The workbook with these parts added, or put in the place of its own."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source)) as old,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            if info.filename not in parts:
                new.writestr(info.filename, old.read(info))
        for name, content in parts.items():
            new.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_list_is_read_whatever_it_was_saved_as(encoding: str, separator: str) -> None:
    text = f"Name{separator}Fine\r\nBrontë{separator}£50\r\n"
    assert rows(text.encode(encoding)) == [("Name", "Fine"), ("Brontë", "£50")]


def test_a_cell_over_several_lines_keeps_its_line_number() -> None:
    source = io.BytesIO(b'Name,Note\nA,"one\ntwo"\nB,three\n')
    assert [(line.number, line.cells[0]) for line in open_table(source).lines()] == [
        (1, "Name"),
        (2, "A"),
        (4, "B"),
    ]


def test_odd_spaces_and_controls_are_spaces() -> None:
    assert rows("A\u00a0B\x0bC,  x  \n".encode()) == [("A B C", "x")]


def test_a_workbook_gives_days_numbers_and_words() -> None:
    source = workbook(
        [
            ["DOB", "Points"],
            [datetime(1983, 5, 3, tzinfo=None), 12],  # noqa: DTZ001 - workbooks know no zones
            [date(1984, 1, 2), 1.5],
        ]
    )
    assert rows(source) == [("DOB", "Points"), (date(1983, 5, 3), 12.0), (date(1984, 1, 2), 1.5)]
    assert [text_of(cell) for cell in rows(source)[1]] == ["03/05/1983", "12"]


def test_a_merged_cell_stands_in_all_it_covers() -> None:
    source = workbook(
        [["Name", "Dates", None], [None, "On", "Off"], ["A", 1, 2], [None, 3, 4]],
        ("A1:A2", "B1:C1", "A3:A4"),
    )
    assert rows(source) == [
        ("Name", "Dates", "Dates"),
        ("Name", "On", "Off"),
        ("A", 1.0, 2.0),
        ("A", 3.0, 4.0),
    ]


def test_merges_are_found_wherever_the_file_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    source = workbook([["A", None], ["B", None]], ("A1:B1", "A2:B2"))
    for size in range(1, 400, 7):
        monkeypatch.setattr(workbooks, "_CHUNK", size)
        assert rows(source) == [("A", "A"), ("B", "B")]


def test_another_sheet_is_chosen_by_name() -> None:
    book = Workbook()
    book.create_sheet("Former").append(["B"])
    hidden = book.create_sheet("Hidden")
    hidden.sheet_state = "hidden"
    held = io.BytesIO()
    book.save(held)
    table = open_table(io.BytesIO(held.getvalue()), "Former")
    assert table.sheets == ("Sheet", "Former")
    assert [line.cells for line in table.lines()] == [("B",)]
    with pytest.raises(FileRefused, match="no such sheet"):
        open_table(io.BytesIO(held.getvalue()), "Hidden")


def test_lines_can_be_read_again() -> None:
    for source in (b"A\nB\n", workbook([["A"], ["B"]])):
        table = open_table(io.BytesIO(source))
        assert list(table.lines()) == list(table.lines()) == [Line(1, ("A",)), Line(2, ("B",))]


def test_a_pasted_list_is_divided_by_its_tabs() -> None:
    assert [line.cells for line in open_text("Name\tDOB\nA, B\t1/2/1983").lines()] == [
        ("Name", "DOB"),
        ("A, B", "1/2/1983"),
    ]


def test_the_separator_is_what_divides_lines_evenly() -> None:
    assert separator_of("Smith, John;1;2\nJones, Ann, Mary;3;4\n") == ";"
    assert separator_of("one column\nonly\n") == ","


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (b"", "empty"),
        (b"\xff\xfeN\x00", "UTF-16"),
        (b"Name\x00,DOB", "not text"),
        (b"\xd0\xcf\x11\xe0rest", "old Excel format"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04", "damaged"),
        (b"a," * 300 + b"b\n", "more than 200 columns"),
        (b"x" * 10_001 + b"\n", "longer than 10,000"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(source: bytes, sentence: str) -> None:
    with pytest.raises(FileRefused, match=sentence):
        rows(source)


def test_a_workbook_that_could_harm_is_refused_by_what_is_in_it() -> None:
    plain = workbook([["A"]])
    sheet = "xl/worksheets/sheet1.xml"
    bomb = b"<worksheet>" + b" " * (3 << 20) + b"</worksheet>"
    entities = b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData/></worksheet>'
    for parts, sentence in [
        ({"xl/vbaProject.bin": b"x"}, "macros"),
        ({"xl/externalLinks/externalLink1.xml": b"<x/>"}, "other files"),
        ({sheet: bomb}, "unpacks to more"),
        ({sheet: entities}, "words of its own"),
        ({sheet: b"<worksheet><sheet"}, "damaged"),
    ]:
        with pytest.raises(FileRefused, match=sentence):
            rows(repacked(plain, **parts))
    with pytest.raises(FileRefused, match="A2 holds a formula"):
        rows(workbook([["A"], ["=1+1"]]))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("readme.txt", "x")
    with pytest.raises(FileRefused, match="not an Excel workbook"):
        rows(archive.getvalue())


def test_a_sheet_that_says_it_is_small_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_CELLS", 10)
    with pytest.raises(FileRefused, match="more than 10 cells"):
        rows(workbook([["A", "B", "C"]] * 4))


def read_or_refused(source: bytes) -> bool:
    """Whether it was read, or refused with a sentence."""
    try:
        rows(source)
    except FileRefused as refused:
        return refused.message.endswith(".")
    return True


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(source: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\xef\xbb\xbf"):
        assert read_or_refused(start + source)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_a_spoilt_workbook_is_read_or_refused(data: st.DataObject) -> None:
    source = bytearray(workbook([["Name", "DOB"], ["A", date(1983, 5, 3)]]))
    for _ in range(data.draw(st.integers(1, 8))):
        source[data.draw(st.integers(0, len(source) - 1))] = data.draw(st.integers(0, 255))
    assert read_or_refused(bytes(source))


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zs", "Cs"])),
            min_size=1,
            max_size=5,
        ),
        min_size=1,
    )
)
@example([[","]])
@example([[";;;", "a"]])
def test_what_a_spreadsheet_writes_is_read_back(lines: list[list[str]]) -> None:
    quoted = "\n".join(
        ",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines
    )
    read = (
        {line.number: line.cells for line in open_table(io.BytesIO(quoted.encode())).lines()}
        if any(cell for line in lines for cell in line)
        else {}
    )
    for number, line in enumerate(lines, 1):
        kept = list(line)
        while kept and not kept[-1]:
            kept.pop()
        if kept:
            assert read[number] == tuple(kept)

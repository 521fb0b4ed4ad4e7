"""Excel workbooks, read as a stream after the archive was looked through for what harms."""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from popo.imports.tables.cells import MOST_COLUMNS, Cell, Line, tidy, trimmed
from popo.imports.tables.refusal import SAVE_AGAIN, FileRefused

MOST_CELLS = 2_000_000
_MOST_BYTES = 400 << 20
_MOST_RATIO = 200
"""Unpacked to packed: text packs to a fiftieth at most, a bomb to a thousandth."""
_SMALL = 1 << 20
_MOST_PARTS = 2_000
_START = 4096
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MOST_MERGED = 10_000
_STUMBLES = (
    LookupError,
    ValueError,
    TypeError,
    ArithmeticError,
    AttributeError,
    BadZipFile,
    SyntaxError,
    EOFError,
    OSError,
    zlib.error,
    RuntimeError,  # a way of packing that is not known, or a password
)
_MERGED = re.compile(
    rb"<(?:\w{1,20}:)?mergeCell\s[^<>]{0,100}?ref=[\"']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})[\"']"
)
_LONGEST_TAG = 200
_CHUNK = 1 << 20

Merged = dict[int, list[tuple[int, int, int]]]
"""By the first line of each: its last line, its first and its last column."""


def sheets_of(source: BinaryIO) -> list[str]:
    """The names of the sheets that are shown, in their order."""
    look_through(source)
    book = _opened(source)
    try:
        return [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    finally:
        book.close()


def read_workbook(source: BinaryIO, sheet: str) -> Iterator[Line]:
    """Every line of a sheet that is not blank; a merged cell's value stands in all it covers."""
    look_through(source)
    book = _opened(source)
    try:
        chosen = book[sheet]
        chosen.reset_dimensions()  # what a workbook says of its own size is not to be believed
        merged = _merged(source, chosen._worksheet_path)  # noqa: SLF001 - nothing public names it
        yield from _lines(chosen, merged)
    except _STUMBLES as fault:
        raise _damaged() from fault
    finally:
        book.close()


def look_through(source: BinaryIO) -> None:
    """Refuses macros, links to other files, passwords and what unpacks to more than it should."""
    source.seek(0)
    try:
        with ZipFile(source) as archive:
            _check_parts(archive.infolist())
            _check_starts(archive)
    except _STUMBLES:
        raise _damaged() from None
    source.seek(0)


def _check_parts(parts: list[ZipInfo]) -> None:
    names = {part.filename.lower() for part in parts}
    if "xl/workbook.xml" not in names:
        raise FileRefused(f"The file is an archive, not an Excel workbook. {SAVE_AGAIN}")
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefused(f"The workbook is locked with a password. {SAVE_AGAIN}")
    if any("vbaproject" in name for name in names):
        raise FileRefused(f"The workbook holds macros. {SAVE_AGAIN}")
    if any(name.startswith("xl/externallinks/") for name in names):
        raise FileRefused(
            "The workbook takes cells from other files. Copy its values to a new workbook "
            "(Paste special, Values) and choose that."
        )
    swollen = any(
        part.file_size > _SMALL and part.file_size > part.compress_size * _MOST_RATIO
        for part in parts
    )
    too_big = sum(part.file_size for part in parts) > _MOST_BYTES or len(parts) > _MOST_PARTS
    if swollen or too_big:
        raise FileRefused("The workbook unpacks to more than is taken. Divide it, or save as CSV.")


def _check_starts(archive: ZipFile) -> None:
    """The parser resolves no file and stops words that grow; an honest workbook defines none."""
    for part in archive.infolist():
        with archive.open(part) as held:
            start = held.read(_START)
        if b"<!DOCTYPE" in start or start.startswith(_UTF16):
            raise FileRefused(f"The workbook defines words of its own. {SAVE_AGAIN}")


def _opened(source: BinaryIO) -> Any:
    source.seek(0)
    try:
        return load_workbook(source, read_only=True, data_only=False, keep_links=False)
    except Exception as fault:  # openpyxl gives up with whatever it stumbled over
        raise _damaged() from fault


def _damaged() -> FileRefused:
    return FileRefused(f"The workbook is damaged and cannot be read. {SAVE_AGAIN}")


def _merged(source: BinaryIO, path: str) -> Merged:
    """Where cells are merged; a sheet says so after its last line, so all of it is passed over."""
    found: Merged = defaultdict(list)
    source.seek(0)
    with ZipFile(source) as archive, archive.open(path.lstrip("/")) as sheet:
        before = b""
        while chunk := sheet.read(_CHUNK):
            for match in _MERGED.finditer(before + chunk):
                _note(found, match[1].decode())
            before = (before + chunk)[-_LONGEST_TAG:]
    source.seek(0)
    return found


def _note(found: Merged, area: str) -> None:
    left, top, right, bottom = range_boundaries(area)
    if left is None or top is None or right is None or bottom is None:
        return
    found[top].append((bottom, left, right))
    if len(found) > _MOST_MERGED:
        raise FileRefused(f"More than {_MOST_MERGED:,} cells are merged. Unmerge them.")


def _lines(sheet: Any, merged: Merged) -> Iterator[Line]:
    running: list[tuple[int, int, int, Cell]] = []
    seen = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        seen += len(row)
        if seen > MOST_CELLS:
            raise FileRefused(
                f"The sheet has more than {MOST_CELLS:,} cells. Delete the empty rows and columns "
                "at its end, or save it as CSV."
            )
        cells = [_cell(number, place, cell) for place, cell in enumerate(row, start=1)]
        running = [one for one in running if one[0] >= number]
        for bottom, left, right in merged.get(number, ()):
            if left <= len(cells):
                last = min(right, MOST_COLUMNS)
                running.append((bottom, left, last, cells[left - 1]))
        _spread(cells, running)
        line = Line(number, trimmed(cells))
        if len(line.cells) > MOST_COLUMNS:
            raise FileRefused.at_line(number, f"more than {MOST_COLUMNS} columns. {SAVE_AGAIN}")
        if not line.is_blank:
            yield line


def _spread(cells: list[Cell], running: list[tuple[int, int, int, Cell]]) -> None:
    for _, left, right, value in running:
        cells += [""] * (right - len(cells))
        cells[left - 1 : right] = [value] * (right - left + 1)


def _cell(number: int, place: int, cell: Any) -> Cell:
    if cell.data_type == "f":
        raise FileRefused(
            f"Cell {get_column_letter(place)}{number} holds a formula. Copy the values to a new "
            "workbook (Paste special, Values) and choose that."
        )
    return "" if cell.data_type == "e" else tidy(cell.value, number)

"""Rows of cells as a file to keep: every cell is text, and none is taken for a formula."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from popo.imports.exporting import FileFormat
from popo.reports.files import harmless

MEDIA_TYPES = {
    FileFormat.CSV: "text/csv",
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_TEXT = "@"
_WIDTH = 18


def written(rows: Sequence[Sequence[str]], file_format: FileFormat) -> bytes:
    """`rows`: the title, the headings, then the lines."""
    safe = [[harmless(cell) for cell in row] for row in rows]
    return _as_csv(safe) if file_format is FileFormat.CSV else _as_workbook(safe)


def _as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return ("\ufeff" + text.getvalue()).encode()


def _as_workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """One sheet, shown; who made it is not said in its properties."""
    book = Workbook(write_only=True)
    book.properties.creator = "The scheme"
    sheet = book.create_sheet("List")
    for place in range(max(map(len, rows), default=0)):
        sheet.column_dimensions[_letter(place)].width = _WIDTH
    for row in rows:
        sheet.append([_cell(sheet, text) for text in row])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.number_format = _TEXT
    return cell


def _letter(place: int) -> str:
    """At most 26 columns."""
    return chr(ord("A") + place)

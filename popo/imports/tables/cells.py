"""What stands in a cell: words, a number or a day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from popo.imports.tables.refusal import FileRefused

Cell = str | float | date
"""Empty is the empty string. A number may be a day that a spreadsheet counts in days."""

LONGEST_CELL = 10_000
MOST_COLUMNS = 200
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MADE_HARMLESS = re.compile(r"^'(?=[=+\-@])")
"""What our own lists, like spreadsheets, write before text that would be taken for a formula."""
_SPACES = re.compile(r"[ \t\u00a0\u2007\u202f]+")


@dataclass(frozen=True)
class Line:
    """One line of the table; `number` is what the spreadsheet shows beside it."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_blank(self) -> bool:
        return all(cell == "" for cell in self.cells)


def text_of(cell: Cell) -> str:
    """As it is shown: a whole number has no fraction, a day is written 13/03/2007."""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return cell


def tidy(value: Any, line: int) -> Cell:
    """A cell of what a workbook or a text file held; an odd space is a space."""
    match value:
        case datetime():
            return value.date()
        case date():
            return value
        case bool():
            text = "Yes" if value else "No"
        case int() | float():
            return float(value)
        case time():
            text = f"{value:%H:%M}"
        case _:
            text = "" if value is None else str(value)
    return _tidy_text(text, line)


def trimmed(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Without the empty cells at the end, which spreadsheets leave behind."""
    last = max((place for place, cell in enumerate(cells, 1) if cell != ""), default=0)
    return tuple(cells[:last])


def _tidy_text(text: str, line: int) -> str:
    if len(text) > LONGEST_CELL:
        raise FileRefused.at_line(
            line, f"a cell is longer than {LONGEST_CELL:,} characters. Shorten it and try again."
        )
    kept = _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _MADE_HARMLESS.sub("", _SPACES.sub(" ", kept).strip(), count=1)

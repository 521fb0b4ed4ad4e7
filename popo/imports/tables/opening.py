"""Which kind of file it is, by what stands in it, never by its name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from popo.imports.tables.cells import Line
from popo.imports.tables.delimited import read_delimited, read_pasted
from popo.imports.tables.refusal import SAVE_AGAIN, FileRefused
from popo.imports.tables.workbook import read_workbook, sheets_of

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_PDF = b"%PDF"
MOST_BYTES = 200 << 20


@dataclass(frozen=True)
class Table:
    """`lines` reads from the beginning each time it is called. `sheets`: empty for a text file."""

    lines: Callable[[], Iterator[Line]]
    sheets: tuple[str, ...] = ()
    sheet: str = ""


def open_table(source: BinaryIO, sheet: str = "") -> Table:
    """`source` must be seekable and stay open. `sheet`: of a workbook, else the first shown.

    Raises FileRefused, here or while lines are read.
    """
    start, size = _looked_at(source)
    if not size:
        raise FileRefused("The file is empty. Choose another.")
    if size > MOST_BYTES:
        raise FileRefused(f"The file is larger than {MOST_BYTES >> 20} MB. Divide it.")
    if start.startswith(_OLD_OFFICE):
        raise FileRefused(
            f"The file is in the old Excel format, or locked with a password. {SAVE_AGAIN}"
        )
    if start.startswith(_PDF):
        raise FileRefused(f"The file is a PDF. {SAVE_AGAIN}")
    if start.startswith(_ZIP):
        return _workbook(source, sheet)
    return Table(partial(read_delimited, source))


def open_text(pasted: str) -> Table:
    """A list pasted from another screen."""
    return Table(partial(read_pasted, pasted))


def _workbook(source: BinaryIO, sheet: str) -> Table:
    sheets = sheets_of(source)
    if not sheets:
        raise FileRefused(f"The workbook shows no sheet. {SAVE_AGAIN}")
    if sheet and sheet not in sheets:
        raise FileRefused("The workbook has no such sheet. Choose one of those shown.")
    chosen = sheet or sheets[0]
    return Table(partial(read_workbook, source, chosen), tuple(sheets), chosen)


def _looked_at(source: BinaryIO) -> tuple[bytes, int]:
    source.seek(0)
    start = source.read(8)
    size = source.seek(0, 2)
    source.seek(0)
    return start, size

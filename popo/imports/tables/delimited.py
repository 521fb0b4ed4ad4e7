"""CSV and pasted lists: the encoding and the separator are settled first, then lines are read."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from popo.imports.tables.cells import LONGEST_CELL, MOST_COLUMNS, Line, tidy, trimmed
from popo.imports.tables.refusal import SAVE_AGAIN, FileRefused

_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_SEPARATORS = ",;\t|"
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def encoding_of(source: BinaryIO) -> str:
    """UTF-8, or Windows-1252 where it is not that; rewinds `source`. Refuses what is no text."""
    source.seek(0)
    decoder, encoding = codecs.getincrementaldecoder("utf-8")("strict"), "utf-8-sig"
    first = True
    while chunk := source.read(_CHUNK):
        if first and chunk.startswith(_UTF16):
            raise FileRefused(f"The file is in UTF-16. {SAVE_AGAIN}")
        if b"\0" in chunk:
            raise FileRefused(f"The file is not text. {SAVE_AGAIN}")
        encoding = _still(decoder, chunk) if encoding == "utf-8-sig" else encoding
        first = False
    if first:
        raise FileRefused("The file is empty. Choose another.")
    if encoding == "utf-8-sig" and not _ends_well(decoder):
        encoding = "cp1252"
    source.seek(0)
    return encoding


def _still(decoder: codecs.IncrementalDecoder, chunk: bytes) -> str:
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _ends_well(decoder: codecs.IncrementalDecoder) -> bool:
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def read_delimited(source: BinaryIO) -> Iterator[Line]:
    """Every line that is not blank; memory does not grow with the file."""
    encoding = encoding_of(source)
    # Windows-1252 leaves five bytes without a meaning: such a letter becomes a question mark
    text = io.TextIOWrapper(source, encoding=encoding, errors="replace", newline="")
    try:
        separator = separator_of(text.read(_SAMPLE))
        text.seek(0)
        yield from _lines(csv.reader(text, delimiter=separator))
    finally:
        text.detach()


def read_pasted(text: str) -> Iterator[Line]:
    """A list pasted from another screen."""
    if not text.strip():
        raise FileRefused("Paste the list, with its line of headings.")
    return _lines(
        csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator_of(text))
    )


def separator_of(sample: str) -> str:
    """The one that divides the first lines most evenly: a comma where none does.

    What stands between quotation marks divides nothing.
    """
    lines = [line for line in _QUOTED.sub("x", sample).splitlines()[:20] if line.strip()]
    return max(_SEPARATORS, key=lambda mark: (_evenness(mark, lines), mark == ","))


def _evenness(mark: str, lines: Iterable[str]) -> int:
    """Of how many lines have the same number of this mark, with a mark at all, times that."""
    counts = Counter(line.count(mark) for line in lines)
    return max((times * min(number, 5) for number, times in counts.items() if number), default=0)


def _lines(reader: Iterator[list[str]]) -> Iterator[Line]:
    rows = _Rows(reader)
    for values in rows:
        number = rows.line
        if len(values) > MOST_COLUMNS:
            raise FileRefused.at_line(number, f"more than {MOST_COLUMNS} columns. {SAVE_AGAIN}")
        line = Line(number, trimmed([tidy(value, number) for value in values]))
        if not line.is_blank:
            yield line


class _Rows:
    """Rows with the line each begins on: a cell in quotation marks may run over several."""

    def __init__(self, reader: Iterator[list[str]]) -> None:
        self._reader = reader
        self.line = 0

    def __iter__(self) -> Iterator[list[str]]:
        before = 0
        while True:
            try:
                values = next(self._reader)
            except StopIteration:
                return
            except csv.Error:
                raise FileRefused.at_line(
                    before + 1,
                    "a quotation mark is not closed, or a cell is longer than "
                    f"{LONGEST_CELL:,} characters. {SAVE_AGAIN}",
                ) from None
            self.line = before + 1
            before = getattr(self._reader, "line_num", before + 1)
            yield values

"""Bytes to rows: the encoding is settled first, then the file is read line by line.

A police file never has a line break inside a value, so a line is a row. That keeps line numbers
exact, catches an unclosed quote on its own line, and bounds the memory a row can take.
"""

import codecs
import csv
import hashlib
import io
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from popo.crime.refusal import FileRefused

CHUNK_BYTES = 1 << 20
LONGEST_LINE = 10_000

SAVE_AS_CSV = "Save it as CSV in UTF-8 and import it again."
DOWNLOAD_AGAIN = "Download it again from data.police.uk."

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ZIP_MARK = b"PK\x03\x04"  # spreadsheets are zip archives too
_NULL = re.compile(rb"\0")
_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NOT_WINDOWS_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


class Row(NamedTuple):
    line: int
    values: list[str]


@dataclass(frozen=True)
class Examined:
    """What a first pass over the bytes settles."""

    digest: str  # SHA-256 of the content, hexadecimal
    encoding: str


def examine(source: BinaryIO) -> Examined:
    """Reads the whole of a seekable `source` once, refusing what is not text, and rewinds it."""
    source.seek(0)
    digest = hashlib.sha256()
    check = _EncodingCheck()
    while chunk := source.read(CHUNK_BYTES):
        digest.update(chunk)
        check.take(chunk)
    encoding = check.finish()
    source.seek(0)
    return Examined(digest=digest.hexdigest(), encoding=encoding)


class _EncodingCheck:
    """UTF-8 as long as it can be; Windows-1252 from the first byte that says otherwise."""

    def __init__(self) -> None:
        self._utf8 = codecs.getincrementaldecoder("utf-8")("strict")
        self._is_utf8 = True
        self._all_ascii = True
        self._lines = 0
        self._empty = True

    def take(self, chunk: bytes) -> None:
        if self._empty:
            _refuse_other_formats(chunk)
            self._empty = False
        self._refuse_binary(chunk)
        if self._is_utf8:
            self._decode(chunk)
        else:
            self._refuse_not_windows(chunk)
        self._lines += chunk.count(b"\n")

    def finish(self) -> str:
        if self._empty:
            raise FileRefused(f"The file is empty. {DOWNLOAD_AGAIN}")
        if self._is_utf8:
            self._decode(b"", final=True)
        return "utf-8-sig" if self._is_utf8 else "cp1252"

    def _decode(self, chunk: bytes, *, final: bool = False) -> None:
        try:
            text = self._utf8.decode(chunk, final)
        except UnicodeDecodeError as error:
            before = error.object[: error.start]
            if not (self._all_ascii and before.isascii()):
                line = self._lines + before.count(b"\n") + 1
                raise FileRefused.at_line(
                    line, f"the text changes from UTF-8 to another encoding. {DOWNLOAD_AGAIN}"
                ) from None
            self._refuse_not_windows(error.object)
            self._is_utf8 = False
        else:
            self._all_ascii = self._all_ascii and text.isascii()

    def _refuse_binary(self, chunk: bytes) -> None:
        self._refuse_bytes(_NULL, chunk, "a null byte, so the file is not text in UTF-8")
        self._refuse_bytes(_CONTROL, chunk, "a control character, so the file is not text")

    def _refuse_not_windows(self, chunk: bytes) -> None:
        self._refuse_bytes(_NOT_WINDOWS_1252, chunk, "a byte that is not text")

    def _refuse_bytes(self, unwanted: re.Pattern[bytes], chunk: bytes, found: str) -> None:
        if at := unwanted.search(chunk):
            line = self._lines + chunk[: at.start()].count(b"\n") + 1
            raise FileRefused.at_line(line, f"{found}. {SAVE_AS_CSV}")


def _refuse_other_formats(start: bytes) -> None:
    if start.startswith(_UTF16_MARKS):
        raise FileRefused(f"The file is in UTF-16. {SAVE_AS_CSV}")
    if start.startswith(_ZIP_MARK):
        raise FileRefused(
            "The file is a zip archive or a spreadsheet. Take the CSV file out of the archive, "
            "or save the sheet as CSV in UTF-8, and import that."
        )


def read_rows(source: BinaryIO, encoding: str) -> Generator[Row, None, None]:
    """The header and then every row, values stripped; blank lines are passed over.

    Every row has as many values as the header, or the file is refused.
    """
    text = io.TextIOWrapper(source, encoding=encoding, newline="")
    columns: int | None = None
    try:
        for line, written in enumerate(_lines(text), start=1):
            if not written.strip():
                continue
            values = _split(line, written)
            columns = columns or len(values)
            if len(values) != columns:
                raise FileRefused.at_line(
                    line,
                    f"the number of columns is {len(values)} where the header has {columns}, "
                    f"so the row is torn. {DOWNLOAD_AGAIN}",
                )
            yield Row(line, values)
    finally:
        text.detach()


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    line = 0
    while written := text.readline(LONGEST_LINE + 1):
        line += 1
        if len(written) > LONGEST_LINE:
            raise FileRefused.at_line(
                line, f"longer than {LONGEST_LINE:,} characters. {DOWNLOAD_AGAIN}"
            )
        yield written.rstrip("\r\n")


def _split(line: int, written: str) -> list[str]:
    try:
        (values,) = csv.reader((written,), strict=True)
    except csv.Error:
        raise FileRefused.at_line(
            line, f"a quotation mark is not closed, so the row is torn. {DOWNLOAD_AGAIN}"
        ) from None
    return [value.strip() for value in values]

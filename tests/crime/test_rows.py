"""What the first pass over the bytes settles."""

import io
from contextlib import suppress
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from popo.crime import rows
from popo.crime.refusal import FileRefused
from popo.crime.rows import examine

PIECES = [b"a", b"\n", "£".encode(), "€".encode(), b"\xa3", b"\xe2", b"\x81", b"\xc2"]


def _encoding(content: bytes, chunk: int) -> str:
    with patch.object(rows, "CHUNK_BYTES", chunk):
        return examine(io.BytesIO(content)).encoding


@pytest.mark.parametrize("chunk", range(1, 9))
@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("5 € for £4".encode(), "utf-8-sig"),
        ("5 € for £4".encode("cp1252"), "cp1252"),
        (b"plain", "utf-8-sig"),
    ],
)
def test_encoding_is_settled_wherever_a_chunk_of_reading_ends(
    content: bytes, encoding: str, chunk: int
) -> None:
    assert _encoding(content, chunk) == encoding


@given(st.lists(st.sampled_from(PIECES), min_size=1).map(b"".join), st.integers(1, 12))
@example(b"\xe2\x81", 4)
def test_settled_encoding_reads_every_byte(content: bytes, chunk: int) -> None:
    with suppress(FileRefused):
        content.decode(_encoding(content, chunk))

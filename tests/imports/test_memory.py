"""A list a hundred times as long takes no more memory."""

import io
import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import AgencyKind
from popo.db import db
from popo.imports.kinds import ListKind
from popo.imports.models import ImportBatch
from popo.imports.services import bringing, sources
from popo.imports.services.checking import look_through
from popo.imports.services.sources import SourceDetails
from popo.imports.tables import open_table
from tests import make

FEW, MANY = 5_000, 500_000
SLACK = 10 << 20
"""Bytes by which the peak may differ; the long list itself is some 20 MB as a file."""


class _Written(io.RawIOBase):
    """A CSV file that is written as it is read, and read twice: itself it takes no memory."""

    def __init__(self, lines: int) -> None:
        self._lines = lines
        self._size = sum(len(line) for line in self._each())
        self._begin()

    def _begin(self) -> None:
        self._at, self._left, self._source = 0, b"", self._each()

    def _each(self) -> Iterator[bytes]:
        yield b"Surname,Forename,DOB,Date of arrest\r\n"
        for number in range(self._lines):
            born = f"{number % 28 + 1:02}/{number % 12 + 1:02}/{1950 + number % 50}"
            yield f"Stranger{number},Some,{born},29/04/2024\r\n".encode()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        if whence == io.SEEK_END:
            self._at = self._size
        else:
            assert offset == 0
            self._begin()
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while len(self._left) < len(buffer):
            more = next(self._source, None)
            if more is None:
                break
            self._left += more
        given, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(given)] = given
        self._at += len(given)
        return len(given)


def _peak(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.fixture
def police(work: None) -> Actor:
    return make.actor(of=make.agency(AgencyKind.POLICE))


def _bring(actor: Actor, lines: int) -> ImportBatch:
    details = SourceDetails(f"Suite {lines}", "Test", None)
    source = sources.add_source(actor, ListKind.ARRESTS, details)
    file = io.BufferedReader(_Written(lines))
    batch = bringing.bring(actor, source, open_table(file), clock.today())
    db.session.flush()
    return batch


def _look(actor: Actor, batch: ImportBatch) -> None:
    source = db.session.get_one(sources.ListSource, batch.source_id)
    bringing.confirm_columns(actor, batch, source, bringing.mapping_of(batch), batch.version)
    db.session.flush()
    done = False
    while not done:
        done = look_through(actor, batch, 8)
        db.session.flush()
        db.session.expire_all()


@pytest.mark.soak
def test_memory_is_flat(police: Actor) -> None:
    short = _peak(lambda: _bring(police, FEW))
    long = _peak(lambda: _bring(police, MANY))
    assert long < short + SLACK, f"{long >> 20} MB against {short >> 20} MB"


@pytest.mark.soak
def test_memory_is_flat_while_a_list_is_looked_through(police: Actor) -> None:
    few, many = _bring(police, FEW), _bring(police, FEW * 10)
    short = _peak(lambda: _look(police, few))
    long = _peak(lambda: _look(police, many))
    assert long < short + SLACK, f"{long >> 20} MB against {short >> 20} MB"

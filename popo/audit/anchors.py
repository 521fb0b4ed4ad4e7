"""Chain heads, appended to a file outside the database: only they show that a tail was removed."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Anchor:
    """The head of a chain as it stood after some commit."""

    chain: int
    sequence: int
    digest: str


class _File:
    path: Path | None = None


def use(path: Path) -> None:
    _File.path = path


def note(session: Session, chain: int, sequence: int, digest: bytes) -> None:
    """Keeps the head this work is about to commit, to be appended once it has."""
    session.info["trail_head"] = Anchor(chain, sequence, digest.hex())


def forget(session: Session) -> None:
    """The work was undone: its head never stood."""
    session.info.pop("trail_head", None)


def append_head(session: Session) -> None:
    """Appends the head that has just been committed, if this work had one."""
    anchor: Anchor | None = session.info.pop("trail_head", None)
    if anchor is None or _File.path is None:
        return
    line = json.dumps([anchor.chain, anchor.sequence, anchor.digest]) + "\n"
    opened = os.open(_File.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(opened, line.encode())  # one write, so that workers' lines never mix
    finally:
        os.close(opened)


def read() -> Iterator[Anchor]:
    """Every anchor kept; a torn last line, from a power cut, is passed over."""
    if _File.path is None or not _File.path.exists():
        return
    with _File.path.open() as file:
        for line in file:
            if line.endswith("\n"):
                yield Anchor(*json.loads(line))

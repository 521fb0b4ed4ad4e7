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
    opened = os.open(_File.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        if _is_torn(opened):
            line = f"\n{line}"
        os.write(opened, line.encode())  # one write, so that workers' lines never mix
    finally:
        os.close(opened)


def _is_torn(opened: int) -> bool:
    """Whether a power cut or a full disk left the last line without its end."""
    size = os.fstat(opened).st_size
    return size > 0 and os.pread(opened, 1, size - 1) != b"\n"


def read() -> Iterator[Anchor]:
    """Every anchor kept; a torn line is passed over."""
    if _File.path is None or not _File.path.exists():
        return
    with _File.path.open() as file:
        for line in file:
            if line.endswith("]\n") and line.startswith("["):
                yield Anchor(*json.loads(line))

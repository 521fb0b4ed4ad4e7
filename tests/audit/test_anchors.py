"""The file of heads outside the database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from popo.audit import anchors
from popo.audit.anchors import Anchor
from popo.db import db

HEAD = b"\x01" * 32


@pytest.fixture
def heads(work: None, app: Flask, tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "heads.jsonl"
    anchors.use(path)
    yield path
    anchors.use(app.config["TRAIL_FILE"])


def _append(sequence: int) -> None:
    anchors.note(db.session(), 1, sequence, HEAD)
    anchors.append_head(db.session())


def test_heads_are_appended_and_read_back(heads: Path) -> None:
    _append(1)
    _append(2)
    assert list(anchors.read()) == [Anchor(1, 1, HEAD.hex()), Anchor(1, 2, HEAD.hex())]
    assert heads.stat().st_mode & 0o777 == 0o600


def test_a_head_is_appended_once(heads: Path) -> None:
    _append(1)
    anchors.append_head(db.session())
    assert len(heads.read_text().splitlines()) == 1


@pytest.mark.parametrize("kept", [1, 10, -1])
def test_a_torn_line_spoils_neither_those_before_nor_those_after(heads: Path, kept: int) -> None:
    _append(1)
    whole = heads.read_bytes()
    _append(2)
    second = heads.read_bytes()[len(whole) :]
    heads.write_bytes(whole + second[:kept])
    _append(3)
    sequences = [anchor.sequence for anchor in anchors.read()]
    assert sequences in ([1, 3], [1, 2, 3])  # only its end may have been torn off
    assert (2 in sequences) == (kept == -1)


def test_what_was_undone_leaves_no_head(heads: Path) -> None:
    anchors.note(db.session(), 1, 1, HEAD)
    anchors.forget(db.session())
    anchors.append_head(db.session())
    assert not heads.exists()

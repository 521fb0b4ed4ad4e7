"""Finds the reference collection that lies beside the checkout, or skips the test that wants it."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared(name: str) -> Path:
    """The file `name` of the reference collection; skips where it is absent."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"the reference collection is not beside this checkout: {name}")
    return path

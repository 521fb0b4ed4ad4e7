"""The criteria a new scheme may start from: local defaults, not Home Office text."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "data"


def default_document(kind: str) -> Mapping[str, Any]:
    """The shipped document of this kind: a draft for the partnership to change and adopt."""
    held: Mapping[str, Any] = json.loads((_FOLDER / f"{kind}.json").read_text(encoding="utf-8"))
    return held

"""How one event is linked to the one before it: the same words for writing and for verifying."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from popo import crypto
from popo.keys import keyfile


def link(
    previous: bytes, row: Mapping[str, Any], people: Iterable[UUID], contents: Mapping[UUID, bytes]
) -> bytes:
    """The digest of an event: every column, every person it was about and every sealed content."""
    told = {
        **{name: _plain(value) for name, value in row.items()},
        "people": sorted(str(person) for person in people),
        "contents": sorted([str(key), held.hex()] for key, held in contents.items()),
    }
    canonical = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return crypto.link(keyfile.in_use().trail, previous, canonical.encode())


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    if isinstance(value, UUID):
        return str(value)
    return value

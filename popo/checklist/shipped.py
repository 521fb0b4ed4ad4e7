"""The checklist shipped with the program, as its file says it. No database."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from popo.checklist.kinds import Frequency, Live, Workstream

_FILE = Path(__file__).parent / "data" / "checklist.json"


@dataclass(frozen=True)
class ShippedItem:
    """`strands` are strands by name; none of them means all."""

    number: int
    words: str
    strands: Sequence[str]
    workstream: Workstream
    frequency: Frequency
    live: Live | None


@dataclass(frozen=True)
class Shipped:
    title: str
    source: str
    items: Sequence[ShippedItem]


@cache
def shipped() -> Shipped:
    held = json.loads(_FILE.read_text(encoding="utf-8"))
    items = tuple(
        ShippedItem(
            number=item["number"],
            words=item["words"],
            strands=tuple(item["strands"]),
            workstream=Workstream(item["workstream"]),
            frequency=Frequency(item["frequency"]),
            live=Live(item["live"]) if item["live"] else None,
        )
        for item in held["items"]
    )
    return Shipped(held["title"], held["source"], items)

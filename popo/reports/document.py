"""The frozen document of a month: how it is put together, digested and compared. No database."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from popo.figures import Figure, Period
from popo.reports.disclosure import Shown, shown

FORMAT = 1

Document = dict[str, Any]
Members = dict[str, list[str]]


@dataclass(frozen=True)
class Compared:
    """Another month as it was published, to stand beside this one."""

    month: str
    number: int
    figures: Mapping[str, Shown]

    def as_dict(self) -> dict[str, Any]:
        return {"month": self.month, "number": self.number, "figures": dict(self.figures)}


def make_document(
    period: Period,
    figures: list[Figure],
    crime: Mapping[str, Any],
    versions: Mapping[str, int],
    before: Compared | None,
    year_before: Compared | None,
    adds_up: list[str],
) -> Document:
    """What the reader gets, small numbers already hidden. `adds_up`: sentences that may print."""
    return {
        "format": FORMAT,
        "program": f"popo {version('popo')}",
        "measures": dict(versions),
        "month": f"{period.first:%Y-%m}",
        "as_at": period.day.isoformat(),
        "figures": shown(figures),
        "before": before.as_dict() if before else None,
        "year_before": year_before.as_dict() if year_before else None,
        "adds_up": adds_up,
        "crime": dict(crime),
    }


def members_of(figures: list[Figure]) -> Members:
    """The keys of the records each figure counted, by name of the figure."""
    return {figure.name: list(figure.members) for figure in figures if figure.members is not None}


def counts_of(document: Document, members: Members) -> dict[str, int]:
    """Every number as it is, none hidden; only for those who prepare the update.

    A figure without a list of what it counted is never hidden.
    """
    figures = document["figures"]
    printed = {name: value for name, value in figures.items() if isinstance(value, int)}
    return printed | {name: len(keys) for name, keys in members.items()}


def canonical(value: object) -> bytes:
    """The one way these facts can be written as JSON."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def digest_of(
    number: int,
    document: Document,
    members: Members,
    narrative: Mapping[str, str],
    restates_because: str | None,
) -> str:
    """The SHA-256, in hexadecimal, of everything a version says and counted."""
    held = {
        "number": number,
        "document": document,
        "members": members,
        "narrative": dict(narrative),
        "restates_because": restates_because,
    }
    return sha256(canonical(held)).hexdigest()


@dataclass(frozen=True)
class Difference:
    """A line on which the frozen document and the facts of today disagree."""

    line: str
    frozen: Any
    now: Any
    records_gone: int = 0
    records_new: int = 0


def differences(
    frozen: Document, frozen_members: Members, now: Document, now_members: Members
) -> list[Difference]:
    """Line by line; a figure that counts other records than it did differs, though it be equal."""
    held, found = dict(_lines(frozen)), dict(_lines(now))
    return [
        difference
        for line in [*held, *(line for line in found if line not in held)]
        if (difference := _difference(line, held, found, frozen_members, now_members)) is not None
    ]


def _difference(
    line: str,
    held: Mapping[str, Any],
    found: Mapping[str, Any],
    frozen_members: Members,
    now_members: Members,
) -> Difference | None:
    was, is_now = set(frozen_members.get(line, ())), set(now_members.get(line, ()))
    if held.get(line) == found.get(line) and was == is_now:
        return None
    gone, new = len(was - is_now), len(is_now - was)
    return Difference(line, held.get(line), found.get(line), gone, new)


def _lines(document: Document) -> Iterator[tuple[str, Any]]:
    yield from document["figures"].items()
    yield from _flat("crime", document["crime"])


def _flat(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{name}/{key}", inner)
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value, start=1):
            label = _label(inner) or str(number)
            yield from _flat(f"{name}/{label}", inner)
    else:
        yield name, value


def _label(value: Any) -> str:
    """What names an entry of a list of places, groups or comparators."""
    if not isinstance(value, dict):
        return ""
    return str(value.get("place") or value.get("group") or value.get("comparator") or "")

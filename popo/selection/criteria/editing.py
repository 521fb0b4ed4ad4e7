"""Changing one part of a document, and leaving the rest as it is. Nothing here checks it."""

import copy
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

_LONGEST = 40
_OUTSIDE = re.compile(r"[^a-z0-9]+")

Document = dict[str, Any]
Held = Mapping[str, Any]


def with_heading(document: Held, heading: Held) -> Document:
    """`heading` holds facts of the whole by their names in the document."""
    return _copied(document) | dict(heading)


def with_bands(document: Held, bands: Iterable[Held], threshold: int | None) -> Document:
    rising = sorted(bands, key=lambda band: band["least"])
    return _copied(document) | {"bands": _named(rising, "band"), "threshold": threshold}


def with_factor(document: Held, factor: Held, name: str = "") -> Document:
    """The factor of this name said anew; without a name one more, at the end."""
    changed = _copied(document)
    factors = changed["factors"]
    taken = {held["name"] for held in factors}
    named = dict(factor) | {"name": name or short_name(factor["title"], taken, "factor")}
    if "levels" in named:
        named["levels"] = _named(sorted(named["levels"], key=_place), "level")
    if "decay" in named:
        named["decay"] = sorted(named["decay"], key=lambda step: step["after_days"])
    if name:
        changed["factors"] = [named if held["name"] == name else held for held in factors]
    else:
        factors.append(named)
    return changed


def without_factor(document: Held, name: str) -> Document:
    kept = [held for held in document["factors"] if held["name"] != name]
    return _copied(document) | {"factors": copy.deepcopy(kept)}


def with_factor_moved(document: Held, name: str, places: int) -> Document:
    """Up where `places` is negative; no further than the first or last place."""
    changed = _copied(document)
    names = [held["name"] for held in changed["factors"]]
    place = names.index(name)
    factor = changed["factors"].pop(place)
    changed["factors"].insert(max(0, place + places), factor)
    return changed


def short_name(words: str, taken: Iterable[str], what: str) -> str:
    """A name for the machine, made from words; `what` stands before what begins with a figure."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().casefold()
    name = _OUTSIDE.sub("_", plain).strip("_")
    if not name[:1].isalpha():
        name = f"{what}_{name}".strip("_")
    name, others, number = name[: _LONGEST - 3].strip("_"), set(taken), 1
    unique = name
    while unique in others:
        number += 1
        unique = f"{name}_{number}"
    return unique


def _named(lines: Iterable[Held], what: str) -> list[Document]:
    """Each with the name it had, or with one made from its words."""
    held = [dict(line) for line in lines]
    taken = [line["name"] for line in held if line["name"]]
    for line in held:
        if not line["name"]:
            line["name"] = short_name(line["words"], taken, what)
            taken.append(line["name"])
    return held


def _place(level: Held) -> int:
    """Measured levels stand by what reaches them, others by their points."""
    least: int | None = level.get("least")
    points: int = level["points"]
    return points if least is None else least


def _copied(document: Held) -> Document:
    return copy.deepcopy(dict(document))

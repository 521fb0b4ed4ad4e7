"""What the co-ordinator writes beside the figures. It names nobody. No database."""

import re
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from itertools import pairwise

from popo.people.matching.normalise import mac_as_mc, parts

_POSSESSIVE = re.compile(r"['\N{RIGHT SINGLE QUOTATION MARK}]s\b", re.IGNORECASE)
_REFERENCE = re.compile(r"\b[A-Za-z]{2,6}-\d{4,}\b")

_ORDINARY_WORDS = (
    "april august banks best black blue bond bridge brown case church close day field fields "
    "first flood force gates good grant green grey hall hand hill hope house law little long "
    "low main major march may north page park police pool poor post power price prior quick "
    "read reader sales sharp short small south speed spring stand street strong town wall walls "
    "ward waters way wells west white will wise young youth "
)
ORDINARY = frozenset(_ORDINARY_WORDS.split())
"""Surnames that are words a report may use: these count only beside a given name of the person."""


@dataclass(frozen=True)
class Narrative:
    headlines: str = ""
    risks: str = ""
    decisions: str = ""

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


FIELDS = {
    "headlines": "Headlines",
    "risks": "Risks",
    "decisions": "Decisions sought",
}


def has_reference(text: str) -> bool:
    """Whether the text holds something written like a scheme reference."""
    return _REFERENCE.search(text) is not None


def words_of(text: str) -> list[str]:
    """Every word as names are compared: plain letters, lower case, in order."""
    pieces = re.split(r"[\s,;:.!?()\"/]+", _POSSESSIVE.sub("", text))
    return [mac_as_mc(part) for piece in pieces for part in parts(piece)]


def names_somebody(text: str, people: Iterable[tuple[Collection[str], Collection[str]]]) -> bool:
    """Whether a surname of one of these people stands in the text.

    `people`: the parts of the given names and of the surnames of each, as `words_of` writes them.
    """
    words = words_of(text)
    pairs = set(pairwise(words))
    return any(_is_named(set(words), pairs, given, family) for given, family in people)


def _is_named(
    words: set[str],
    pairs: set[tuple[str, str]],
    given: Collection[str],
    family: Collection[str],
) -> bool:
    if any(part in words and part not in ORDINARY for part in family):
        return True
    return any(
        (first, last) in pairs or (last, first) in pairs for first in given for last in family
    )

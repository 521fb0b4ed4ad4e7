"""Names as lists write them: in one cell or two, family name first in capitals or after a comma."""

import re
from dataclasses import dataclass

from popo.imports.values.problem import CellNotUnderstood

_TITLES = re.compile(r"^(?:mr|mrs|miss|ms|master|dr)\.? +", re.IGNORECASE)
_BETWEEN_ALIASES = re.compile(r"[;/\n]| aka | a\.k\.a\.? |(?<=[a-z]), (?=[A-Z])")
_QUOTES = "\"'\u201c\u201d\u2018\u2019"
_PARTICLES = re.compile(r"\b(mc|mac|o['\u2019])([a-z])", re.IGNORECASE)
_LONGEST = 100
_PIECES = 2


@dataclass(frozen=True)
class Named:
    given: str
    family: str

    @property
    def full(self) -> str:
        return f"{self.given} {self.family}".strip()


def read_name(full: str = "", given: str = "", family: str = "") -> Named:
    """From one cell, or from two; all capitals become a capital each.

    In one cell the family name stands before a comma, or in capitals first, else last.
    """
    if not (given.strip() or family.strip()):
        given, family = _divided(_TITLES.sub("", full.strip()))
    named = Named(_cased(_TITLES.sub("", given.strip())), _cased(family.strip()))
    if not named.family:
        raise CellNotUnderstood("Enter a family name.")
    if max(len(named.given), len(named.family)) > _LONGEST:
        raise CellNotUnderstood(f"A name is longer than {_LONGEST} letters.")
    return named


def read_aliases(cell: str) -> tuple[str, ...]:
    """Each once, in their order."""
    found = (part.strip().strip(_QUOTES).strip() for part in _BETWEEN_ALIASES.split(cell))
    return tuple(dict.fromkeys(_cased(part) for part in found if 1 < len(part) <= _LONGEST))


def _divided(full: str) -> tuple[str, str]:
    before, comma, after = full.partition(",")
    if comma:
        return after, before
    words = full.split()
    if len(words) < _PIECES:
        return "", full
    capitals = 0
    while capitals < len(words) and _is_capital(words[capitals]):
        capitals += 1
    if 0 < capitals < len(words):
        return " ".join(words[capitals:]), " ".join(words[:capitals])
    return " ".join(words[:-1]), words[-1]


def _is_capital(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _cased(name: str) -> str:
    """Names written in capitals, or in none, as people write them; any other is left alone."""
    spaced = " ".join(name.split())
    if not (spaced.isupper() or spaced.islower()):
        return spaced
    cased = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), spaced)
    cased = re.sub(r"(?<=[^\W\d_])(['\u2019])S\b", r"\1s", cased)
    return _PARTICLES.sub(_after_particle, cased)


def _after_particle(found: re.Match[str]) -> str:
    start, letter = found[1], found[2]
    if start.lower() == "mac":
        return start + letter  # Mackay and MacKay are both right: nobody can know
    return start + letter.upper()

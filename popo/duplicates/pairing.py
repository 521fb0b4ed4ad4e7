"""How much speaks for two records being one person, in whole per cent, and what does. Pure.

A score only puts pairs in order and decides who is asked about. It is never 100: nothing is
linked, and nothing merged, on a score.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import product
from typing import NamedTuple

from popo.people.identifiers import CHECKED_KINDS, IdentifierKind
from popo.people.matching.dates import DateMatch, compare_dates
from popo.people.matching.names import NameMatcher
from popo.people.matching.ranking import CLOSE_NAME

QUEUED_FROM = 45
"""Per cent: a close name needs a date of birth that nearly agrees, or a number in common."""
MOST = 99
MOST_NAMES = 20
"""Names compared of each record; nobody has more, a pasted list has."""
_EQUAL = 0.999


class Reason(StrEnum):
    """What is kept beside a pair: words of the program, nothing personal."""

    SAME_IDENTIFIER = "same_identifier"
    SAME_LOCAL_NUMBER = "same_local_number"
    SAME_NAME = "same_name"
    CLOSE_NAME = "close_name"
    SAME_BIRTH = "same_birth"
    SWAPPED_BIRTH = "swapped_birth"
    CLOSE_BIRTH = "close_birth"
    SAME_PHONE = "same_phone"
    SAME_ADDRESS = "same_address"
    OTHER_BIRTH = "other_birth"
    OTHER_IDENTIFIER = "other_identifier"
    OTHER_SEX = "other_sex"

    @property
    def points(self) -> int:
        return _POINTS[self]


_POINTS = {
    Reason.SAME_IDENTIFIER: 70,
    Reason.SAME_LOCAL_NUMBER: 20,
    Reason.SAME_NAME: 35,
    Reason.CLOSE_NAME: 28,
    Reason.SAME_BIRTH: 30,
    Reason.SWAPPED_BIRTH: 24,
    Reason.CLOSE_BIRTH: 20,
    Reason.SAME_PHONE: 15,
    Reason.SAME_ADDRESS: 15,
    Reason.OTHER_BIRTH: -20,
    Reason.OTHER_IDENTIFIER: -15,
    Reason.OTHER_SEX: -15,
}
"""Per cent each adds or takes. This scheme's own: against it stand that brothers and sisters share
an address, and that twins share a date of birth too."""

_BIRTH = {
    DateMatch.SAME: Reason.SAME_BIRTH,
    DateMatch.SWAPPED: Reason.SWAPPED_BIRTH,
    DateMatch.ONE_DIGIT: Reason.CLOSE_BIRTH,
    DateMatch.SAME_YEAR: Reason.OTHER_BIRTH,
    DateMatch.DIFFERENT: Reason.OTHER_BIRTH,
}
_ONE_EACH = (IdentifierKind.PNC, IdentifierKind.CRO, IdentifierKind.PRISON_NUMBER)
"""Kinds of which a person has one; two that differ speak against."""

Number = tuple[IdentifierKind, str]


@dataclass(frozen=True)
class Held:
    """What is compared of a record; empty where nothing is held. `sex` is empty where not known."""

    names: tuple[str, ...] = ()
    born: date | None = None
    sex: str = ""
    numbers: frozenset[Number] = frozenset()
    phones: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()


class Found(NamedTuple):
    """A reason, and what it rests on: kinds of numbers, or the two names."""

    reason: Reason
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pairing:
    score: int
    found: tuple[Found, ...]

    @property
    def codes(self) -> list[str]:
        return [one.reason.value for one in self.found]

    @property
    def is_queued(self) -> bool:
        return self.score >= QUEUED_FROM


def compare(first: Held, second: Held) -> Pairing:
    """The same whichever comes first, but for the order of the two names."""
    found = tuple(
        one
        for one in (
            *_numbers(first, second),
            _names(first.names[:MOST_NAMES], second.names[:MOST_NAMES]),
            _births(first.born, second.born),
            _if(first.phones & second.phones, Reason.SAME_PHONE),
            _if(first.addresses & second.addresses, Reason.SAME_ADDRESS),
            _if(first.sex and second.sex and first.sex != second.sex, Reason.OTHER_SEX),
        )
        if one is not None
    )
    return Pairing(_score(found), found)


def shared_numbers(first: Held, second: Held) -> int:
    return len(first.numbers & second.numbers)


def _score(found: Iterable[Found]) -> int:
    reasons = {one.reason for one in found}
    total = sum(reason.points for reason in reasons)
    least = QUEUED_FROM if Reason.SAME_IDENTIFIER in reasons else 0
    return max(least, min(total, MOST))


def _numbers(first: Held, second: Held) -> Iterable[Found | None]:
    shared = {kind for kind, _ in first.numbers & second.numbers}
    national = sorted(kind.value for kind in shared if kind in CHECKED_KINDS)
    local = sorted(kind.value for kind in shared if kind not in CHECKED_KINDS)
    differ = [
        kind.value
        for kind in _ONE_EACH
        if kind not in shared and _has(first, kind) and _has(second, kind)
    ]
    yield _if(national, Reason.SAME_IDENTIFIER, national)
    yield _if(local, Reason.SAME_LOCAL_NUMBER, local)
    yield _if(differ, Reason.OTHER_IDENTIFIER, differ)


def _has(held: Held, kind: IdentifierKind) -> bool:
    return any(one is kind for one, _ in held.numbers)


def _names(first: tuple[str, ...], second: tuple[str, ...]) -> Found | None:
    """By the two that are closest, each asked of the other: nobody knows which was misspelt."""
    asked = {name: NameMatcher(name) for name in {*first, *second}}
    score, pair = 0.0, ("", "")
    for one, other in product(first, second):
        near = max(asked[one].best([other]).score, asked[other].best([one]).score)
        if near > score:
            score, pair = near, (one, other)
    if score >= _EQUAL:
        return Found(Reason.SAME_NAME, pair)
    return Found(Reason.CLOSE_NAME, pair) if score >= CLOSE_NAME else None


def _births(first: date | None, second: date | None) -> Found | None:
    if first is None or second is None:
        return None
    return Found(_BIRTH[compare_dates(first, second)])


def _if(holds: object, reason: Reason, details: Iterable[str] = ()) -> Found | None:
    return Found(reason, tuple(details)) if holds else None

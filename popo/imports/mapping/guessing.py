"""Guesses what each column holds from its heading."""

import re
from collections.abc import Collection, Sequence
from collections.abc import Mapping as Held
from dataclasses import dataclass

from rapidfuzz import fuzz

from popo.imports.mapping.columns import HEADINGS, MANY, Column

_LEAST_LIKE = 86
"""Of 100: one letter wrong in a word of eight is 87."""
_SURE = 100
_NO_WORD = re.compile(r"[^a-z0-9]+")
_SPLIT_CAPITALS = re.compile(r"(?<=[a-z])(?=[A-Z])")

Mapping = Held[int, Column]
"""By the place of the column, from 0."""


@dataclass(frozen=True, order=True)
class _Likeness:
    score: float
    place: int
    column: Column


def guess(headings: Sequence[str], among: Collection[Column] = tuple(Column)) -> dict[int, Column]:
    """What each column most likely holds; a column nothing asked for is like is left out."""
    taken: dict[int, Column] = {}
    for one in sorted(_likenesses(headings), key=lambda one: (-one.score, one.place, one.column)):
        free = one.column in MANY or one.column not in taken.values()
        if one.column in among and one.place not in taken and free:
            taken[one.place] = one.column
    return dict(sorted(taken.items()))


def plain(heading: str) -> str:
    """`D.O.B.`, `DateOfBirth` and `date_of_birth` without capitals and marks."""
    spaced = _SPLIT_CAPITALS.sub(" ", heading)
    return _NO_WORD.sub(" ", spaced.lower().replace("'", "")).strip()


def likeness(heading: str) -> float:
    """How like the heading is to the one it is most like, of 100."""
    return max((one.score for one in _likenesses([heading])), default=0)


def _likenesses(headings: Sequence[str]) -> list[_Likeness]:
    found = []
    for place, heading in enumerate(headings):
        words = plain(heading)
        if not words:
            continue
        for column, known in HEADINGS.items():
            score = max(_score(words, one) for one in known)
            if score >= _LEAST_LIKE:
                found.append(_Likeness(score, place, column))
    return found


def _score(words: str, known: str) -> float:
    if words == known or words.replace(" ", "") == known.replace(" ", ""):
        return _SURE
    if min(len(words), len(known)) <= 4:  # noqa: PLR2004 - short words are alike by chance
        return 0
    return min(fuzz.ratio(words, known), _SURE - 1)

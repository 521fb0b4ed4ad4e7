"""Looks for words in a text as a reader would: capitals, accents and apostrophes aside. Pure."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_AROUND = 80
_SAME = {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-", "\u2013": "-"}


@dataclass(frozen=True)
class Piece:
    """A part of an excerpt; `found` marks what was looked for."""

    text: str
    found: bool = False


def words_of(typed: str) -> list[str]:
    """What is looked for; each must stand in the text, in any order."""
    return list(dict.fromkeys(word for word in _folded(typed)[0].split() if word))


def excerpt(text: str, words: Sequence[str]) -> list[Piece]:
    """What stands around the first word found, marked; empty where any of them is missing."""
    if not _may_hold(text, words):
        return []
    folded, places = _folded(text)
    firsts = [folded.find(word) for word in words]
    if not words or min(firsts) < 0:
        return []
    start, end = _reach(folded, min(firsts))
    spans = sorted(span for word in words for span in _spans(folded, word, start, end))
    pieces, at = [], start
    for begin, stop in spans:
        if begin < at:
            continue  # it overlaps the one before
        pieces += [
            Piece(_cut(text, places, at, begin)),
            Piece(_cut(text, places, begin, stop), True),
        ]
        at = stop
    pieces.append(Piece(_cut(text, places, at, end)))
    whole = [piece for piece in pieces if piece.text]
    before = [Piece("… ")] if start else []
    return [*before, *whole, *([Piece(" …")] if end < len(folded) else [])]


def _may_hold(text: str, words: Sequence[str]) -> bool:
    """Quick, and never wrong where it says no: plain text needs no folding, letter by letter."""
    if not text.isascii():
        return True
    plain = text.lower()
    return all(word in plain for word in words if not any(one.isspace() for one in word))


def _reach(folded: str, first: int) -> tuple[int, int]:
    start, end = max(0, first - _AROUND), min(len(folded), first + 2 * _AROUND)
    if start:
        start = folded.rfind(" ", 0, start) + 1
    if end < len(folded):
        end = folded.find(" ", end) if " " in folded[end:] else len(folded)
    return start, end


def _spans(folded: str, word: str, start: int, end: int) -> list[tuple[int, int]]:
    found, at = [], folded.find(word, start, end)
    while at >= 0:
        found.append((at, at + len(word)))
        at = folded.find(word, at + len(word), end)
    return found


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without capitals, accents and odd apostrophes, and where each letter of it stood."""
    letters, places = [], []
    for place, letter in enumerate(text):
        plain = _SAME.get(letter, letter)
        for one in unicodedata.normalize("NFKD", plain).casefold():
            if not unicodedata.combining(one):
                letters.append(" " if one.isspace() else one)
                places.append(place)
    return "".join(letters), [*places, len(text)]


def _cut(text: str, places: Sequence[int], start: int, end: int) -> str:
    return text[places[start] : places[end]]

"""Three-way merge of what two people made of the same text. Pure.

Texts are merged by the sentence and the line: two changes to one sentence seldom mean what either
writer meant, so there both versions are kept, one after the other, and counted as a clash.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_PIECE = re.compile(r"[^.!?\n]+[.!?]*[ \t]*\n*|[.!?]+[ \t]*\n*|\n+")
_MOST_PIECES = 1000
"""Comparing grows with the square: a longer text is taken as one piece."""


@dataclass(frozen=True)
class Merged:
    """`text` holds everything either wrote; `clashes` counts the places where both did."""

    text: str
    clashes: int = 0


@dataclass(frozen=True, order=True)
class _Edit:
    """Pieces `start` to `end` of the original, `end` left out, became `text`."""

    start: int
    end: int
    is_mine: bool
    text: str

    def meets(self, end: int, other: "_Edit") -> bool:
        """Of edits in order: this one begins before `end`, or inserts where `other` inserts."""
        inserts = self.start == self.end
        return self.start < end or (inserts and (other.start, other.end) == (self.start, self.end))


def merge(original: str, theirs: str, mine: str) -> Merged:
    """What both made of `original`; where both changed the same place, theirs comes first."""
    base = _pieces(original)
    edits = [
        *_edits(base, _pieces(theirs), is_mine=False),
        *_edits(base, _pieces(mine), is_mine=True),
    ]
    parts, at, clashes = [], 0, 0
    for stretch in _stretches(sorted(edits)):
        start, end = stretch[0].start, max(edit.end for edit in stretch)
        text, clash = _settled(base[start:end], start, stretch)
        parts += [*base[at:start], text]
        clashes += clash
        at = end
    return Merged("".join([*parts, *base[at:]]), clashes)


def _pieces(text: str) -> list[str]:
    pieces = _PIECE.findall(text)
    return pieces if len(pieces) <= _MOST_PIECES else [text]


def _edits(base: Sequence[str], changed: Sequence[str], *, is_mine: bool) -> Iterator[_Edit]:
    matcher = SequenceMatcher(None, base, changed, autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind != "equal":
            yield _Edit(start, end, is_mine, "".join(changed[first:last]))


def _stretches(edits: Iterable[_Edit]) -> Iterator[list[_Edit]]:
    """Edits in order, those that overlap together."""
    together: list[_Edit] = []
    for edit in edits:
        if together and not edit.meets(max(one.end for one in together), together[-1]):
            yield together
            together = []
        together.append(edit)
    if together:
        yield together


def _settled(pieces: Sequence[str], start: int, stretch: Sequence[_Edit]) -> tuple[str, bool]:
    """What a stretch of the original comes to, and whether both changed it differently."""
    sides = [[edit for edit in stretch if edit.is_mine is mine] for mine in (False, True)]
    theirs, mine = (_applied(pieces, start, edits) for edits in sides)
    if not all(sides) or theirs == mine:
        return (theirs if sides[0] else mine), False
    return _joined(theirs, mine), True


def _applied(pieces: Sequence[str], start: int, edits: Sequence[_Edit]) -> str:
    parts, at = [], 0
    for edit in edits:
        parts += [*pieces[at : edit.start - start], edit.text]
        at = edit.end - start
    return "".join([*parts, *pieces[at:]])


def _joined(theirs: str, mine: str) -> str:
    apart = "" if not theirs or not mine or theirs[-1].isspace() else "\n"
    return theirs + apart + mine

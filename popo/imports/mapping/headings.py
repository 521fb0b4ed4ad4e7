"""Finds the line or two lines of headings, below whatever title stands above them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from popo.imports.mapping.guessing import likeness
from popo.imports.tables import Line, text_of

_LOOKED_AT = 15
"""Lines from the top among which headings are looked for."""


@dataclass(frozen=True)
class Headings:
    """`number`: the line they begin on, `lines`: one or two. Data begins on the line after."""

    number: int
    lines: int
    names: tuple[str, ...]

    @property
    def last(self) -> int:
        return self.number + self.lines - 1


def find_headings(top: Sequence[Line]) -> Headings:
    """`top`: the first lines. The one with most known headings; the first where none is known."""
    looked_at = list(top[:_LOOKED_AT])
    if not looked_at:
        return Headings(0, 1, ())
    best = max(looked_at, key=lambda line: (_known(line), -line.number))
    place = looked_at.index(best)
    if _says_everything(best):
        return Headings(best.number, 1, tuple(map(text_of, best.cells)))
    above = looked_at[place - 1] if place else None
    below = looked_at[place + 1] if place + 1 < len(looked_at) else None
    if above is not None and above.number == best.number - 1 and _heads_groups(above, best):
        return Headings(above.number, 2, _together(above, best))
    if below is not None and below.number == best.number + 1 and _known(below):
        return Headings(best.number, 2, _together(best, below))
    return Headings(best.number, 1, tuple(map(text_of, best.cells)))


def _known(line: Line) -> int:
    return sum(1 for cell in line.cells if isinstance(cell, str) and likeness(cell))


def _says_everything(line: Line) -> bool:
    """Each heading is known by itself: somebody called Court below is no second line of them."""
    named = [cell for cell in line.cells if cell != ""]
    return bool(named) and _known(line) == len(named)


def _heads_groups(line: Line, below: Line) -> bool:
    """Groups of columns, or one over some of them: not a title, in one cell or over the whole."""
    filled = [cell for cell in line.cells if cell != ""]
    return len(set(filled)) > 1 or 1 < len(filled) < len(below.cells)


def _together(upper: Line, lower: Line) -> tuple[str, ...]:
    """`Dates` over `On` and `Off` is `Dates On` and `Dates Off`; a heading goes on to the right.

    A heading that is known by itself stays by itself: what stands above may be a title.
    """
    names, group = [], ""
    for over, under in zip_longest(upper.cells, lower.cells, fillvalue=""):
        group = text_of(over) or group
        own = text_of(under)
        both = " ".join(dict.fromkeys(word for word in (group, own) if word))
        names.append(own if likeness(own) > likeness(both) else both)
    return tuple(names)

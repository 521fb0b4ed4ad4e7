"""Where candidates stand to the threshold line: a range may lie on either side of it. Pure.

A rank is an indicator for named people who decide; nothing follows from it by itself.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

from popo.selection.criteria import Level
from popo.selection.scoring import Line, Score, adjusted, with_level

NEAR_POINTS = 1


class Side(StrEnum):
    """`EITHER`: evidence is missing, and what it turns out to be decides the side."""

    ABOVE = "above"
    EITHER = "either"
    BELOW = "below"


def side_of(low: int, high: int, line: int) -> Side:
    """Whoever reaches the line with the least their range allows is above it."""
    if low >= line:
        return Side.ABOVE
    return Side.BELOW if high < line else Side.EITHER


def is_near(low: int, high: int, line: int) -> bool:
    """Settled on one side of the line, and within a point of it."""
    if side_of(low, high, line) is Side.EITHER:
        return False
    nearest = low if low >= line else high
    return abs(nearest - line) <= NEAR_POINTS


class Candidate(NamedTuple):
    """The range of the scoring that counts; `reference` is unique, `key` is the caller's own."""

    key: str | UUID
    reference: str
    low: int
    high: int


class Ranked(NamedTuple):
    """`place` is shared by those with the same range."""

    place: int
    candidate: Candidate
    side: Side
    near: bool


@dataclass(frozen=True)
class Ranking:
    """Everybody in order: those above the line, then the rest by the least they may have."""

    line: int
    rows: tuple[Ranked, ...]

    def count(self, side: Side) -> int:
        return self._sides[side]

    @property
    def above(self) -> int:
        """The line is drawn after so many rows."""
        return self.count(Side.ABOVE)

    @property
    def near(self) -> list[Ranked]:
        return [row for row in self.rows if row.near]

    @cached_property
    def _sides(self) -> Counter[Side]:
        return Counter(row.side for row in self.rows)


def rank(candidates: Iterable[Candidate], line: int) -> Ranking:
    """By the least they may have, then the most, then reference: the same order every time."""
    ordered = sorted(candidates, key=lambda one: (-one.low, -one.high, one.reference))
    rows: list[Ranked] = []
    for (low, high), alike in groupby(ordered, key=attrgetter("low", "high")):
        side, near, place = side_of(low, high, line), is_near(low, high, line), len(rows) + 1
        rows += [Ranked(place, one, side, near) for one in alike]
    return Ranking(line, tuple(rows))


def missing(done: Score) -> list[str]:
    """The factors whose evidence would settle the side, by title."""
    return [line.factor.title for line in done.unsettled]


def what_would_move(done: Score, line: int, day: date, points: int = 0) -> list[str]:
    """Which line of the score would take them across the threshold, each a sentence.

    Of each factor the nearest level that would. `points` are those of signed overrides. A line
    that is closed to readers is not spoken of.
    """
    side = _side(adjusted(done, points), line)
    sentences = []
    for each in done.lines:
        if each.answer.is_closed:
            continue
        for level in _nearest_first(each):
            after = adjusted(with_level(done, each.factor, level, day), points)
            if _side(after, line) is not side:
                sentences.append(_sentence(each, level, after))
                break
    return sentences or ["No single line would: two or more would have to change."]


def _side(done: Score, line: int) -> Side:
    return side_of(done.low, done.high, line)


def _nearest_first(line: Line) -> list[Level]:
    """The other levels of its factor, by how far their points are from what it counts."""
    others = [level for level in line.factor.levels if level != line.level]
    return sorted(others, key=lambda level: abs(line.factor.points_of(level) - line.low))


def _sentence(line: Line, level: Level, after: Score) -> str:
    instead = f" instead of “{line.level.words}”" if line.level else ""
    return f"{line.factor.title} at “{level.words}”{instead} would make it {after.total}."

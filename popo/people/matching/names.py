"""How close a name asked for is to the names a person is known by."""

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from popo.people.matching.closeness import SAME, Closeness, Part, closeness
from popo.people.matching.normalise import parts

COST_OF_A_SPARE_PART = 0.03
"""A middle name nobody asked for; enough to put John Smith before John Paul Smith."""
MOST_SPARE_PARTS_COUNTED = 4
COST_OF_A_PART_NOT_HELD = 0.05
FEWEST_COMPARED = 2
"""A name held in fewer parts than asked is compared on those it has, but on two at least."""
COST_OF_ANOTHER_ORDER = 0.08

Parts = tuple[str, ...]


class NameCloseness(NamedTuple):
    """Between 0 and 1, with the reasons in plain words."""

    score: float
    reasons: tuple[str, ...]


NOT_CLOSE = NameCloseness(0.0, ())


class Pair(NamedTuple):
    """The place of a part asked for, the place of the part held, how close they are."""

    asked: int
    held: int
    near: Closeness


class NameMatcher:
    """Compares one query with many names.

    Remembers each name and part it has met, since those of 300 people repeat; the memory goes
    with the matcher, so that no opened name outlives its search.
    """

    def __init__(self, words: str) -> None:
        asked = parts(words)
        self._asked = asked
        self._as_written = _Reading(asked)
        self._readings = {asked: self._as_written}
        self._known: dict[str, NameCloseness] = {}

    def best(self, names: Iterable[str]) -> NameCloseness:
        """The closest of a person's names; the earlier one where two are equally close."""
        return _closest(map(self._compare, names))

    def _compare(self, name: str) -> NameCloseness:
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = _closest(self._ways_to_read(parts(name)))
        return known

    def _ways_to_read(self, held: Parts) -> Iterator[NameCloseness]:
        """As written and, where one has more parts, with two neighbours of it read as one word."""
        yield self._as_written.compare(held)
        if len(held) < len(self._asked):
            for joined in _neighbours_joined(self._asked, held):
                yield self._reading(joined).compare(held)
        elif len(held) > len(self._asked):
            for joined in _neighbours_joined(held, self._asked):
                yield self._as_written.compare(joined)

    def _reading(self, asked: Parts) -> "_Reading":
        if asked not in self._readings:
            self._readings[asked] = _Reading(asked)
        return self._readings[asked]


class _Reading:
    """The query cut into parts in one way."""

    def __init__(self, asked: Parts) -> None:
        self._asked = [Part(part) for part in asked]
        self._known: dict[str, list[tuple[int, Closeness]]] = {}

    def compare(self, held: Parts) -> NameCloseness:
        if not held or not self._asked:
            return NOT_CLOSE
        pairs = self._pair_off(held)
        spare = len(held) - len(pairs)
        in_order = _is_in_order(pairs)
        compared = min(len(self._asked), max(len(held), FEWEST_COMPARED))
        score = sum(pair.near.score for pair in pairs) / compared
        score -= COST_OF_A_SPARE_PART * min(spare, MOST_SPARE_PARTS_COUNTED)
        score -= COST_OF_A_PART_NOT_HELD * (len(self._asked) - compared)
        score -= 0.0 if in_order else COST_OF_ANOTHER_ORDER
        whole = spare == 0 and len(pairs) == len(self._asked)
        return NameCloseness(max(score, 0.0), _reasons(pairs, whole=whole, in_order=in_order))

    def _pair_off(self, held: Parts) -> list[Pair]:
        """Each part with at most one other, the closest first; in the order asked."""
        every = [Pair(i, j, near) for j, part in enumerate(held) for i, near in self._near(part)]
        every.sort(key=_closest_first)
        chosen: dict[int, Pair] = {}
        taken: set[int] = set()
        for pair in every:
            if pair.asked not in chosen and pair.held not in taken:
                chosen[pair.asked] = pair
                taken.add(pair.held)
        return [chosen[i] for i in sorted(chosen)]

    def _near(self, held: str) -> list[tuple[int, Closeness]]:
        """The places of the parts asked for that are at all close to the part held."""
        known = self._known.get(held)
        if known is None:
            other = Part(held)
            every = enumerate(closeness(part, other) for part in self._asked)
            known = self._known[held] = [(i, near) for i, near in every if near.score]
        return known


def _closest(found: Iterable[NameCloseness]) -> NameCloseness:
    return max(found, key=attrgetter("score"), default=NOT_CLOSE)


def _closest_first(pair: Pair) -> tuple[float, int, int]:
    return (-pair.near.score, pair.asked, pair.held)


def _neighbours_joined(whole: Parts, other: Parts) -> Iterator[Parts]:
    """`whole` with two neighbours as one word, where a part of `other` is about as long."""
    lengths = {len(part) for part in other}
    for i in range(len(whole) - 1):
        length = len(whole[i]) + len(whole[i + 1])
        if not lengths.isdisjoint((length - 1, length, length + 1)):
            yield (*whole[:i], whole[i] + whole[i + 1], *whole[i + 2 :])


def _is_in_order(pairs: list[Pair]) -> bool:
    held = [pair.held for pair in pairs]
    return held == sorted(held)


def _reasons(pairs: list[Pair], *, whole: bool, in_order: bool) -> tuple[str, ...]:
    told = [pair.near.reason for pair in pairs if pair.near.reason]
    same = sum(pair.near is SAME for pair in pairs)
    if same:
        told.insert(0, "same name" if whole and same == len(pairs) else "same in part")
    if not in_order:
        told.append("names in another order")
    return tuple(dict.fromkeys(told))

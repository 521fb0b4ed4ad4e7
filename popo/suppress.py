"""Hides small numbers, and as many others as it takes that none of them can be worked out again.

Every equation a reader can write down is a `Relation`. A hidden cell could have another value when
a unit can travel round a circle of hidden cells and leave every equation true; that is a path in a
graph whose nodes are the relations, so the check is exact and not an estimate.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

LEAST = 5
"""The smallest number, besides zero, that may be shown."""

HIDDEN = "s"
"""How a hidden number is written, everywhere."""

_OUTSIDE = -1


@dataclass(frozen=True)
class Relation:
    """What the cells on the left sum to is, for every reader, what those on the right sum to.

    A cell that may be hidden stands at most once on the left, and at most once on the right, of
    all relations together.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        return self.left + self.right


def hide(
    cells: Mapping[str, int], relations: Iterable[Relation], sensitive: Collection[str]
) -> frozenset[str]:
    """The cells to hide, of those that are sensitive; all others are always shown.

    Small ones are hidden first. Then, where one of them could be worked out, or where those hidden
    in one relation add up to a small number, the smallest other cell goes with them: rather one
    that counts somebody than a zero.
    """
    wanted = frozenset(sensitive)
    held = list(relations)
    _check_sides(held, wanted)
    small = frozenset(name for name in wanted if 0 < cells[name] < LEAST)
    hidden = small
    while True:
        more = next((found for found in _more(cells, held, wanted, small, hidden) if found), None)
        if not more:
            return hidden
        hidden |= {min(more, key=lambda name: (cells[name] == 0, cells[name], name))}


def _more(
    cells: Mapping[str, int],
    relations: list[Relation],
    sensitive: frozenset[str],
    small: frozenset[str],
    hidden: frozenset[str],
) -> Iterator[frozenset[str]]:
    """What may be hidden besides, for each weak place; empty where nothing is left there."""
    for relation in relations:
        if _tells_small_sum(cells, relation, hidden):
            others = (sensitive - hidden) & set(relation.cells)
            yield frozenset(name for name in others if cells[name])
    known = sorted(small & determined(cells, relations, hidden))
    for name in known:
        near = [relation for relation in relations if name in relation.cells]
        yield (sensitive - hidden) & {cell for relation in near for cell in relation.cells}
    if known:
        touched = [relation for relation in relations if hidden & set(relation.cells)]
        yield (sensitive - hidden) & {cell for relation in touched for cell in relation.cells}


def _tells_small_sum(cells: Mapping[str, int], relation: Relation, hidden: frozenset[str]) -> bool:
    """Whether what is hidden stands on one side and subtraction gives a small number for it."""
    left, right = hidden & set(relation.left), hidden & set(relation.right)
    if bool(left) == bool(right):
        return False
    return 0 < sum(cells[name] for name in left | right) < LEAST


def determined(
    cells: Mapping[str, int], relations: Iterable[Relation], hidden: Collection[str]
) -> frozenset[str]:
    """The hidden cells that can have no other value, numbers of people being never below zero."""
    held = list(relations)
    left = {name: node for node, relation in enumerate(held) for name in relation.left}
    right = {name: node for node, relation in enumerate(held) for name in relation.right}
    ends = {name: (right.get(name, _OUTSIDE), left.get(name, _OUTSIDE)) for name in hidden}
    return frozenset(name for name in hidden if not _can_differ(name, cells, ends))


def _can_differ(name: str, cells: Mapping[str, int], ends: Mapping[str, tuple[int, int]]) -> bool:
    start, end = ends[name]
    steps: dict[int, set[int]] = {}
    for other, (low, high) in ends.items():
        if other == name:
            continue
        steps.setdefault(low, set()).add(high)
        if cells[other] > 0:
            steps.setdefault(high, set()).add(low)
    higher = _leads(end, start, steps)
    lower = cells[name] > 0 and _leads(start, end, steps)
    return higher or lower


def _leads(start: int, goal: int, steps: Mapping[int, set[int]]) -> bool:
    reached, waiting = {start}, [start]
    while waiting:
        for node in steps.get(waiting.pop(), set()) - reached:
            reached.add(node)
            waiting.append(node)
    return goal in reached


def _check_sides(relations: Iterable[Relation], sensitive: frozenset[str]) -> None:
    seen: set[tuple[str, str]] = set()
    for relation in relations:
        for side, names in (("left", relation.left), ("right", relation.right)):
            for name in names:
                if name in sensitive and (name, side) in seen:
                    raise ValueError(f"{name} stands twice on the {side} of a relation")
                seen.add((name, side))

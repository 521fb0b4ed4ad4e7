"""Two readers who try to work out hidden numbers from those that print."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from popo.suppress import Relation


def subtracted(
    cells: Mapping[str, int], relations: list[Relation], hidden: frozenset[str]
) -> dict[str, Fraction]:
    """What adding and subtracting printed lines gives: every hidden cell with one solution."""
    names = sorted(hidden)
    rows = [_equation(cells, relation, names) for relation in relations]
    _reduce(rows, len(names))
    found = {}
    for row in rows:
        unknown = [column for column in range(len(names)) if row[column]]
        if len(unknown) == 1:
            found[names[unknown[0]]] = row[-1] / row[unknown[0]]
    return found


def _equation(cells: Mapping[str, int], relation: Relation, names: list[str]) -> list[Fraction]:
    row = [Fraction(0)] * (len(names) + 1)
    for sign, side in ((1, relation.left), (-1, relation.right)):
        for name in side:
            if name in names:
                row[names.index(name)] += sign
            else:
                row[-1] -= sign * cells[name]
    return row


def _reduce(rows: list[list[Fraction]], columns: int) -> None:
    """Gauss and Jordan, in exact numbers."""
    done = 0
    for column in range(columns):
        pivot = next((at for at in range(done, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        first = rows[done][column]
        rows[done] = [value / first for value in rows[done]]
        for at, row in enumerate(rows):
            if at != done and row[column]:
                factor = row[column]
                rows[at] = [a - factor * b for a, b in zip(row, rows[done], strict=True)]
        done += 1


def possible(
    cells: Mapping[str, int], relations: list[Relation], hidden: frozenset[str], most: int
) -> dict[str, set[int]]:
    """By trying every number from none to `most`: the values each hidden cell could have."""
    values: dict[str, set[int]] = {name: set() for name in hidden}
    for solution in _solutions(cells, relations, sorted(hidden), most):
        for name, value in solution.items():
            values[name].add(value)
    return values


def _solutions(
    cells: Mapping[str, int], relations: list[Relation], names: list[str], most: int
) -> Iterator[dict[str, int]]:
    shown = {name: value for name, value in cells.items() if name not in names}

    def extend(chosen: dict[str, int], left: list[str]) -> Iterator[dict[str, int]]:
        known = {**shown, **chosen}
        if not all(_may_hold(relation, known) for relation in relations):
            return
        if not left:
            yield chosen
            return
        for value in range(most + 1):
            yield from extend({**chosen, left[0]: value}, left[1:])

    yield from extend({}, names)


def _may_hold(relation: Relation, known: Mapping[str, int]) -> bool:
    if any(name not in known for name in relation.cells):
        return True
    return sum(known[n] for n in relation.left) == sum(known[n] for n in relation.right)

"""Hidden numbers stay hidden from readers who subtract, and from those who try every number."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from popo.suppress import LEAST, Relation, determined, hide
from tests.reports.attack import possible, subtracted

COUNTS = st.one_of(st.integers(0, 9), st.integers(0, 60))


def breakdown(*parts: int) -> tuple[dict[str, int], list[Relation]]:
    cells = {f"part {number}": value for number, value in enumerate(parts)}
    relation = Relation(tuple(cells), ("whole",))
    return {**cells, "whole": sum(parts)}, [relation]


def table(rows: list[list[int]]) -> tuple[dict[str, int], list[Relation]]:
    """Rows and columns with their sums, and the sum of all, which always prints."""
    columns = list(zip(*rows, strict=True))
    cells = {f"{r} {c}": value for r, row in enumerate(rows) for c, value in enumerate(row)}
    relations = [
        Relation(tuple(f"{r} {c}" for c in range(len(columns))), (f"row {r}",))
        for r in range(len(rows))
    ]
    relations += [
        Relation((f"column {c}",), tuple(f"{r} {c}" for r in range(len(rows))))
        for c in range(len(columns))
    ]
    relations.append(Relation(tuple(f"row {r}" for r in range(len(rows))), ("whole",)))
    relations.append(Relation(("whole",), tuple(f"column {c}" for c in range(len(columns)))))
    cells |= {f"row {r}": sum(row) for r, row in enumerate(rows)}
    cells |= {f"column {c}": sum(column) for c, column in enumerate(columns)}
    return {**cells, "whole": sum(map(sum, rows))}, relations


def small(cells: dict[str, int]) -> set[str]:
    return {name for name, value in cells.items() if 0 < value < LEAST and name != "whole"}


def hidden_in(cells: dict[str, int], relations: list[Relation]) -> frozenset[str]:
    return hide(cells, relations, [name for name in cells if name != "whole"])


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        ((36, 1), {0, 1}),
        ((20, 17), set()),
        ((37, 0), set()),
        ((20, 0, 3), {0, 2}),
        ((20, 12, 3), {1, 2}),
        ((20, 12, 3, 2), {2, 3}),
        ((20, 12, 3, 1), {1, 2, 3}),
        ((0, 0, 2), {0, 2}),
    ],
    ids=str,
)
def test_hide_takes_the_smallest_number_with_a_small_one(
    parts: tuple[int, ...], hidden: set[int]
) -> None:
    assert hidden_in(*breakdown(*parts)) == {f"part {number}" for number in hidden}


def test_hide_leaves_what_is_not_sensitive() -> None:
    cells, relations = breakdown(2, 3, 30)
    assert hide(cells, relations, []) == frozenset()


def test_a_bridge_between_two_circles_is_not_enough() -> None:
    """Every row and column hides two or none, and yet one cell can be worked out."""
    cells, relations = table([[9, 9, 0, 0], [9, 9, 3, 0], [0, 0, 9, 9], [0, 0, 9, 9]])
    hidden = frozenset({"0 0", "0 1", "1 0", "1 1", "1 2", "2 2", "2 3", "3 2", "3 3"})
    assert determined(cells, relations, hidden) == {"1 2"}
    assert subtracted(cells, relations, hidden) == {"1 2": 3}


def test_hidden_zeros_protect_nothing_by_themselves() -> None:
    """Two hidden zeros in a row that sums to none: people are never fewer than none."""
    cells, relations = table([[3, 9], [0, 0]])
    hidden = frozenset({"0 0", "0 1", "1 0", "1 1"})
    assert determined(cells, relations, hidden) == hidden
    assert possible(cells, relations, hidden, 12) == {
        "0 0": {3},
        "0 1": {9},
        "1 0": {0},
        "1 1": {0},
    }


def test_a_cell_on_one_side_of_two_relations_is_refused() -> None:
    with pytest.raises(ValueError, match="twice on the left"):
        hide({"a": 1, "b": 1, "c": 1}, [Relation(("a",), ("b",)), Relation(("a",), ("c",))], ["a"])


@given(st.lists(COUNTS, min_size=2, max_size=8))
def test_nothing_in_a_breakdown_can_be_subtracted_back(parts: list[int]) -> None:
    cells, relations = breakdown(*parts)
    hidden = hidden_in(cells, relations)
    assert small(cells) <= hidden
    assert not small(cells) & subtracted(cells, relations, hidden).keys()
    assert not small(cells) & determined(cells, relations, hidden)
    together = sum(cells[name] for name in hidden)
    assert together == 0 or together >= LEAST or together == sum(parts)


@given(st.lists(st.lists(COUNTS, min_size=4, max_size=4), min_size=2, max_size=5))
def test_nothing_in_rows_and_columns_can_be_subtracted_back(rows: list[list[int]]) -> None:
    cells, relations = table(rows)
    hidden = hidden_in(cells, relations)
    assert small(cells) <= hidden
    assert not small(cells) & subtracted(cells, relations, hidden).keys()


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.integers(0, 6), min_size=2, max_size=2), min_size=2, max_size=3))
def test_trying_every_number_leaves_a_small_one_open(rows: list[list[int]]) -> None:
    cells, relations = table(rows)
    hidden = hidden_in(cells, relations)
    assume(len(hidden) <= 8)
    found = possible(cells, relations, hidden, most=cells["whole"])
    for name in small(cells):
        assert len(found[name]) > 1, (name, cells, sorted(hidden))


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 4), min_size=2, max_size=2), min_size=2, max_size=2))
def test_determined_is_what_trying_every_number_finds(rows: list[list[int]]) -> None:
    """The graph is exact: it says neither too little nor too much."""
    cells, relations = table(rows)
    hidden = frozenset(name for name in cells if name[0].isdigit())
    found = possible(cells, relations, hidden, most=cells["whole"])
    settled = {name for name, values in found.items() if len(values) == 1}
    assert determined(cells, relations, hidden) == settled


@given(st.lists(COUNTS, min_size=9, max_size=9))
def test_an_account_of_who_came_and_went_gives_nothing_away(numbers: list[int]) -> None:
    """Opening + came = closing + went, where opening and closing always print."""
    came = {f"came {number}": value for number, value in enumerate(numbers[:3])}
    went = {f"went {number}": value for number, value in enumerate(numbers[3:8])}
    closing = numbers[8] + sum(came.values())
    cells = {**came, **went, "opening": numbers[8] + sum(went.values()), "closing": closing}
    relation = Relation(("opening", *came), ("closing", *went))
    hidden = hide(cells, [relation], [*came, *went])
    few = {name for name in (*came, *went) if 0 < cells[name] < LEAST}
    assert few <= hidden
    assert not few & subtracted(cells, [relation], hidden).keys()

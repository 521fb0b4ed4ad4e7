"""Nobody can be picked out of a table, whatever a reader subtracts or tries."""

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from popo.selection.fairness.hiding import is_small, without_cases, without_size
from popo.selection.fairness.ratios import Count
from popo.suppress import LEAST

GROUPS = ("a", "b", "c", "d")


def counts(*pairs: tuple[int, int]) -> dict[str, Count]:
    """By group: to how many it came, and to how many not."""
    return {
        group: Count(cases, cases + others)
        for group, (cases, others) in zip(GROUPS, pairs, strict=False)
    }


@pytest.mark.parametrize(
    ("held", "hidden"),
    [
        (counts((20, 30), (15, 25), (12, 18)), ""),
        (counts((20, 30), (15, 25), (2, 28), (6, 14)), "cd"),
        (counts((20, 30), (15, 25), (26, 3), (6, 14)), "cd"),
        (counts((20, 30), (15, 25), (0, 20)), ""),
        (counts((20, 30), (3, 9), (2, 9)), "bc"),
        (counts((20, 30), (15, 25), (1, 2)), "bc"),
    ],
)
def test_a_small_number_takes_the_smallest_other_group_with_it(
    held: dict[str, Count], hidden: str
) -> None:
    assert without_cases(held) == set(hidden)


def test_a_small_group_is_missing_under_every_outcome() -> None:
    """Sizes are the same for each, so what hides them may hang on nothing else."""
    first = counts((20, 30), (15, 25), (1, 2))
    second = counts((10, 40), (9, 31), (0, 3))
    assert without_size(first) == without_size(second) == {"b", "c"}


PAIRS = st.tuples(st.integers(0, 8), st.integers(0, 8))


@settings(deadline=None, max_examples=60)
@given(st.lists(PAIRS, min_size=2, max_size=3))
def test_no_small_number_can_be_worked_out_from_what_is_shown(
    pairs: list[tuple[int, int]],
) -> None:
    """A reader knows both sums and every size, even those not printed, and tries everything."""
    held = counts(*pairs)
    whole = sum(held.values(), Count(0, 0))
    hidden = without_cases(held)
    assert {group for group, count in held.items() if is_small(count)} <= hidden
    if is_small(whole) or not whole.cases or not whole.others:
        return  # then no cases are shown at all, or all are known and only sizes are hidden
    for group in hidden:
        seen = {tried[group] for tried in _possible(held, hidden)}
        if is_small(held[group]):
            assert len(seen) > 1, (held, hidden, group)


def _possible(held: Mapping[str, Count], hidden: frozenset[str]) -> Iterator[dict[str, int]]:
    together = sum(held[group].cases for group in hidden)
    names = sorted(hidden)
    for tried in product(*(range(held[name].at_risk + 1) for name in names)):
        if sum(tried) == together:
            yield dict(zip(names, tried, strict=True))


@given(st.lists(PAIRS, min_size=2, max_size=4))
def test_what_is_hidden_together_is_no_small_number_either(pairs: list[tuple[int, int]]) -> None:
    held = counts(*pairs)
    hidden = without_cases(held)
    together = sum((held[group] for group in hidden), Count(0, 0))
    assert hidden == held.keys() or not is_small(together)


@given(st.lists(PAIRS, min_size=2, max_size=4))
def test_a_shown_size_is_no_small_one(pairs: list[tuple[int, int]]) -> None:
    held = counts(*pairs)
    nameless = without_size(held)
    assert all(held[g].at_risk >= LEAST or held[g].at_risk == 0 or g in nameless for g in held)

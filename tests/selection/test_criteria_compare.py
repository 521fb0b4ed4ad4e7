"""Two versions side by side: nothing is missed, and no order of saying it counts."""

import random
from contextlib import suppress
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from popo.selection.criteria import Criteria, CriteriaRefused, read
from popo.selection.criteria.compare import changes, side_by_side
from popo.selection.criteria.reading import _build
from popo.selection.defaults import default_document
from tests.selection.documents import Document, documents, every_change


def default(**values: Any) -> Criteria:
    return replace(read(default_document("catch_and_convict")), **values)


@given(documents())
def test_with_itself_nothing_differs(document: Document) -> None:
    criteria = read(document)
    assert changes(criteria, criteria) == []
    assert all(not part.changed for part in side_by_side(criteria, criteria))


@given(documents(), documents())
def test_swapping_sides_swaps_before_and_after(one: Document, other: Document) -> None:
    first, second = read(one), read(other)
    there = {(line.part, line.name): (line.before, line.after) for line in changes(first, second)}
    back = {(line.part, line.name): (line.after, line.before) for line in changes(second, first)}
    assert there == back


@given(documents())
def test_every_single_change_is_reported(document: Document) -> None:
    before = read(document)
    for changed in every_change(document):
        after = _build(
            changed
        )  # many a change alone would be refused: it must be seen all the same
        assert changes(before, after), (document, changed)


@given(documents(), st.randoms(use_true_random=False))
def test_order_of_factors_and_levels_is_no_difference(
    document: Document, chance: random.Random
) -> None:
    shuffled = {**document, "factors": chance.sample(document["factors"], len(document["factors"]))}
    for factor in shuffled["factors"]:
        if "levels" in factor:
            factor["levels"] = chance.sample(factor["levels"], len(factor["levels"]))
    with suppress(CriteriaRefused):
        assert changes(read(document), read(shuffled)) == []


@given(documents(), documents())
def test_every_line_stands_in_one_part_once(one: Document, other: Document) -> None:
    lines = [
        (line.part, line.name)
        for part in side_by_side(read(one), read(other))
        for line in part.lines
    ]
    assert len(lines) == len(set(lines))


def test_changes_are_said_in_words() -> None:
    before = default()
    first, *others = before.factors
    level = replace(first.levels[1], points=6)
    changed = replace(first, levels=(first.levels[0], level, *first.levels[2:]), mandatory=False)
    after = default(factors=(changed, *others), agreed_number=44, oldest=60)
    assert [(line.what, line.before, line.after) for line in changes(before, after)] == [
        ("Who may be nominated", "Aged 18 or over", "Aged 18 to 60"),
        ("Agreed number", "40", "44"),
        ("Must be answered", "Yes", "No"),
        ("Level “1 to 2”", "1 to 2: 5 points, from 1", "1 to 2: 6 points, from 1"),
    ]


def test_factors_that_came_or_went_say_so() -> None:
    before = default()
    after = default(factors=before.factors[1:])
    gone = next(part for part in side_by_side(before, after) if part.changed)
    assert (gone.title, gone.is_gone, gone.is_new) == ("Volume", True, False)
    came = next(part for part in side_by_side(after, before) if part.changed)
    assert (came.title, came.is_gone, came.is_new) == ("Volume", False, True)

"""A draft on the pool: who moves, and sums that must add up."""

from collections import Counter
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.selection.criteria import Criteria, read
from popo.selection.defaults import default_document
from popo.selection.pool import Pool
from popo.selection.ranking import Side
from popo.selection.simulate import NOT_SETTLED, BeforeAfter, FactorMoved, Simulation, simulate
from tests.selection.pools import (
    CRITERIA,
    DAY,
    changed,
    document,
    factor_in,
    held,
    pool,
    pooled,
    pools,
)


def with_points(factor: str, level: str, points: int) -> Criteria:
    held_document = document()
    levels = factor_in(held_document, factor)["levels"]
    next(one for one in levels if one["name"] == level)["points"] = points
    return read(held_document)


def with_line(line: int) -> Criteria:
    bands = [
        {"name": "below", "words": "Below", "least": 0},
        {"name": "panel", "words": "Panel", "least": line},
    ]
    return changed(bands=bands, threshold=line)


DRAFTS = (
    with_points("volume", "one_or_two", 8),
    with_points("drugs", "conviction", 9),
    with_line(30),
    with_line(80),
)


@given(pools())
def test_the_same_criteria_move_nobody(drawn: Pool) -> None:
    done = simulate(drawn, CRITERIA, CRITERIA, DAY)
    assert not done.entering
    assert not done.leaving
    assert not done.factors
    assert all(before == after for before, after in done.bands)
    assert all(both.before == both.after for both in done.by_strand.values())


@given(pools(), st.integers(1, 100), st.integers(1, 100))
def test_a_higher_line_only_takes_away(drawn: Pool, first: int, second: int) -> None:
    lower, higher = sorted((first, second))
    done = simulate(drawn, with_line(lower), with_line(higher), DAY)
    assert not done.entering
    assert done.above.after <= done.above.before
    assert not done.factors


@given(pools(), st.sampled_from(DRAFTS), st.randoms(use_true_random=False))
def test_order_of_the_pool_does_not_matter(drawn: Pool, draft: Criteria, random: object) -> None:
    shuffled = list(drawn.people)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis' random
    one = simulate(drawn, CRITERIA, draft, DAY)
    other = simulate(Pool(tuple(shuffled), drawn.versions), CRITERIA, draft, DAY)
    assert set(one.changes) == set(other.changes)
    assert figures(one) == figures(other)


def figures(done: Simulation) -> tuple[object, ...]:
    return done.bands, done.by_strand, done.by_lead, done.factors, done.above, done.unjudged


@given(pools(), st.sampled_from(DRAFTS))
def test_counts_add_up(drawn: Pool, draft: Criteria) -> None:
    done = simulate(drawn, CRITERIA, draft, DAY)
    everybody = len(drawn.people)
    assert sum(done.side(side).before for side in Side) == everybody
    assert sum(done.side(side).after for side in Side) == everybody
    assert done.bands.total() == everybody
    assert done.above.after - done.above.before == len(done.entering) - len(done.leaving)
    of_leads = Counter[str]()
    for both in done.by_lead.values():
        of_leads.update(before=both.before, after=both.after)
    assert (of_leads["before"], of_leads["after"]) == tuple(done.above)
    assert done.by_strand.get("catch_and_convict", BeforeAfter(0, 0)) == done.above


@given(pools(), st.sampled_from(DRAFTS))
def test_factors_are_listed_by_how_many_they_move(drawn: Pool, draft: Criteria) -> None:
    moved = simulate(drawn, CRITERIA, draft, DAY).factors
    assert all(more.people >= fewer.people > 0 for more, fewer in pairwise(moved))
    assert all(0 < factor.people <= len(drawn.people) for factor in moved)


def test_who_enters_and_which_factor_moved_them() -> None:
    everything = {
        "volume": "one_or_two",
        "type": "burglary_or_robbery",
        "likelihood": "from_90",
        "recency": "within_28",
        "intelligence": "none",
        "drugs": "positive_test",
        "community_harm": "none",
    }
    answers = [held(name, level) for name, level in everything.items()]
    rest = [
        held(factor.name, min(factor.levels, key=factor.points_of).name)
        for factor in CRITERIA.factors
        if factor.name not in everything
    ]
    near, without = pooled(1, *answers, *rest), pooled(2, on_scheme=False)
    done = simulate(pool(near, without), CRITERIA, with_points("volume", "one_or_two", 10), DAY)
    assert [(c.person, c.before.low, c.after.low) for c in done.entering] == [(near, 55, 60)]
    assert done.near == done.entering
    assert done.factors == (FactorMoved("Volume", 1, 5.0),)
    assert done.bands == {
        ("Watch list", "Consider adoption"): 1,
        (NOT_SETTLED, NOT_SETTLED): 1,
    }
    assert done.by_lead == {UUID(int=7): BeforeAfter(0, 1)}
    assert (done.unscored, done.unjudged, done.with_missing) == (
        1,
        BeforeAfter(1, 1),
        BeforeAfter(1, 1),
    )


def test_a_factor_only_the_draft_has_makes_everybody_uncertain() -> None:
    held_document = document()
    levels = [
        {"name": "no", "words": "No", "points": 0},
        {"name": "yes", "words": "Yes", "points": 4},
    ]
    held_document["factors"].append(
        {
            "name": "weapons",
            "title": "Weapons",
            "question": "Carried a weapon",
            "counts_for_days": 365,
            "cap": 4,
            "levels": levels,
        }
    )
    done = simulate(pool(pooled(1, held("volume", "none"))), CRITERIA, read(held_document), DAY)
    assert done.factors == (FactorMoved("Weapons", 1, 2.0),)


def test_criteria_in_words_are_refused() -> None:
    narrative = read(default_document("prevent_and_deter"))
    with pytest.raises(ValueError, match="in words"):
        simulate(pool(pooled(1)), CRITERIA, narrative, DAY)

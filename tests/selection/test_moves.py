"""Overrides, what is kept of an answer, and when a score moved far enough to be told of."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.selection.citations import Citation
from popo.selection.scoring import (
    Answer,
    Total,
    adjusted,
    band_between,
    change_words,
    cited_in,
    is_big,
    kept,
    reports_in,
    score,
)
from tests.selection.strategies import CRITERIA, DAY, answers


@given(answers(), st.lists(st.integers(-60, 60), max_size=4), st.randoms(use_true_random=False))
def test_overrides_move_within_the_scale_whatever_their_order(
    held: list[Answer], points: list[int], random: object
) -> None:
    done = score(CRITERIA, held, DAY)
    after = adjusted(done, sum(points))
    assert 0 <= after.low <= after.high <= CRITERIA.most
    assert after.lines == done.lines
    assert after.band == band_between(CRITERIA, after.low, after.high)
    shuffled = list(points)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis' random
    assert adjusted(done, sum(shuffled)) == after


@given(answers(), st.integers(0, 100))
def test_an_override_upwards_never_lowers_the_band(held: list[Answer], points: int) -> None:
    done = score(CRITERIA, held, DAY)
    after = adjusted(done, points)
    assert after.low >= done.low
    assert CRITERIA.band_of(after.low).least >= CRITERIA.band_of(done.low).least


CITED = Citation("offence_events", "k", DAY, "Charge: burglary")


@given(answers(), st.sampled_from([(), (CITED,)]))
def test_what_was_kept_comes_back_as_it_was(
    held: list[Answer], cited: tuple[Citation, ...]
) -> None:
    for each in (replace(one, cited=cited) for one in held):
        stored = kept(each)
        through = json.loads(json.dumps(stored)) if stored else {"cited": [], "reports": []}
        assert cited_in(through) == each.cited
        assert reports_in(through) == each.reports


Range = tuple[int, int, str | None]
BANDS = {band.name: band for band in CRITERIA.bands}


def total(held: Range) -> Total:
    low, high, band = held
    return Total(low, high, BANDS[band] if band else None)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ((46, 46, "watch_list"), (55, 55, "watch_list"), "Up 9 points"),
        ((30, 60, None), (45, 70, None), "No certain change"),
        ((30, 40, "decline"), (20, 29, "decline"), "Down at least 1 point"),
        ((50, 50, "watch_list"), (50, 50, "watch_list"), "No change"),
    ],
)
def test_a_small_or_uncertain_move_is_none(before: Range, after: Range, words: str) -> None:
    was, now = total(before), total(after)
    assert change_words(was, now) == words
    assert not is_big(was, now, CRITERIA.big_move)
    assert not is_big(now, was, CRITERIA.big_move)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ((46, 46, "watch_list"), (56, 56, "watch_list"), "Up 10 points"),
        ((59, 59, "watch_list"), (60, 60, "consider_adoption"), "Up 1 point, to another band"),
        ((10, 20, "decline"), (30, 90, None), "Up at least 10 points"),
    ],
)
def test_a_big_move_is_by_points_or_to_another_band(
    before: Range, after: Range, words: str
) -> None:
    was, now = total(before), total(after)
    assert change_words(was, now) == words
    assert is_big(was, now, CRITERIA.big_move)
    assert is_big(now, was, CRITERIA.big_move)

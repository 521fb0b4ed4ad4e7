"""The rules of a score that no table of points may break."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.selection.criteria import read
from popo.selection.defaults import default_document
from popo.selection.scoring import (
    Answer,
    State,
    compare,
    score,
    what_would_change,
    with_level,
)
from tests.selection.make import answer
from tests.selection.strategies import CRITERIA, DAY, answers, complete

NARRATIVE = read(default_document("prevent_and_deter"))


@given(answers())
def test_score_lies_within_caps(held: list[Answer]) -> None:
    done = score(CRITERIA, held, DAY)
    assert 0 <= done.low <= done.high <= CRITERIA.most
    for line in done.lines:
        assert 0 <= line.low <= line.high <= line.factor.cap


@given(answers(), st.randoms(use_true_random=False))
def test_order_of_answers_does_not_matter(held: list[Answer], random: object) -> None:
    shuffled = list(held)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis' random
    assert score(CRITERIA, shuffled, DAY) == score(CRITERIA, held, DAY)


@given(answers())
def test_taking_an_answer_away_widens_the_range(held: list[Answer]) -> None:
    whole = score(CRITERIA, held, DAY)
    for gone in held:
        less = score(CRITERIA, [each for each in held if each is not gone], DAY)
        assert less.low <= whole.low
        assert less.high >= whole.high


@given(answers(), st.data())
def test_range_contains_the_final_score(held: list[Answer], data: st.DataObject) -> None:
    early = score(CRITERIA, held, DAY)
    final = early
    for line in early.unsettled:
        final = with_level(final, line.factor, data.draw(st.sampled_from(line.factor.levels)), DAY)
    assert final.is_complete
    assert final.low == final.high
    assert early.low <= final.low <= early.high


@given(answers())
def test_a_higher_level_never_lowers_score_or_band(held: list[Answer]) -> None:
    done = score(CRITERIA, held, DAY)
    for line in done.lines:
        ordered = sorted(line.factor.levels, key=line.factor.points_of)
        scores = [with_level(done, line.factor, level, DAY) for level in ordered]
        for lower, higher in pairwise(scores):
            assert lower.low <= higher.low
            assert lower.high <= higher.high
            assert CRITERIA.band_of(lower.low).least <= CRITERIA.band_of(higher.low).least


@given(answers(), st.integers(0, 400))
def test_time_only_takes_evidence_away(held: list[Answer], days: int) -> None:
    now, later = score(CRITERIA, held, DAY), score(CRITERIA, held, DAY + timedelta(days=days))
    assert later.low <= now.low
    assert len(later.unsettled) >= len(now.unsettled)


@given(answers())
def test_band_is_settled_exactly_where_both_ends_share_it(held: list[Answer]) -> None:
    done = score(CRITERIA, held, DAY)
    ends = {CRITERIA.band_of(done.low), CRITERIA.band_of(done.high)}
    assert (done.band is not None) == (len(ends) == 1)


@given(answers())
def test_every_line_says_why_and_what_would_change_is_said(held: list[Answer]) -> None:
    done = score(CRITERIA, held, DAY)
    assert all(line.why.endswith(".") for line in done.lines)
    assert what_would_change(done, DAY)


def test_nothing_known_is_the_whole_range_and_never_zero() -> None:
    done = score(CRITERIA, [], DAY)
    assert (done.low, done.high) == (0, 100)
    assert done.band is None
    assert "Missing is not zero" in done.lines[0].why


def test_complete_scores_are_one_number() -> None:
    assert score(CRITERIA, complete(0), DAY).total == "10"  # recency begins with its most
    worst = [replace(a, level="within_28") if a.factor == "recency" else a for a in complete(-1)]
    assert score(CRITERIA, worst, DAY).total == "100"


def test_evidence_counts_up_to_its_last_day_and_not_after() -> None:
    on = DAY - timedelta(days=365)
    held = [Answer("volume", "ten_or_more", on, "Seen", "PNC")]
    assert score(CRITERIA, held, DAY).line("volume").state is State.COUNTED
    late = score(CRITERIA, held, DAY + timedelta(days=1)).line("volume")
    assert late.state is State.STALE
    assert (late.low, late.high) == (0, 20)
    assert "no longer counts" in late.why


def test_level_without_a_dated_piece_of_evidence_is_missing() -> None:
    assert score(CRITERIA, [Answer("volume", "none")], DAY).line("volume").state is State.MISSING


def test_unknown_factors_and_levels_are_refused() -> None:
    with pytest.raises(ValueError, match="no such factor"):
        score(CRITERIA, [Answer("school")], DAY)
    with pytest.raises(ValueError, match="no such level"):
        score(CRITERIA, [Answer("volume", "hundreds", DAY)], DAY)


def test_what_would_change_an_unsettled_band() -> None:
    held = [
        Answer("volume", "six_to_nine", DAY),
        Answer("type", "burglary_or_robbery", DAY),
        Answer("recency", "within_28", DAY),
        answer(CRITERIA.factor("intelligence"), CRITERIA.factor("intelligence").levels[2], DAY),
        Answer("drugs", "conviction", DAY),
        Answer("community_harm", "some", DAY),
        Answer("compliance", "one", DAY),
        Answer("links", "none", DAY),
    ]
    done = score(CRITERIA, held, DAY)
    assert done.total == "58 to 73"
    assert what_would_change(done, DAY) == [
        "Likelihood at “Below 50”: 58, watch list.",
        "Likelihood at “50 to 74” or “75 to 89” or “90 or more”: 63 to 73, consider adoption.",
    ]


def test_evidence_about_to_grow_too_old_is_announced() -> None:
    held = [replace(a, evidence_on=DAY - timedelta(days=350)) for a in complete(-1)]
    changes = what_would_change(score(CRITERIA, held, DAY), DAY)
    assert any("After 15 May 2024 the evidence for Volume" in change for change in changes)


def test_narrative_has_no_total_no_band_and_nothing_to_change() -> None:
    told = [Answer(f.name, None, DAY, "It is known.", "YOS") for f in NARRATIVE.factors]
    done = score(NARRATIVE, told, DAY)
    assert (done.low, done.high, done.band) == (0, 0, None)
    assert done.is_complete
    assert what_would_change(done, DAY) == []


def test_two_scorers_are_compared_line_by_line() -> None:
    first = score(CRITERIA, complete(-1), DAY)
    second = with_level(first, CRITERIA.factor("links"), CRITERIA.factor("links").levels[0], DAY)
    differing = [each.factor.name for each in compare([first, second]) if each.differs]
    assert differing == ["links"]


def test_mandatory_factors_are_named_while_missing() -> None:
    done = score(CRITERIA, complete(0)[2:], DAY)
    assert [line.factor.name for line in done.missing_mandatory] == ["volume", "type"]
    assert score(CRITERIA, complete(0), DAY).missing_mandatory == ()


def test_three_scorers_are_compared_with_how_far_they_lie_apart() -> None:
    first = score(CRITERIA, complete(-1), DAY)
    harm = CRITERIA.factor("community_harm")
    second = with_level(first, harm, harm.levels[1], DAY)
    third = score(CRITERIA, complete(-1)[:-1], DAY)
    found = {each.factor.name: each for each in compare([first, second, third])}
    assert (found["community_harm"].points, found["community_harm"].words) == (7, "7 points apart")
    assert (found["volume"].differs, found["volume"].words) == (False, "Same")
    assert found["links"].words == "Not answered by all"

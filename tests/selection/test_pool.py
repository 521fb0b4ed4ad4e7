"""Stored evidence under other criteria: what is carried, what is missing, and what a score says."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from popo.selection.criteria import Criteria, read
from popo.selection.defaults import default_document
from popo.selection.pool import Held, Pool, Pooled, as_scored, rescored
from popo.selection.scoring import Answer, line_of, score
from tests.selection.pools import (
    CRITERIA,
    DAY,
    VERSION,
    document,
    evidence,
    factor_in,
    held,
    pool,
    pooled,
    pools,
)


def under(criteria: Criteria, *answers: Held) -> tuple[int, int]:
    [done] = rescored(pool(pooled(1, *answers)), criteria, DAY)
    return done.low, done.high


def only(name: str, criteria: Criteria, *answers: Held) -> tuple[int, int, bool]:
    [done] = rescored(pool(pooled(1, *answers)), criteria, DAY)
    return done.factors[name]


def changed(name: str, **values: Any) -> Criteria:
    held_document = document()
    factor_in(held_document, name).update(values)
    return read(held_document)


@given(pools())
def test_under_the_same_criteria_it_is_what_the_score_says(drawn: Pool) -> None:
    plain = replace(CRITERIA, factors=tuple(replace(f, gradings=None) for f in CRITERIA.factors))
    for done in rescored(drawn, CRITERIA, DAY):
        answers = [Answer(one.factor, one.level, one.evidence_on) for one in done.person.held]
        expected = score(plain, answers, DAY)
        assert (done.low, done.high) == (expected.low, expected.high)
        assert done.missing == len(expected.unsettled)


@given(evidence())
def test_plain_columns_give_the_score_of_the_day(answers: list[Held]) -> None:
    done = as_scored(answers, CRITERIA, DAY)
    for one in answers:
        if CRITERIA.factor(one.factor).is_intelligence:
            assert done.line(one.factor).low == done.line(one.factor).high == one.points
        else:
            answer = Answer(one.factor, one.level, one.evidence_on)
            line = line_of(CRITERIA.factor(one.factor), answer, DAY)
            assert (done.line(one.factor).low, done.line(one.factor).high) == (line.low, line.high)


def test_somebody_without_a_scoring_may_have_anything() -> None:
    assert under(CRITERIA) == (0, 100)


def test_what_the_version_never_asked_is_left_out() -> None:
    assert under(CRITERIA, Held("former", "some", None, 5, DAY)) == (0, 100)
    assert as_scored([Held("former", "some", None, 5, DAY)], CRITERIA, DAY).total == "0 to 100"


LEVELS = [
    {"name": "few", "words": "Up to 4", "points": 0, "least": 0},
    {"name": "many", "words": "5 or more", "points": 20, "least": 5},
]


def test_measured_factor_with_other_levels_is_read_from_its_value() -> None:
    draft = changed("volume", levels=LEVELS)
    assert only("volume", draft, held("volume", "three_to_five", value=4)) == (0, 0, True)
    assert only("volume", draft, held("volume", "three_to_five", value=5)) == (20, 20, True)


def test_measured_factor_whose_value_is_not_held_is_missing() -> None:
    draft = changed("volume", levels=LEVELS)
    assert only("volume", draft, held("volume", "three_to_five")) == (0, 20, False)


def test_unchanged_factor_keeps_the_level_its_scorer_chose() -> None:
    answer = held("volume", "one_or_two", value=9)  # the scorer went below what was measured
    assert only("volume", CRITERIA, answer)[0] == 5


@pytest.mark.parametrize("level", ["some", "renamed"])
def test_judged_factor_is_carried_by_name_or_else_by_words(level: str) -> None:
    words = "Some" if level == "renamed" else "A good deal"
    levels = [
        {"name": "none", "words": "Nothing shown", "points": 0},
        {"name": level, "words": words, "points": 10},
    ]
    draft = changed("community_harm", levels=levels)
    assert only("community_harm", draft, held("community_harm", "some")) == (10, 10, True)
    assert only("community_harm", draft, held("community_harm", "severe"))[2] is False


def test_factor_under_another_name_is_known_by_what_it_measures() -> None:
    held_document = document()
    factor_in(held_document, "volume")["name"] = "how_many"
    draft = read(held_document)
    assert only("how_many", draft, held("volume", "six_to_nine", value=7)) == (15, 15, True)


def test_evidence_fades_and_grows_old_as_the_other_criteria_say() -> None:
    old = DAY - timedelta(days=100)
    draft = changed("volume", decay=[{"after_days": 90, "percent": 40}])
    assert only("volume", draft, held("volume", "ten_or_more", old)) == (8, 8, True)
    draft = changed("volume", counts_for_days=99)
    assert only("volume", draft, held("volume", "ten_or_more", old)) == (0, 20, False)


def test_graded_factor_counts_by_the_level_its_reports_reached() -> None:
    assert only("intelligence", CRITERIA, held("intelligence", "three_to_five")) == (8, 8, True)


def test_graded_factor_that_counts_other_reports_cannot_be_told() -> None:
    gradings = {"sources": ["1"], "assessments": ["A"], "corroborated": True}
    draft = changed("intelligence", gradings=gradings)
    assert only("intelligence", draft, held("intelligence", "three_to_five")) == (0, 10, False)


def test_criteria_in_words_are_refused() -> None:
    with pytest.raises(ValueError, match="in words"):
        rescored(pool(), read(default_document("prevent_and_deter")), DAY)


def test_everybody_comes_back_in_order() -> None:
    people = (pooled(2, held("volume", "none")), pooled(1), Pooled(VERSION, "LUT-9", False, ()))
    assert tuple(done.person for done in rescored(pool(*people), CRITERIA, DAY)) == people

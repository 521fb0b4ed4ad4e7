"""Ranking and the line: stable, ranges that may cross it, and what would move somebody."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.selection.pool import Held, as_scored
from popo.selection.ranking import (
    Candidate,
    Side,
    is_near,
    missing,
    rank,
    side_of,
    what_would_move,
)
from popo.selection.scoring import Score
from tests.selection.pools import CRITERIA, DAY, held

LINE = 60


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    ranges = draw(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 40)), max_size=30))
    return [
        Candidate(UUID(int=number), f"LUT-{number:04}", low, min(100, low + width))
        for number, (low, width) in enumerate(ranges)
    ]


@given(candidates(), st.randoms(use_true_random=False))
def test_order_in_which_they_come_does_not_matter(some: list[Candidate], random: object) -> None:
    shuffled = list(some)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis' random
    assert rank(shuffled, LINE) == rank(some, LINE)


@given(candidates())
def test_line_stands_between_those_above_and_all_others(some: list[Candidate]) -> None:
    ranking = rank(some, LINE)
    above = [row.candidate.low >= LINE for row in ranking.rows]
    assert above == [True] * ranking.above + [False] * (len(some) - ranking.above)
    assert sum(ranking.count(side) for side in Side) == len(some)


@given(candidates())
def test_places_are_shared_by_the_same_range_and_by_nobody_else(some: list[Candidate]) -> None:
    rows = rank(some, LINE).rows
    places = {row.place: (row.candidate.low, row.candidate.high) for row in rows}
    assert len(set(places.values())) == len(places)
    for row in rows:
        better = [
            other
            for other in rows
            if (other.candidate.low, other.candidate.high) > (row.candidate.low, row.candidate.high)
        ]
        assert row.place == len(better) + 1


@given(candidates(), st.integers(0, 100), st.integers(0, 100))
def test_a_higher_line_never_lifts_anybody_above_it(
    some: list[Candidate], first: int, second: int
) -> None:
    lower, higher = sorted((first, second))
    assert rank(some, higher).above <= rank(some, lower).above


@pytest.mark.parametrize(
    ("low", "high", "side", "near"),
    [
        (60, 60, Side.ABOVE, True),
        (61, 75, Side.ABOVE, True),
        (62, 62, Side.ABOVE, False),
        (59, 59, Side.BELOW, True),
        (40, 59, Side.BELOW, True),
        (58, 58, Side.BELOW, False),
        (59, 60, Side.EITHER, False),
        (0, 100, Side.EITHER, False),
    ],
)
def test_sides_and_nearness(low: int, high: int, side: Side, near: bool) -> None:  # noqa: FBT001 - a case
    assert side_of(low, high, LINE) is side
    assert is_near(low, high, LINE) is near


def scored(changes: dict[str, str | None], on: date = DAY) -> Score:
    """Every factor at its lowest level but these; None leaves one out."""
    answers: list[Held] = []
    for factor in CRITERIA.factors:
        lowest = min(factor.levels, key=factor.points_of).name
        level = changes.get(factor.name, lowest)
        if level is not None:
            answers.append(held(factor.name, level, on))
    return as_scored(answers, CRITERIA, on)


def test_what_would_move_somebody_names_the_nearest_level_of_each_line() -> None:
    done = scored(
        {
            "volume": "ten_or_more",
            "type": "burglary_or_robbery",
            "likelihood": "from_90",
            "recency": "within_28",
        }
    )
    assert done.total == "60"
    sentences = what_would_move(done, LINE, DAY)
    assert "Volume at “6 to 9” instead of “10 or more” would make it 55." in sentences
    assert not any(sentence.startswith("Drugs") for sentence in sentences)
    assert not any(sentence.startswith("Intelligence") for sentence in sentences)  # closed


def test_signed_overrides_are_counted_in_what_would_move_somebody() -> None:
    done = scored({"volume": "ten_or_more", "type": "burglary_or_robbery", "drugs": "conviction"})
    assert done.total == "39"
    sentences = what_would_move(done, LINE, DAY, points=20)
    assert "Drugs at “Positive police test for a Class A drug” instead of “Conviction for a " in (
        " ".join(sentences)
    )
    assert "would make it 65." in " ".join(sentences)


def test_where_no_single_line_would_that_is_said() -> None:
    assert what_would_move(scored({}), LINE, DAY) == [
        "No single line would: two or more would have to change."
    ]


def test_what_is_missing_is_named() -> None:
    assert missing(scored({"volume": None, "drugs": None})) == ["Volume", "Drugs"]

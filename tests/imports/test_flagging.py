"""Who is flagged beside who is on the scheme: the pure comparison."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from popo.imports.flagging import ANSWERS, FlagAnswer, FlagState, Gap, Sides, Standing, becomes

PEOPLE = [UUID(int=number) for number in range(12)]
people = st.frozensets(st.sampled_from(PEOPLE))
DAY = date(2024, 4, 30)
days = st.dates(DAY - timedelta(days=40), DAY + timedelta(days=40))
sides = st.builds(Sides, people, people, people, people, people)


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    gap, state = draw(st.sampled_from(Gap)), draw(st.sampled_from(FlagState))
    answer = draw(st.none() | st.sampled_from(ANSWERS[gap]))
    if state is FlagState.ANSWERED:
        answer = answer or FlagAnswer.EXPLAINED
    return Standing(gap, state, answer, draw(days) if answer else None)


@given(sides)
def test_everybody_compared_agrees_or_differs_in_one_way(one: Sides) -> None:
    gaps = one.gaps()
    spoken_of = one.compared & (one.on_now | one.flagged)
    assert one.agreed | gaps.keys() == spoken_of
    assert not one.agreed & gaps.keys()
    for person, gap in gaps.items():
        assert (gap is Gap.NOT_FLAGGED) is (person in one.on_now)
        assert (gap is Gap.NOT_ON_SCHEME) is (person in one.flagged)


@given(sides)
def test_of_nobody_else_anything_is_said(one: Sides) -> None:
    """Nor of those who came or left since, nor of those a line may be about."""
    assert one.compared <= one.workable
    assert not one.compared & (one.on_then ^ one.on_now)
    assert not one.compared & (one.maybe - one.flagged)
    fewer = Sides(frozenset(), one.on_then, one.on_now, one.flagged, one.maybe)
    assert not fewer.gaps()


@given(sides)
def test_a_list_that_is_the_schemes_own_differs_in_nothing(one: Sides) -> None:
    same = Sides(one.workable, one.on_now, one.on_now, one.on_now)
    assert not same.gaps()
    assert same.agreed == one.on_now & one.workable


@given(standings(), st.none() | st.sampled_from(Gap), days)
def test_a_difference_is_gone_exactly_where_the_list_has_it_no_more(
    held: Standing, now: Gap | None, as_at: date
) -> None:
    after = becomes(held, now, as_at)
    assert (after is FlagState.GONE) is (now is not held.gap)
    if after is FlagState.ANSWERED:
        assert held.state is FlagState.ANSWERED


@given(standings(), days)
def test_only_an_answer_kept_stays_answered(held: Standing, as_at: date) -> None:
    after = becomes(held, held.gap, as_at)
    if held.state is not FlagState.ANSWERED or held.answer is None or held.answered_on is None:
        assert after is FlagState.OPEN
    elif held.answer is FlagAnswer.EXPLAINED or as_at <= held.answered_on:
        assert after is FlagState.ANSWERED
    else:
        assert after is FlagState.OPEN


@given(standings(), st.none() | st.sampled_from(Gap), days)
def test_the_same_list_twice_is_the_same_as_once(
    held: Standing, now: Gap | None, as_at: date
) -> None:
    once = becomes(held, now, as_at)
    again = becomes(Standing(held.gap, once, held.answer, held.answered_on), now, as_at)
    assert again is once

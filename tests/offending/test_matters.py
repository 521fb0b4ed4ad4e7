"""One matter from arrest to sentence: how far it has come, and what is likely next."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.offending.clocks import Point
from popo.offending.kinds import CONCLUDES, MATTER, OffenceEventKind
from popo.offending.matters import (
    Fact,
    Stage,
    has_result,
    next_steps,
    offence_to_sentence,
    points_of_event,
    points_of_matter,
    stage_of,
)

K = OffenceEventKind
DAY = date(2024, 3, 4)
days = st.dates(date(2023, 1, 1), date(2024, 12, 31))
steps = st.builds(Fact, kind=st.sampled_from(MATTER), on=days)
matters = st.lists(steps, max_size=8)


@given(matters, st.randoms(use_true_random=False))
def test_the_order_of_typing_does_not_matter(held: list[Fact], random: object) -> None:
    mixed = list(held)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert stage_of(mixed) is stage_of(held)
    assert points_of_matter(mixed) == points_of_matter(held)
    assert has_result(mixed) is has_result(held)


@given(matters, steps)
def test_a_further_step_never_takes_it_back(held: list[Fact], step: Fact) -> None:
    order = list(Stage)
    assert order.index(stage_of([*held, step])) >= order.index(stage_of(held))


@given(matters)
def test_the_first_of_each_point_counts(held: list[Fact]) -> None:
    points = points_of_matter(held)
    for fact in held:
        if fact.kind is K.ARREST:
            assert points[Point.ARREST] <= fact.on
    if Point.CHARGE in points:
        assert Point.NO_FURTHER_ACTION not in points


@pytest.mark.parametrize("kind", [K.HEARING, K.CONVICTION, K.NOT_CONVICTED, K.SENTENCE])
def test_whatever_happens_in_court_was_a_hearing(kind: OffenceEventKind) -> None:
    charge, later = Fact(K.CHARGE, DAY), Fact(kind, DAY + timedelta(days=9))
    assert points_of_matter([charge, later])[Point.FIRST_HEARING] == later.on
    assert Point.FIRST_HEARING not in points_of_matter([charge])


@given(matters)
def test_what_is_next_is_offered_once(held: list[Fact]) -> None:
    offered = next_steps(held)
    assert len(offered) == len(set(offered))


@pytest.mark.parametrize("kind", CONCLUDES)
def test_an_arrest_has_its_result_with_each_of_these(kind: OffenceEventKind) -> None:
    arrest = Fact(K.ARREST, DAY)
    assert not has_result([arrest])
    assert has_result([arrest, Fact(kind, DAY)])


@pytest.mark.parametrize(
    ("held", "stage", "first"),
    [
        ([], Stage.OTHER, K.ARREST),
        ([Fact(K.ARREST, DAY)], Stage.ARRESTED, K.CHARGE),
        ([Fact(K.BAIL, DAY, variety="police")], Stage.BAILED, K.CHARGE),
        ([Fact(K.BAIL, DAY, variety="court_tagged")], Stage.CHARGED, K.HEARING),
        ([Fact(K.CHARGE, DAY)], Stage.CHARGED, K.HEARING),
        ([Fact(K.HEARING, DAY, result="not_attended")], Stage.IN_COURT, K.WARRANT),
        ([Fact(K.CONVICTION, DAY)], Stage.CONVICTED, K.SENTENCE),
        ([Fact(K.CONVICTION, DAY, sentenced_on=DAY)], Stage.SENTENCED, K.ORDER),
    ],
)
def test_how_far_and_what_next(held: list[Fact], stage: Stage, first: OffenceEventKind) -> None:
    assert stage_of(held) is stage
    assert next_steps(held)[0] is first


@given(days, st.integers(0, 500))
def test_offence_to_sentence_in_days_gone_by(offence: date, took: int) -> None:
    held = [
        Fact(K.CHARGE, offence + timedelta(days=took // 2), offence_on=offence),
        Fact(K.SENTENCE, offence + timedelta(days=took)),
    ]
    assert offence_to_sentence(held) == took
    assert offence_to_sentence(held[:1]) is None


def test_the_points_of_enforcement() -> None:
    later = DAY + timedelta(days=9)
    breach = Fact(K.BREACH, later, absent_on=DAY)
    assert points_of_event(breach) == {Point.ABSENCE: DAY, Point.BREACH_BEGUN: later}
    refused = Fact(K.RECALL, DAY, concluded_on=later, result="refused")
    assert points_of_event(refused) == {Point.RECALL_REQUESTED: DAY, Point.RECALL_REFUSED: later}
    warrant = Fact(K.WARRANT, DAY, concluded_on=later, result="withdrawn")
    assert points_of_event(warrant) == {Point.WARRANT_ISSUED: DAY, Point.WARRANT_WITHDRAWN: later}
    assert points_of_event(Fact(K.ARREST, DAY)) == {}

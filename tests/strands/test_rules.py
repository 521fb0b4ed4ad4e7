"""The rules of the three strands, tried on facts at random."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.resettlement.kinds import STATES, Area
from popo.strands import catch_and_convict, prevent_and_deter, rehabilitate_and_resettle
from popo.strands.facts import CaseFacts, Stand
from popo.strands.rules import (
    Standard,
    Worry,
    contact_due_on,
    review_due_on,
    weigh,
)

TODAY = date(2024, 4, 30)
STANDARDS = [
    catch_and_convict.STANDARD,
    rehabilitate_and_resettle.STANDARD,
    prevent_and_deter.STANDARD,
]
CALM = CaseFacts(
    opened_on=date(2024, 1, 8),
    colour="green",
    colour_since=date(2024, 4, 20),
    review_on=date(2024, 6, 1),
    last_kept_on=date(2024, 4, 29),
    summary_on=date(2024, 4, 20),
    housing=Stand("settled", date(2024, 2, 1)),
    work=Stand("work", date(2024, 3, 1)),
    treatment=Stand("completed", date(2024, 3, 1)),
)
"""A case that worries no strand."""

days = st.dates(date(2023, 1, 1), TODAY)
maybe_days = st.none() | days


def stands(area: Area) -> st.SearchStrategy[Stand | None]:
    return st.none() | st.builds(Stand, state=st.sampled_from(list(STATES[area])), since=days)


facts = st.builds(
    CaseFacts,
    opened_on=days,
    colour=st.sampled_from(["red", "amber", "green", "custody", ""]),
    colour_since=maybe_days,
    review_on=st.none() | st.dates(date(2023, 1, 1), date(2025, 1, 1)),
    place_known=st.booleans(),
    at_large_since=maybe_days,
    last_kept_on=maybe_days,
    missed=st.integers(0, 9),
    outcomes_owed=st.integers(0, 9),
    arrested_on=maybe_days,
    warrant_since=maybe_days,
    release_on=st.none() | st.dates(date(2024, 4, 1), date(2024, 9, 1)),
    has_address=st.booleans(),
    overdue_actions=st.integers(0, 9),
    has_lead=st.booleans(),
    summary_on=maybe_days,
    in_custody=st.booleans(),
    housing=stands(Area.HOUSING),
    work=stands(Area.WORK),
    treatment=stands(Area.TREATMENT),
)
standards = st.sampled_from(STANDARDS)
OF_RESETTLEMENT = {
    Worry.NOT_SETTLED,
    Worry.HOUSING_OUTDATED,
    Worry.TREATMENT_LEFT,
    Worry.TREATMENT_WAITING,
    Worry.WITHOUT_WORK,
    Worry.NOT_SAID,
}


@given(facts, standards)
def test_score_is_the_sum_of_reasons_that_all_say_something(
    case: CaseFacts, standard: Standard
) -> None:
    priority = weigh(case, standard, TODAY)
    points = [reason.points for reason in priority.reasons]
    assert priority.score == sum(points)
    assert points == sorted(points, reverse=True)
    assert all(reason.words and reason.points > 0 for reason in priority.reasons)
    worries = [reason.worry for reason in priority.reasons]
    assert len(worries) == len(set(worries))


@given(facts, standards, st.integers(1, 3))
def test_one_more_worry_never_lowers_the_score(
    case: CaseFacts, standard: Standard, more: int
) -> None:
    before = weigh(case, standard, TODAY).score
    worse = [
        replace(case, missed=case.missed + more),
        replace(case, overdue_actions=case.overdue_actions + more),
        replace(case, outcomes_owed=case.outcomes_owed + more),
        replace(case, arrested_on=TODAY),
        replace(case, warrant_since=case.warrant_since or TODAY),
        replace(case, at_large_since=case.at_large_since or TODAY),
        replace(case, has_lead=False),
        replace(case, place_known=False),
        replace(case, has_address=False),
        replace(case, summary_on=None),
    ]
    assert all(weigh(other, standard, TODAY).score >= before for other in worse)


@given(facts, standards)
def test_time_alone_brings_no_relief_from_lateness(case: CaseFacts, standard: Standard) -> None:
    late = {Worry.CONTACT_LATE, Worry.REVIEW_LATE, Worry.SUMMARY_STALE}

    def lateness(day: date) -> int:
        found = weigh(case, standard, day).reasons
        return sum(reason.points for reason in found if reason.worry in late)

    assert lateness(TODAY + timedelta(days=30)) >= lateness(TODAY)


@pytest.mark.parametrize("standard", STANDARDS)
def test_a_calm_case_has_no_reasons(standard: Standard) -> None:
    assert weigh(CALM, standard, TODAY).reasons == ()


@pytest.mark.parametrize("standard", STANDARDS)
def test_every_strand_weighs_every_worry(standard: Standard) -> None:
    left_out = set()
    if standard is not prevent_and_deter.STANDARD:
        left_out |= {Worry.TRANSITION_DUE, Worry.TRANSITION_LATE}
    if standard is not rehabilitate_and_resettle.STANDARD:
        left_out |= OF_RESETTLEMENT
    assert set(standard.weights) == set(Worry) - left_out


@pytest.mark.parametrize(
    ("worry", "changed", "words"),
    [
        (Worry.WARRANT, {"warrant_since": date(2023, 12, 5)}, "outstanding since 5 December 2023"),
        (Worry.ARRESTED, {"arrested_on": date(2024, 4, 23)}, "Arrested 23 April"),
        (Worry.MISSED, {"missed": 1}, "1 contact missed since the last one kept"),
        (Worry.CONTACT_LATE, {"last_kept_on": date(2024, 3, 1)}, "for 60 days (standard 28)"),
        (Worry.REVIEW_LATE, {"review_on": date(2024, 4, 29)}, "overdue 1 day"),
        (Worry.ACTIONS_LATE, {"overdue_actions": 2}, "2 actions overdue"),
        (Worry.SUMMARY_STALE, {"summary_on": date(2024, 4, 1)}, "Summary is 29 days old"),
        (Worry.NO_COLOUR, {"colour": ""}, "No colour set"),
        (Worry.RELEASE_NEAR, {"release_on": date(2024, 5, 9)}, "Release 9 May"),
    ],
)
def test_each_worry_is_stated(worry: Worry, changed: dict[str, object], words: str) -> None:
    case = replace(CALM, **changed)  # type: ignore[arg-type]
    (reason,) = weigh(case, catch_and_convict.STANDARD, TODAY).reasons
    assert reason.worry is worry
    assert words in reason.words


def test_an_arrest_worries_for_seven_days() -> None:
    case = replace(CALM, arrested_on=date(2024, 4, 22))
    assert weigh(case, catch_and_convict.STANDARD, TODAY).reasons == ()


@given(facts, standards)
def test_a_release_without_address_weighs_more_than_one_with(
    case: CaseFacts, standard: Standard
) -> None:
    near = replace(case, release_on=TODAY + timedelta(days=20))
    homeless = weigh(replace(near, has_address=False), standard, TODAY).score
    assert homeless > weigh(replace(near, has_address=True), standard, TODAY).score


@given(facts, standards)
def test_contact_is_never_due_before_the_case_opened(case: CaseFacts, standard: Standard) -> None:
    assert contact_due_on(case, standard) > case.opened_on


@given(facts, standards)
def test_a_review_is_due_by_the_day_that_was_set(case: CaseFacts, standard: Standard) -> None:
    due = review_due_on(case, standard)
    assert due is None or (case.review_on is not None and due <= case.review_on)


def test_prevent_and_deter_looks_at_a_colour_sooner() -> None:
    held = replace(CALM, colour="red", colour_since=date(2024, 4, 1), review_on=date(2024, 4, 29))
    assert review_due_on(held, prevent_and_deter.STANDARD) == date(2024, 4, 15)
    assert review_due_on(held, catch_and_convict.STANDARD) == date(2024, 4, 29)


def test_a_review_the_strand_asks_for_sooner_says_so() -> None:
    """The home page names the day that was set: two numbers need their reason."""
    held = replace(CALM, colour="red", colour_since=date(2024, 4, 1), review_on=date(2024, 4, 29))

    def said(standard: Standard) -> list[str]:
        found = weigh(held, standard, TODAY).reasons
        return [one.words for one in found if one.worry is Worry.REVIEW_LATE]

    assert said(prevent_and_deter.STANDARD) == [
        "Review of the colour overdue 15 days (standard 14)"
    ]
    assert said(catch_and_convict.STANDARD) == ["Review of the colour overdue 1 day"]


@given(facts)
def test_prevent_and_deter_never_calls_a_child_what_it_must_not(case: CaseFacts) -> None:
    priority = weigh(case, prevent_and_deter.STANDARD, TODAY)
    said = " ".join(reason.words for reason in priority.reasons).casefold()
    assert not any(word in said for word in ("offender", "popo", "prolific", "at large", "cohort"))


LATELY = date(2024, 4, 2)


@pytest.mark.parametrize(
    ("worry", "changed", "words"),
    [
        (Worry.NOT_SETTLED, {"housing": Stand("none", LATELY)}, "No fixed abode since 2 April"),
        (Worry.NOT_SETTLED, {"housing": Stand("sofa", LATELY)}, "short stay since 2 April"),
        (
            Worry.HOUSING_OUTDATED,
            {"housing": Stand("custody", LATELY)},
            "Out of custody, housing not said since 2 April",
        ),
        (Worry.TREATMENT_LEFT, {"treatment": Stand("left", LATELY)}, "early 2 April"),
        (
            Worry.TREATMENT_WAITING,
            {"treatment": Stand("waiting", LATELY)},
            "for 28 days (standard 21)",
        ),
        (Worry.WITHOUT_WORK, {"work": Stand("looking", LATELY)}, "Work: looking since 2 April"),
        (Worry.NOT_SAID, {"work": None}, "Work not said yet"),
        (Worry.NOT_SAID, {"work": None, "housing": None}, "Housing and work not said yet"),
    ],
)
def test_how_somebody_stands_worries_resettlement_and_no_other_strand(
    worry: Worry, changed: dict[str, object], words: str
) -> None:
    case = replace(CALM, **changed)  # type: ignore[arg-type]
    (reason,) = weigh(case, rehabilitate_and_resettle.STANDARD, TODAY).reasons
    assert reason.worry is worry
    assert words in reason.words
    for other in (catch_and_convict.STANDARD, prevent_and_deter.STANDARD):
        assert weigh(case, other, TODAY).reasons == ()


def _resettling(case: CaseFacts) -> set[Worry]:
    found = weigh(case, rehabilitate_and_resettle.STANDARD, TODAY).reasons
    return {reason.worry for reason in found}


def test_inside_it_matters_where_somebody_goes_once_release_is_near() -> None:
    inside = replace(CALM, in_custody=True, housing=Stand("none", LATELY), work=None)
    assert _resettling(inside) == set()
    near = replace(inside, release_on=TODAY + timedelta(days=20))
    assert _resettling(near) == {Worry.NOT_SETTLED, Worry.RELEASE_NEAR}
    nowhere = replace(near, has_address=False)
    assert _resettling(nowhere) == {Worry.RELEASE_WITHOUT_ADDRESS}


@pytest.mark.parametrize("state", ["custody", "settled", "family", "hostel"])
def test_inside_no_other_housing_worries(state: str) -> None:
    inside = replace(CALM, in_custody=True, housing=Stand(state, LATELY))
    assert _resettling(inside) == set()


def test_waiting_for_treatment_is_within_the_standard_at_first() -> None:
    case = replace(CALM, treatment=Stand("waiting", TODAY - timedelta(days=21)))
    assert _resettling(case) == set()


@given(facts)
def test_what_is_not_told_of_treatment_changes_nothing_else(case: CaseFacts) -> None:
    """Whoever is not cleared for health reads the same list but for treatment's own worries."""
    of_treatment = {Worry.TREATMENT_LEFT, Worry.TREATMENT_WAITING}
    assert _resettling(replace(case, treatment=None)) == _resettling(case) - of_treatment

"""The rules that ask whether somebody is ready to leave, by themselves."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from popo import clock
from popo.offending.liberty import Freedom, Stay
from popo.selection.criteria import Leaving
from popo.selection.leaving import said
from popo.selection.prompts import (
    Capacity,
    Facts,
    Home,
    Judged,
    Lead,
    Prompt,
    Release,
    Rule,
    Scored,
    judge,
    reviews,
)

TODAY = date(2024, 4, 30)
OPENED = date(2023, 1, 2)
LEAVING = Leaving(quiet_days=183, custody_days=730, reviews_below=2)
FREE = (Stay(Freedom.AT_LIBERTY, OPENED, None),)
NOTHING = Facts(TODAY, TODAY)
QUIET = Facts(TODAY, OPENED, stays=FREE, is_recorded=True)

days = st.integers(0, 900)


def judged(facts: Facts) -> Judged:
    return judge(facts, LEAVING, 183)


def prompt(facts: Facts, rule: Rule) -> Prompt | None:
    return next((each for each in judged(facts).prompts if each.rule is rule), None)


def why_not(facts: Facts, rule: Rule) -> str:
    return next((each.why for each in judged(facts).unjudged if each.rule is rule), "")


def ago(count: int) -> date:
    return TODAY - timedelta(days=count)


def test_an_empty_record_prompts_nothing() -> None:
    assert judged(NOTHING) == Judged((), ())


def test_an_old_empty_record_cannot_be_judged() -> None:
    facts = Facts(TODAY, OPENED)
    assert prompt(facts, Rule.QUIET) is None
    assert why_not(facts, Rule.QUIET) == "nothing at all stands in the offending record"
    recorded = replace(facts, is_recorded=True)
    assert "whereabouts unknown on 484 days" in why_not(recorded, Rule.QUIET)


def test_quiet_is_counted_at_liberty_from_the_last_trouble() -> None:
    found = prompt(replace(QUIET, last_trouble=ago(200)), Rule.QUIET)
    assert found is not None
    assert found.evidence[0] == "200 days at liberty since 13 October 2023."
    assert found.left_out == ()
    assert prompt(replace(QUIET, last_trouble=ago(182)), Rule.QUIET) is None
    assert prompt(replace(QUIET, last_trouble=ago(183)), Rule.QUIET) is not None


def test_credible_intelligence_begins_the_count_again() -> None:
    assert prompt(replace(QUIET, last_report=ago(20)), Rule.QUIET) is None


def test_days_before_the_spell_do_not_count() -> None:
    assert prompt(replace(QUIET, opened_on=ago(100)), Rule.QUIET) is None


def test_custody_is_left_out_and_shown() -> None:
    stays = (
        Stay(Freedom.AT_LIBERTY, OPENED, ago(150)),
        Stay(Freedom.CUSTODY, ago(150), ago(50)),
        Stay(Freedom.AT_LIBERTY, ago(50), None),
    )
    found = prompt(replace(QUIET, stays=stays), Rule.QUIET)
    assert found is not None
    assert found.left_out == ("100 days in custody left out.",)
    assert prompt(replace(QUIET, stays=stays, last_trouble=ago(200)), Rule.QUIET) is None


def test_unknown_whereabouts_say_since_when() -> None:
    stays = (
        Stay(Freedom.AT_LIBERTY, OPENED, ago(100)),
        Stay(Freedom.NOT_COUNTED, ago(100), None),
    )
    facts = replace(QUIET, stays=stays, last_trouble=ago(250))
    assert prompt(facts, Rule.QUIET) is None
    assert why_not(facts, Rule.QUIET).startswith("whereabouts unknown since 21 January 2024")


def test_whoever_is_wanted_is_not_quiet() -> None:
    facts = replace(QUIET, wanted_since=ago(30))
    assert prompt(facts, Rule.QUIET) is None
    assert "wanted" in why_not(facts, Rule.QUIET)


def test_who_may_not_read_intelligence_is_told_that_it_is_not_counted() -> None:
    found = prompt(replace(QUIET, reads_intelligence=False), Rule.QUIET)
    assert found is not None
    assert found.words.startswith("No arrest or charge that you may read for")


@given(days, days)
def test_more_quiet_days_never_take_a_prompt_away(first: int, more: int) -> None:
    earlier = replace(
        QUIET, opened_on=ago(first), stays=(Stay(Freedom.AT_LIBERTY, ago(950), None),)
    )
    later = replace(earlier, today=TODAY + timedelta(days=more))
    assert prompt(earlier, Rule.QUIET) is None or prompt(later, Rule.QUIET) is not None


@given(days, days)
def test_locking_somebody_up_never_makes_a_prompt(since: int, length: int) -> None:
    free = replace(QUIET, opened_on=ago(900), stays=(Stay(Freedom.AT_LIBERTY, ago(950), None),))
    until = ago(max(since - length, 0))
    locked = replace(
        free,
        stays=(
            Stay(Freedom.AT_LIBERTY, ago(950), ago(since)),
            Stay(Freedom.CUSTODY, ago(since), until),
            Stay(Freedom.AT_LIBERTY, until, None),
        ),
    )
    found, before = prompt(locked, Rule.QUIET), prompt(free, Rule.QUIET)
    assert found is None or before is not None
    if found is not None and length and since:
        assert any("custody" in words for words in found.left_out)


@given(st.lists(st.tuples(days, st.sampled_from(Freedom)), max_size=6))
def test_quiet_prompts_exactly_when_known_days_at_liberty_suffice(
    parts: list[tuple[int, Freedom]],
) -> None:
    day, stays, free = ago(900), [], 0
    for length, freedom in parts:
        until = min(day + timedelta(days=length), TODAY)
        stays.append(Stay(freedom, day, until))
        free += (until - day).days if freedom is Freedom.AT_LIBERTY else 0
        day = until
    facts = replace(QUIET, opened_on=ago(901), stays=tuple(stays))
    assert (prompt(facts, Rule.QUIET) is not None) is (free >= LEAVING.quiet_days)


@given(st.integers(-100, 2000))
def test_long_custody_needs_a_release_date_far_off(ahead: int) -> None:
    release = Release(TODAY + timedelta(days=ahead), ago(3))
    facts = replace(NOTHING, sentenced_since=ago(10), release=release)
    assert (prompt(facts, Rule.LONG_CUSTODY) is not None) is (ahead > LEAVING.custody_days)


def test_custody_without_a_release_date_cannot_be_judged() -> None:
    facts = replace(NOTHING, sentenced_since=ago(10))
    assert prompt(facts, Rule.LONG_CUSTODY) is None
    assert "no release date is recorded" in why_not(facts, Rule.LONG_CUSTODY)
    free = replace(NOTHING, release=Release(TODAY + timedelta(days=900), TODAY))
    assert judged(free) == Judged((), ())


def test_moved_needs_every_home_outside_or_an_acceptance() -> None:
    outside, inside = Home(ago(90), True, ago(5)), Home(ago(40), False, None)
    found = prompt(replace(NOTHING, homes=(outside,)), Rule.MOVED)
    assert found is not None
    assert "verified 25 April 2024" in found.evidence[0]
    both = replace(NOTHING, homes=(outside, inside))
    assert prompt(both, Rule.MOVED) is None
    assert "inside the area and another outside" in why_not(both, Rule.MOVED)
    assert prompt(replace(NOTHING, homes=(inside,)), Rule.MOVED) is None
    accepted = prompt(replace(both, accepted_elsewhere_on=ago(2)), Rule.MOVED)
    assert accepted is not None
    assert accepted.evidence == ("Another scheme accepted the transfer on 28 April 2024.",)


def test_below_the_threshold_at_two_reviews_in_a_row() -> None:
    low, high = Scored(ago(10), 30, 45), Scored(ago(200), 60, 45)
    again = Scored(ago(100), 44, 45)
    assert prompt(replace(NOTHING, scored=(low, high)), Rule.BELOW_THRESHOLD) is None
    found = prompt(replace(NOTHING, scored=(low, again, high)), Rule.BELOW_THRESHOLD)
    assert found is not None
    assert len(found.evidence) == 2


def test_two_scorers_of_one_review_are_one_review() -> None:
    pair = (Scored(ago(10), 30, 45), Scored(ago(20), 30, 45))
    assert [len(each) for each in reviews(pair)] == [2]
    assert prompt(replace(NOTHING, scored=pair), Rule.BELOW_THRESHOLD) is None
    split = (*pair, Scored(ago(150), 30, 45), Scored(ago(160), 50, 45))
    assert prompt(replace(NOTHING, scored=split), Rule.BELOW_THRESHOLD) is None


def test_a_score_that_could_still_reach_it_is_not_below() -> None:
    pair = (Scored(ago(10), 45, 45), Scored(ago(100), 30, 45))
    assert prompt(replace(NOTHING, scored=pair), Rule.BELOW_THRESHOLD) is None


def test_a_scoring_in_words_is_never_below() -> None:
    words = (Scored(ago(10), None, None), Scored(ago(100), None, None))
    assert prompt(replace(NOTHING, scored=words), Rule.BELOW_THRESHOLD) is None


def test_capacity_names_the_lowest_scored_only() -> None:
    full = Capacity(taken=62, agreed=60, cut=34)
    low = replace(NOTHING, scored=(Scored(TODAY, 34, 45),), capacity=full)
    found = prompt(low, Rule.NO_CAPACITY)
    assert found is not None
    assert found.evidence[-1] == "The lowest 2 scored 34 or less."
    high = replace(low, scored=(Scored(TODAY, 35, 45),))
    assert prompt(high, Rule.NO_CAPACITY) is None
    room = replace(low, capacity=Capacity(taken=60, agreed=60, cut=None))
    assert prompt(room, Rule.NO_CAPACITY) is None
    unscored = replace(low, scored=())
    assert prompt(unscored, Rule.NO_CAPACITY) is None
    assert "no score in points" in why_not(unscored, Rule.NO_CAPACITY)


def test_review_is_overdue_after_the_agreed_days() -> None:
    assert prompt(replace(NOTHING, opened_on=ago(183)), Rule.REVIEW_OVERDUE) is None
    late = replace(NOTHING, opened_on=ago(184))
    found = prompt(late, Rule.REVIEW_OVERDUE)
    assert found is not None
    assert found.evidence[0] == "Never scored in this spell."
    fresh = replace(late, scored=(Scored(ago(20), 50, 45),))
    assert prompt(fresh, Rule.REVIEW_OVERDUE) is None


def test_death_a_doubtful_identity_and_another_lead_prompt_with_their_dates() -> None:
    died = prompt(replace(NOTHING, deceased_on=ago(1)), Rule.DIED)
    assert died is not None
    assert died.evidence == ("Died on 29 April 2024.",)
    doubtful = prompt(replace(NOTHING, maybe_another_since=ago(1)), Rule.WRONG_PERSON)
    assert doubtful is not None
    assert "29 April 2024" in doubtful.evidence[0]
    led = prompt(replace(NOTHING, other_lead=Lead("MAPPA level 2", ago(1))), Rule.OTHER_LEAD)
    assert led is not None
    assert led.evidence == ("MAPPA level 2 since 29 April 2024.",)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 24))
def test_months_after_falls_in_the_month_meant(day: date, months: int) -> None:
    after = clock.months_after(day, months)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day <= day.day
    assert after.day == day.day or (after + timedelta(days=1)).day == 1


@given(st.integers(0, 50))
def test_small_counts_are_never_written_out(count: int) -> None:
    assert said(count) == (str(count) if count >= 5 else "fewer than 5")

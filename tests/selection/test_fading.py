"""Evidence fades by the steps agreed, and intelligence counts by its grading, each on its own."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from popo.selection.citations import Report, verdicts
from popo.selection.scoring import (
    Answer,
    Line,
    State,
    falls,
    line_of,
    score,
    what_would_change,
)
from tests.selection.strategies import CRITERIA, DAY, answers, complete, reports


@given(answers(), st.integers(0, 500), st.integers(0, 120))
def test_fading_never_raises_a_line(held: list[Answer], ahead: int, further: int) -> None:
    day = DAY + timedelta(days=ahead)
    now, later = score(CRITERIA, held, day), score(CRITERIA, held, day + timedelta(days=further))
    for before, after in zip(now.lines, later.lines, strict=True):
        assert after.low <= before.low


@given(answers())
def test_every_fall_is_announced_on_its_last_day(held: list[Answer]) -> None:
    for line in score(CRITERIA, held, DAY).lines:
        day, expected = line.day, line
        for fall in falls(line):
            on_the_day = line_of(line.factor, line.answer, fall.last_day)
            assert (on_the_day.state, on_the_day.low) == (expected.state, expected.low)
            assert fall.last_day >= day
            assert fall.words.endswith(".")
            day, expected = fall.last_day, fall.after


def test_half_of_type_is_gone_after_half_a_year_and_all_of_it_after_one() -> None:
    held = [Answer("type", "burglary_or_robbery", DAY, "Burglaries", "PNC")]
    fresh = score(CRITERIA, held, DAY).line("type")
    assert fresh.low == 15
    assert fresh.next_fall is not None
    assert fresh.next_fall.words == "Falls to 8 after 30 October 2024."
    late = score(CRITERIA, held, DAY + timedelta(days=184)).line("type")
    assert (late.low, late.fresh, late.has_faded) == (8, 15, True)
    assert "was worth 15 when fresh and counts 8 now" in late.why
    assert "50 percent, because it is 184 days old" in late.why
    assert late.next_fall is not None
    assert late.next_fall.words == "Stops counting after 30 April 2025."


def test_even_points_are_said_to_halve() -> None:
    held = [Answer("type", "vehicle_crime", DAY, "Cars", "PNC")]
    line = score(CRITERIA, held, DAY).line("type")
    assert line.next_fall is not None
    assert line.next_fall.words == "Halves, to 6, after 30 October 2024."


def test_coming_fading_is_told_with_what_would_change() -> None:
    held = [
        replace(each, evidence_on=DAY - timedelta(days=150)) if each.factor == "type" else each
        for each in complete(-1)
    ]
    changes = what_would_change(score(CRITERIA, held, DAY), DAY)
    assert (
        "After 2 June 2024 the evidence for Type counts at 50 percent: 83, consider adoption."
        in (changes)
    )


INTELLIGENCE = CRITERIA.factor("intelligence")


def told(*held: Report, searched: date | None = DAY) -> Line:
    answer = Answer("intelligence", None, searched, "", "Police", reports=held)
    return score(CRITERIA, [answer], DAY).line("intelligence")


def report(days_ago: int, grade: str = "1A", gist: str = "", *, borne_out: bool = True) -> Report:
    on = DAY - timedelta(days=days_ago)
    return Report(on, grade[0], grade[1], borne_out, gist or f"Gist {days_ago}")


def test_level_of_intelligence_is_how_many_reports_count() -> None:
    counted = [report(days) for days in (1, 50, 183)]
    others = [
        report(184),
        report(2, "3A"),
        report(3, "1D"),
        report(4, borne_out=False),
        report(-1),
        counted[0],
    ]
    line = told(*counted, *others)
    assert line.level is not None
    assert (line.level.name, line.low) == ("three_to_five", 8)
    assert "3 of 9 reports counted, searched on 30 April 2024" in line.why
    said = [each.why for each in verdicts(INTELLIGENCE, [*counted, *others], DAY)]
    assert said == [
        "Counts until 29 October 2024.",
        "Counts until 10 September 2024.",
        "Counts until 30 April 2024.",
        "It is older than 183 days.",
        "Source 3 does not count, only 1 or 2.",
        "Assessment D does not count, only A, B or C.",
        "Nothing independent bears it out.",
        "It is dated later than that day.",
        "The same report stands here already.",
    ]


def test_none_found_on_a_day_is_nought_and_nothing_said_is_missing() -> None:
    none = told()
    assert (none.state, none.low, none.high) == (State.COUNTED, 0, 0)
    missing = told(searched=None)
    assert (missing.state, missing.low, missing.high) == (State.MISSING, 0, 10)
    old = told(searched=DAY - timedelta(days=184))
    assert (old.state, old.low, old.high) == (State.STALE, 0, 10)
    assert told(report(1, "3E"), searched=None).state is State.MISSING


def test_a_level_typed_for_intelligence_counts_for_nothing() -> None:
    answer = Answer("intelligence", "six_or_more", DAY, "Many", "Police")
    assert score(CRITERIA, [answer], DAY).line("intelligence").low == 0


def test_each_report_grows_too_old_by_itself() -> None:
    line = told(report(180), report(100), report(1))
    assert [(fall.last_day, fall.after.low) for fall in falls(line)] == [
        (date(2024, 5, 3), 4),
        (date(2024, 10, 29), 0),
        (date(2024, 10, 30), 0),
    ]
    changes = what_would_change(
        score(CRITERIA, [*complete(-1)[:4], line.answer, *complete(-1)[5:]], DAY), DAY
    )
    assert any("After 3 May 2024 fewer reports count for Intelligence" in each for each in changes)


@given(st.lists(reports(), max_size=8), st.randoms(use_true_random=False))
def test_order_of_reports_does_not_matter(held: list[Report], random: object) -> None:
    shuffled = list(held)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis' random
    first, second = told(*held), told(*shuffled)
    assert (first.low, first.level, first.state) == (second.low, second.level, second.state)


@given(st.lists(reports(), max_size=8), reports())
def test_one_more_report_never_lowers(held: list[Report], more: Report) -> None:
    assert told(*held, more).low >= told(*held).low


def test_what_may_not_be_read_counts_what_it_counted() -> None:
    closed = Answer("intelligence", "six_or_more", DAY, is_closed=True, closed_points=10)
    line = score(CRITERIA, [closed], DAY + timedelta(days=900)).line("intelligence")
    assert (line.state, line.low, line.high) == (State.COUNTED, 10, 10)
    assert line.why == "Counts 10 of 10. Held as intelligence: ask somebody cleared to read it."
    unsaid = replace(closed, level=None, closed_points=None)
    missing = score(CRITERIA, [unsaid], DAY).line("intelligence")
    assert (missing.state, missing.low, missing.high) == (State.MISSING, 0, 10)

"""What is shown of an outcome, what must be answered, and that both survive being kept."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from popo.selection.fairness import words
from popo.selection.fairness.assessment import About, assessment
from popo.selection.fairness.document import OVERALL, Figures, as_document, from_document
from popo.selection.fairness.ratios import Reading
from popo.selection.fairness.tables import (
    TOGETHER,
    Characteristic,
    Compared,
    Groups,
    Outcome,
    Row,
    Unit,
    compare,
)
from popo.suppress import LEAST

GROUPS: Groups = dict.fromkeys(Characteristic, ("Some", "Others", "Few"))
DAY = date(2024, 4, 30)


def units(group: str | None, cases: int, others: int) -> list[Unit]:
    """People who are of this group in every respect."""
    traits = dict.fromkeys(Characteristic, group)
    return [(traits, True)] * cases + [(traits, False)] * others


def compared(*held: list[Unit]) -> Compared:
    return compare(Outcome.SELECTED, [unit for part in held for unit in part], GROUPS)


def rows(of: Compared) -> dict[str, Row]:
    """Those of one table; all tables are alike here."""
    return {row.group: row for row in of.tables[0].rows}


def figures(*outcomes: Compared) -> Figures:
    return Figures("adults", DAY, date(2022, 5, 1), outcomes, None)


def test_each_group_is_held_against_all_others_together() -> None:
    done = compared(units("Some", 20, 20), units("Others", 10, 30), units("Few", 10, 10))
    some = rows(done)["Some"]
    assert (some.at_risk, some.cases, some.percent) == (40, 20, 50)
    assert some.ratio is not None
    assert some.ratio.value == pytest.approx((20 / 40) / (20 / 60))
    assert some.reading is Reading.ABOVE


def test_who_is_not_recorded_is_held_against_nobody() -> None:
    known = units("Some", 20, 20), units("Others", 10, 30)
    without, with_unknown = compared(*known), compared(*known, units(None, 30, 10))
    assert rows(without) == rows(with_unknown)
    table = with_unknown.tables[0]
    assert (table.not_recorded, table.recorded_percent) == (40, 67)


def test_small_numbers_have_neither_ratio_nor_interval_and_are_asked_about_together() -> None:
    done = compared(units("Some", 20, 20), units("Others", 21, 20), units("Few", 2, 30))
    few, next_smallest = rows(done)["Few"], rows(done)["Some"]
    for row in (few, next_smallest):
        assert (row.cases, row.ratio, row.reading) == (None, None, Reading.TOO_SMALL)
    assert few.at_risk == 32
    assert [flag.key for flag in done.flags][-1] == "selected/too_small"


def test_groups_not_shown_are_compared_together() -> None:
    """So that a handful of small minorities is not lost from sight altogether."""
    done = compared(units("Some", 20, 60), units("Others", 4, 4), units("Few", 3, 4))
    together = rows(done)[TOGETHER]
    assert (together.at_risk, together.cases) == (15, 7)
    assert together.ratio is not None
    assert together.ratio.value == pytest.approx((7 / 15) / (20 / 80))
    assert f"selected/self_defined/{TOGETHER}" in [flag.key for flag in done.flags]


def test_a_tiny_group_does_not_even_show_its_size() -> None:
    done = compared(units("Some", 20, 20), units("Others", 10, 15), units("Few", 1, 1))
    assert rows(done)["Few"].at_risk is None
    assert rows(done)["Others"].at_risk is None
    assert rows(done)["Some"].cases == 20


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ([], "Not enough data: no nominations decided."),
        ([units("Some", 2, 2)], "Not enough data: fewer than 5 nominations decided."),
        ([units("Some", 0, 40)], "40 nominations decided, none selected: not enough data."),
        (
            [units("Some", 3, 40)],
            (
                "43 nominations decided. Not enough data: fewer than 5 were selected, or fewer "
                "than 5 were not."
            ),
        ),
        ([units("Some", 20, 20)], "40 nominations decided, 20 selected."),
    ],
)
def test_not_enough_data_is_said_plainly(held: list[list[Unit]], said: str) -> None:
    assert words.about(compared(*held)) == said


def test_no_events_flag_nothing_and_are_not_taken_for_fairness() -> None:
    done = compared(units("Some", 0, 40), units("Others", 0, 40))
    assert done.flags == []
    assert {row.reading for row in rows(done).values()} == {Reading.NOT_ENOUGH}


def test_few_events_are_hidden_everywhere_and_asked_about() -> None:
    done = compared(units("Some", 3, 40), units("Others", 0, 40))
    assert done.cases is None
    assert all(row.cases is None for row in rows(done).values())
    assert [flag.key for flag in done.flags] == ["selected/too_small"]


def test_one_group_alone_has_nobody_to_be_compared_with() -> None:
    done = compared(units("Some", 20, 20))
    assert rows(done)["Some"].reading is Reading.NOT_ENOUGH
    assert done.flags == []


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (
            [units("Some", 5, 20), units("Others", 40, 70)],
            "0.55, but anything from 0.17 to 1.39 fits these small numbers.",
        ),
        (
            [units("Some", 10, 90), units("Others", 50, 50)],
            "0.20: anything from 0.11 to 0.37 fits, so chance alone hardly explains it.",
        ),
        (
            [units("Some", 20, 20), units("Others", 20, 20)],
            "1.00, within 0.8 to 1.25; anything from 0.65 to 1.55 fits.",
        ),
        (
            [units("Some", 0, 12), units("Others", 9, 31)],
            "0.00 (nobody in this group), but anything from 0.00 to 1.69 fits these small numbers.",
        ),
        (
            [units("Some", 9, 31), units("Others", 0, 12)],
            (
                "Infinite (nobody in any other group), but anything from 0.59 upwards fits these "
                "small numbers."
            ),
        ),
    ],
)
def test_a_ratio_is_never_said_without_its_interval(held: list[list[Unit]], said: str) -> None:
    assert words.sentence(rows(compared(*held))["Some"]) == said


def test_no_flag_never_reads_as_no_difference() -> None:
    fair = figures(compared(units("Some", 20, 20), units("Others", 20, 20)))
    assert fair.asked == [OVERALL]
    _, reason = words.asked(fair)[OVERALL]
    assert reason == (
        "Nothing outside 0.8 to 1.25 was seen; with these numbers a real difference could be "
        "missed."
    )


def test_what_is_asked_has_a_key_for_each_ratio_outside() -> None:
    done = figures(compared(units("Some", 20, 20), units("Others", 10, 30)))
    assert "selected/sex/Some" in done.asked
    assert words.asked(done)["selected/sex/Some"][0] == "Selection, sex: Some"
    assert OVERALL not in done.asked


COUNTED = st.lists(
    st.tuples(st.sampled_from(["Some", "Others", "Few", None]), st.booleans()), max_size=60
)


@settings(deadline=None)
@given(COUNTED)
def test_figures_survive_being_kept_and_never_hold_a_small_number(
    held: list[tuple[str | None, bool]],
) -> None:
    everybody = [(dict.fromkeys(Characteristic, group), case) for group, case in held]
    done = figures(compare(Outcome.BREACHED, everybody, GROUPS))
    kept = json.loads(json.dumps(as_document(done), allow_nan=False))
    assert from_document(kept) == done
    for outcome in kept["outcomes"]:
        shown = [outcome["at_risk"], outcome["cases"]]
        for table in outcome["tables"]:
            for row in table["rows"]:
                shown += [row["at_risk"], row["cases"]]
                assert row["ratio"] is None or row["cases"] is not None
                if row["cases"] is not None:
                    shown.append(row["at_risk"] - row["cases"])
        assert not [number for number in shown if number and number < LEAST]


def test_assessment_says_everything_that_was_asked() -> None:
    done = figures(compared(units("Some", 20, 20), units("Others", 10, 30)))
    about = About("The scheme", "Version 2", "0" * 64, "Not finished.", "Sam", "Not yet")
    held = assessment(about, done, {})
    assert [answer["key"] for answer in held["answers"]] == done.asked
    assert held["nothing_flagged"] == ""
    assert held["limits"]

"""The list, counted by hand, and in every history that can be made up."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.cases.counting import (
    COLOURS,
    JOINED,
    LEFT,
    Engaged,
    Light,
    SchemeList,
    Spell,
    by_strand,
    cohort,
    on_lists,
    traffic_lights,
)
from popo.cases.models import CaseEnd, Colour, Strand
from popo.figures import Figure, Period

APRIL = Period(date(2024, 4, 1), date(2024, 4, 30))
MAY = Period(date(2024, 5, 1), date(2024, 5, 31))
CC, RR, PD = Strand.CATCH_AND_CONVICT, Strand.REHABILITATE_AND_RESETTLE, Strand.PREVENT_AND_DETER
JANUARY = date(2024, 1, 8)


def day(number: int, month: int = 4) -> date:
    return date(2024, month, number)


def spell(
    opened_on: date = JANUARY,
    closed_on: date | None = None,
    end_reason: CaseEnd | None = None,
    *,
    strand: Strand = CC,
    number: int = 1,
    engaged: tuple[Engaged, ...] | None = None,
    lights: tuple[Light, ...] = (),
) -> Spell:
    if engaged is None:
        engaged = (Engaged(opened_on, closed_on, strand),)
    return Spell(uuid4(), uuid4(), number, opened_on, closed_on, end_reason, engaged, lights)


def light(colour: Colour, starts_on: date = JANUARY, ends_on: date | None = None) -> Light:
    return Light(starts_on, ends_on, colour, starts_on + timedelta(days=90))


def values(figures: list[Figure]) -> dict[str, int | None]:
    return {figure.name: figure.value for figure in figures}


def counted(figures: list[Figure], prefix: str) -> dict[str, int | None]:
    """What is not zero, by the name after the prefix."""
    return {
        figure.name.removeprefix(f"{prefix}/"): figure.value
        for figure in figures
        if figure.name.startswith(prefix) and figure.value
    }


def test_cohort_counts_a_month_by_hand() -> None:
    spells = [
        spell(),
        spell(),
        spell(opened_on=day(1)),
        spell(opened_on=day(30)),
        spell(opened_on=day(3), number=2),
        spell(closed_on=day(1), end_reason=CaseEnd.DESISTED),
        spell(closed_on=day(30), end_reason=CaseEnd.LONG_CUSTODY),
        spell(closed_on=day(15), end_reason=CaseEnd.MOVED),
        spell(closed_on=day(15), end_reason=CaseEnd.DECEASED),
        spell(closed_on=day(15), end_reason=CaseEnd.SELECTED_IN_ERROR),
        spell(opened_on=day(1, 5)),
        spell(closed_on=day(31, 3), end_reason=CaseEnd.DESISTED),
        spell(strand=PD),
        spell(strand=PD, closed_on=day(9), end_reason=CaseEnd.TURNED_18),
        spell(strand=PD, opened_on=day(9)),
    ]
    figures = cohort(spells, APRIL)
    assert counted(figures, "cohort/adults") == {
        "opening": 7,
        "selected": 2,
        "returned": 1,
        "de_selected": 2,
        "transferred_out": 1,
        "died": 1,
        "removed_in_error": 1,
        "closing": 5,
    }
    assert counted(figures, "cohort/prevent_and_deter") == {
        "opening": 2,
        "selected": 1,
        "turned_18": 1,
        "closing": 2,
    }


def test_cohort_counts_who_came_and_went_within_the_month_on_both_lines() -> None:
    figures = cohort([spell(day(5), day(20), CaseEnd.DISPLACED)], APRIL)
    assert counted(figures, "cohort") == {"adults/selected": 1, "adults/de_selected": 1}


def test_cohort_counts_a_move_between_the_lists_once_on_each() -> None:
    moved = spell(
        engaged=(Engaged(JANUARY, day(10), PD), Engaged(day(10), None, CC)),
    )
    back = spell(engaged=(Engaged(JANUARY, day(10), CC), Engaged(day(10), None, PD)))
    figures = cohort([moved, back], APRIL)
    assert counted(figures, "cohort") == {
        "adults/opening": 1,
        "adults/closing": 1,
        "prevent_and_deter/opening": 1,
        "prevent_and_deter/closing": 1,
        "moved_to_adults": 1,
        "moved_to_prevent_and_deter": 1,
    }


def test_a_figure_names_the_records_it_counted() -> None:
    kept, gone = spell(), spell(closed_on=day(2), end_reason=CaseEnd.MOVED)
    members = {figure.name: figure.members for figure in cohort([kept, gone], APRIL)}
    assert members["cohort/adults/closing"] == (kept.case_id.hex,)
    assert members["cohort/adults/transferred_out"] == (gone.case_id.hex,)
    assert set(members["cohort/adults/opening"] or ()) == {kept.case_id.hex, gone.case_id.hex}


def test_traffic_lights_count_moves_of_adults_by_hand() -> None:
    better = (light(Colour.RED, ends_on=day(9)), light(Colour.AMBER, day(9)))
    worse = (light(Colour.GREEN, ends_on=day(9)), light(Colour.RED, day(9)))
    locked_up = (light(Colour.RED, ends_on=day(9)), light(Colour.CUSTODY, day(9)))
    spells = [
        spell(lights=better),
        spell(lights=worse),
        spell(lights=locked_up),
        spell(lights=(light(Colour.AMBER),)),
        spell(opened_on=day(4), lights=(light(Colour.RED, day(4)),)),
        spell(
            closed_on=day(4),
            end_reason=CaseEnd.MOVED,
            lights=(light(Colour.GREEN, ends_on=day(4)),),
        ),
        spell(),
        spell(strand=PD, lights=(light(Colour.AMBER),)),
    ]
    figures = traffic_lights(spells, APRIL)
    assert counted(figures, "lights/adults/movement") == {
        "red/amber": 1,
        "green/red": 1,
        "red/custody": 1,
        "amber/amber": 1,
        "joined/red": 1,
        "green/left": 1,
        "not_set/not_set": 1,
    }
    assert counted(figures, "lights/adults/now") == {
        "red": 2,
        "amber": 2,
        "custody": 1,
        "not_set": 1,
    }
    assert counted(figures, "lights/prevent_and_deter/now") == {"amber": 1}
    assert values(figures)["lights/adults/better"] == 1
    assert values(figures)["lights/adults/worse"] == 1


def test_a_review_is_overdue_the_day_after_it_was_due() -> None:
    due = Light(JANUARY, None, Colour.RED, day(30))
    late = Light(JANUARY, None, Colour.RED, day(29))
    figures = traffic_lights([spell(lights=(due,)), spell(lights=(late,))], APRIL)
    assert values(figures)["lights/adults/review_overdue"] == 1


def test_by_strand_takes_the_primary_one_of_the_day() -> None:
    moved = spell(engaged=(Engaged(JANUARY, day(30), CC), Engaged(day(30), None, RR)))
    adults = [moved, spell(), spell(engaged=())]
    assert values(by_strand(adults, day(30))) == {
        "who/adults/strand/catch_and_convict": 1,
        "who/adults/strand/rehabilitate_and_resettle": 1,
        "who/adults/strand/none": 1,
    }


def test_a_period_lies_within_one_month() -> None:
    with pytest.raises(ValueError, match="one month"):
        Period(date(2024, 4, 1), date(2024, 5, 1))


DAYS = st.dates(date(2024, 3, 1), date(2024, 6, 10))


@st.composite
def spells(draw: st.DrawFn) -> Spell:
    opened_on, closed_on = sorted([draw(DAYS), draw(DAYS)])
    ends = draw(st.booleans())
    starts = sorted(draw(st.lists(DAYS, max_size=3)))
    engaged = tuple(Engaged(start, None, draw(st.sampled_from(Strand))) for start in starts)
    lights = tuple(Light(start, None, draw(st.sampled_from(Colour)), start) for start in starts)
    return Spell(
        uuid4(),
        uuid4(),
        draw(st.integers(1, 3)),
        opened_on,
        closed_on if ends else None,
        draw(st.sampled_from(CaseEnd)) if ends else None,
        engaged,
        lights,
    )


@given(st.lists(spells(), max_size=12))
def test_every_history_adds_up(history: list[Spell]) -> None:
    found = values(cohort(history, APRIL) + traffic_lights(history, APRIL))
    number = {name: value or 0 for name, value in found.items()}
    for each in SchemeList:
        line = {
            name.rsplit("/", 1)[1]: value
            for name, value in number.items()
            if name.startswith(f"cohort/{each}/")
        }
        came = line["selected"] + line["returned"] + number[f"cohort/moved_to_{each}"]
        went = number[f"cohort/moved_to_{each.other}"] + sum(
            line[kind]
            for kind in ("de_selected", "transferred_out", "turned_18", "died", "removed_in_error")
        )
        assert line["opening"] + came - went == line["closing"]
        lights = sum(number[f"lights/{each}/now/{colour}"] for colour in COLOURS)
        assert lights == line["closing"] == len(on_lists(history, APRIL.day)[each])
    moves = {
        tuple(name.split("/")[-2:]): value for name, value in number.items() if "/movement/" in name
    }
    began = sum(value for (row, _), value in moves.items() if row != JOINED)
    ended = sum(value for (_, column), value in moves.items() if column != LEFT)
    assert (began, ended) == (number["cohort/adults/opening"], number["cohort/adults/closing"])


@given(st.lists(spells(), max_size=12))
def test_a_month_opens_with_what_the_month_before_closed_with(history: list[Spell]) -> None:
    april, may = cohort(history, APRIL), cohort(history, MAY)
    closed = {figure.name: figure.members for figure in april}
    opened = {figure.name: figure.members for figure in may}
    for each in SchemeList:
        assert opened[f"cohort/{each}/opening"] == closed[f"cohort/{each}/closing"]

from datetime import date, timedelta

from popo.cases.counting import SchemeList
from popo.cases.models import CaseEnd, Strand
from popo.cases.services import open_case
from popo.db import db
from popo.figures import Figure, Period
from popo.selection.measures_exits import exit_summaries, exits
from tests.selection import make
from tests.selection.make import TODAY
from tests.selection.make_spells import Spell, YoungSpell

APRIL = Period(date(2024, 4, 1), TODAY)


def figures(period: Period = APRIL) -> dict[str, Figure]:
    return {figure.name: figure for figure in exits(period)}


def test_an_empty_month_is_counted_zeros(work: None) -> None:
    found = figures()
    assert found["exits/adults/reason/desisted"].members == ()
    assert found["exits/adults/median_days"].value is None
    assert found["exits/adults/past_review"].value == 0


def test_exits_are_counted_by_reason_and_list_with_the_length_of_stay(work: None) -> None:
    adult = Spell(opened_on=TODAY - timedelta(days=100))
    adult.let_go()
    young = YoungSpell(adult.scheme)
    young.let_go()
    found = figures()
    assert found["exits/adults/reason/desisted"].members == (adult.case.id.hex,)
    assert found["exits/adults/median_days"].value == 100
    assert found["exits/prevent_and_deter/reason/desisted"].members == (young.case.id.hex,)
    assert found["exits/adults/reason/below_threshold"].value == 0
    march = figures(Period(date(2024, 3, 1), date(2024, 3, 31)))
    assert march["exits/adults/reason/desisted"].value == 0


def test_coming_back_within_a_year_counts_in_the_month_of_return(work: None) -> None:
    spell = Spell()
    spell.let_go()
    police = make.actor(spell.scheme.police)
    again = open_case(police, spell.person, Strand.CATCH_AND_CONVICT, TODAY, police.agency_id)
    db.session.flush()  # read back
    assert figures()["exits/adults/re_entered"].members == (again.id.hex,)
    again.opened_on = spell.case.closed_on or TODAY
    spell.case.end_reason = CaseEnd.SELECTED_IN_ERROR
    db.session.flush()  # read back
    assert figures()["exits/adults/re_entered"].value == 0


def test_a_case_nobody_scored_in_time_is_past_review(work: None) -> None:
    late = Spell(opened_on=TODAY - timedelta(days=400))
    Spell(late.scheme)
    assert figures()["exits/adults/past_review"].members == (late.case.id.hex,)


def test_summary_hides_small_numbers_and_keeps_lists_apart(work: None) -> None:
    spell = Spell()
    spell.let_go()
    (adults,) = exit_summaries(TODAY, [Strand.CATCH_AND_CONVICT])
    assert adults.scheme_list is SchemeList.ADULTS
    assert (adults.left, adults.came_back, adults.median_days) == (
        "fewer than 5",
        "fewer than 5",
        None,
    )
    assert adults.reasons == {CaseEnd.DESISTED: "fewer than 5"}
    assert [row.scheme_list for row in exit_summaries(TODAY, list(Strand))] == list(SchemeList)

"""A whole update, and the readers who subtract across all of it."""

from datetime import date
from uuid import uuid4

from hypothesis import HealthCheck, given, settings

from popo.cases.counting import IN_LINES, OUT_LINES, SchemeList, moved_to
from popo.figures import Figure, counted
from popo.reports.disclosure import HIDDEN, is_sensitive, relations, shown
from popo.suppress import LEAST
from popo.whereabouts.measures import Held, count_whereabouts
from popo.whereabouts.models import Basis
from tests.reports.attack import subtracted
from tests.reports.make import months

SLOW = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@SLOW
@given(months())
def test_no_small_number_of_an_update_can_be_subtracted_back(figures: list[Figure]) -> None:
    printed = shown(figures)
    cells = {figure.name: figure.value for figure in figures if figure.value is not None}
    hidden = frozenset(name for name, value in printed.items() if value == HIDDEN)
    small = {name for name in cells if is_sensitive(name) and 0 < cells[name] < LEAST}
    assert small <= hidden
    assert not small & subtracted(cells, relations(cells), hidden).keys()


@SLOW
@given(months())
def test_what_prints_is_true_and_the_account_of_adults_prints(figures: list[Figure]) -> None:
    printed = shown(figures)
    for figure in figures:
        assert printed[figure.name] in {figure.value, HIDDEN}
        if figure.name.startswith(("cohort/adults/", "lights/adults/", "actions/", "contacts/all")):
            assert printed[figure.name] == figure.value
    for scheme_list in ("adults", "prevent_and_deter"):
        assert isinstance(printed[f"cohort/{scheme_list}/closing"], int)


def test_is_sensitive_knows_people_from_work() -> None:
    assert is_sensitive("who/adults/sex/female")
    assert is_sensitive("where/adults/place/at_large")
    assert is_sensitive("cohort/prevent_and_deter/selected")
    assert is_sensitive("contacts/prevent_and_deter/none_kept")
    assert not is_sensitive("cohort/prevent_and_deter/opening")
    assert not is_sensitive("cohort/moved_to_adults")
    assert not is_sensitive("where/adults/releases_28")
    assert not is_sensitive("actions/agency/Police/raised")


def test_a_figure_that_counts_nothing_is_left_as_it_is() -> None:
    whole = counted("cohort/adults/closing", [uuid4()])
    figures = [whole, Figure("agreed/prevent_and_deter", 3), Figure("agreed/adults", None)]
    assert shown([*figures, counted("where/adults/place/custody", [])]) == {
        "cohort/adults/closing": 1,
        "agreed/prevent_and_deter": 3,
        "agreed/adults": None,
        "where/adults/place/custody": 0,
    }


def test_the_supervised_are_not_told_by_those_who_are_not() -> None:
    """Found on the demonstration town: 20 on the list, 19 without supervision, one order."""
    people = [uuid4() for _ in range(20)]
    held = Held({}, {people[0]: {Basis.YOUTH_ORDER}}, {})
    children = SchemeList.PREVENT_AND_DETER
    figures = count_whereabouts(children, set(people), held, date(2024, 4, 30))
    figures += [counted(f"cohort/{children}/{line}", people) for line in ("opening", "closing")]
    figures += [counted(f"cohort/{children}/{line}", []) for line in (*IN_LINES, *OUT_LINES)]
    printed = shown([*figures, *(counted(moved_to(each), []) for each in SchemeList)])
    where = f"where/{children}"
    assert printed[f"{where}/basis/youth_order"] == HIDDEN
    assert printed[f"{where}/supervised/any"] == HIDDEN
    assert printed[f"{where}/supervised/none"] == HIDDEN

"""The table of how many stand how tells no small number, and none that gives one away."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.access.permissions import Role
from popo.accounts.models import AgencyKind
from popo.cases.models import Strand
from popo.resettlement.kinds import NOT_COUNTED, REACHED, STATES, Area
from popo.resettlement.measures import COUNTED, NOT_SAID, REACHED_OF, Column, column
from popo.resettlement.queries import Standing
from popo.suppress import LEAST
from tests import make
from tests.pages import Browser
from tests.resettlement.making import on_strand, say

_COUNTS = st.lists(st.integers(0, 12), min_size=7, max_size=7)


def _column(area: Area, counts: list[int]) -> Column:
    held = Counter(dict(zip(STATES[area], counts, strict=False)))
    return column(Standing(area, sum(counts), held))


@given(st.sampled_from(Area), _COUNTS)
def test_no_small_number_is_shown(area: Area, counts: list[int]) -> None:
    made = _column(area, counts)
    for cell in (*STATES[area], NOT_SAID, REACHED_OF, COUNTED):
        shown = made.shown(cell)
        assert shown is None or shown == 0 or shown >= LEAST


@given(st.sampled_from(Area), _COUNTS)
def test_nothing_hidden_is_left_alone_beside_a_sum_that_is_shown(
    area: Area, counts: list[int]
) -> None:
    made = _column(area, counts)
    apart = NOT_COUNTED.get(area, frozenset())
    missed = STATES[area].keys() - REACHED[area] - apart
    for parts, total in (
        (REACHED[area], made.shown(REACHED_OF)),
        (missed | {REACHED_OF}, made.shown(COUNTED)),
        (apart | {COUNTED, NOT_SAID}, sum(counts)),
    ):
        if total is not None and total >= LEAST:
            assert sum(made.shown(part) is None for part in parts) != 1


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ([7, 6, 5, 5, 5, 5, 5], set()),
        ([7, 0, 0, 0, 0, 0, 9], set()),
        ([7, 1, 6, 0, 0, 12, 12], {"settled", "family"}),
        ([1, 0, 0, 0, 0, 0, 0], {"settled", REACHED_OF, COUNTED}),
    ],
)
def test_what_is_hidden_of_housing(counts: list[int], hidden: set[str]) -> None:
    assert _column(Area.HOUSING, counts).hidden - {"people"} == hidden


def test_the_page_hides_them_and_shows_no_names_beside_them(browser: Browser) -> None:
    make.partnership()
    probation = make.agency(AgencyKind.PROBATION)
    lead = make.user(Role.STRAND_LEAD, Strand.REHABILITATE_AND_RESETTLE, of=probation)
    browser.sign_in(lead)
    people = [on_strand(lead) for _ in range(6)]
    for person in people[:5]:
        say(lead, person, "settled")
    page = browser.visit("resettlement.outcomes")
    assert "Of the 6 people" in page
    assert "5 of 5 in settled housing" not in page  # with the six, one of whom nothing is said
    assert "s = hidden" in page
    names = browser.visit("resettlement.outcomes", area="housing", state="")
    assert people[5].reference in names
    assert people[0].reference not in names
    assert "How it stands" not in names
    few = browser.visit("resettlement.outcomes", area="housing", state="settled")
    assert all(person.reference in few for person in people[:5])

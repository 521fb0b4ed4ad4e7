"""The table of how many stand how tells no small number, and none that gives one away."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.access.permissions import Role
from popo.accounts.models import AgencyKind
from popo.cases.models import Strand
from popo.resettlement.kinds import NOT_COUNTED, REACHED, STATES, Area
from popo.resettlement.measures import NOT_SAID, Column, column
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
def test_no_small_number_is_told(area: Area, counts: list[int]) -> None:
    made = _column(area, counts)
    told = [made.reached, made.counted, *(made.shown(cell) for cell in (*STATES[area], NOT_SAID))]
    assert all(number in {None, 0} or (number or 0) >= LEAST for number in told)


@given(st.sampled_from(Area), _COUNTS)
def test_what_is_hidden_is_more_than_one_and_no_small_number_together(
    area: Area, counts: list[int]
) -> None:
    made = _column(area, counts)
    cells = [*STATES[area], NOT_SAID]
    hidden = sum(number for cell, number in zip(cells, counts, strict=False) if cell in made.hidden)
    if made.hidden and sum(counts) >= LEAST:
        assert len(made.hidden) > 1
        assert hidden >= LEAST


@given(st.sampled_from(Area), _COUNTS)
def test_a_sum_tells_nothing_that_the_cells_do_not(area: Area, counts: list[int]) -> None:
    """Were it told beside some of what is hidden and not the rest, it would split them."""
    made = _column(area, counts)
    parts_counted = STATES[area].keys() - NOT_COUNTED.get(area, frozenset())
    for parts, number in ((REACHED[area], made.reached), (parts_counted, made.counted)):
        within, without = made.hidden & parts, made.hidden - parts
        assert (number is None) == bool(within and (without or sum(counts) < LEAST))


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ([7, 6, 5, 5, 5, 5, 5], set()),
        ([7, 0, 0, 0, 0, 0, 9], set()),
        ([7, 1, 6, 0, 0, 12, 12], {"family", "hostel"}),
        ([1, 0, 0, 0, 0, 0, 0], {"settled"}),
    ],
)
def test_what_is_hidden_of_housing(counts: list[int], hidden: set[str]) -> None:
    assert _column(Area.HOUSING, counts).hidden == hidden


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

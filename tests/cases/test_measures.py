"""Who they are, gathered from the tables."""

from datetime import date
from uuid import UUID

import pytest

from popo.access.actor import Actor
from popo.cases.counting import SchemeList
from popo.cases.measures import Described, age_band, cohort, count_described, lists_of, who
from popo.cases.models import CaseEnd, Strand
from popo.cases.services import close_case
from popo.db import settle
from popo.figures import Figure, Period
from popo.people.models import AddressKind, Sex
from popo.people.services import add_address
from tests import make
from tests.cases.make import case
from tests.statements import counted

APRIL = Period(date(2024, 4, 1), date(2024, 4, 30))


@pytest.fixture
def police(work: None) -> Actor:
    make.partnership()
    return make.actor()


def not_zero(figures: list[Figure]) -> dict[str, int | None]:
    return {figure.name: figure.value for figure in figures if figure.value}


def test_cohort_gathers_what_was_open_in_the_month(police: Actor) -> None:
    case(police)
    case(police, Strand.PREVENT_AND_DETER)
    case(police, opened_on=date(2024, 4, 16))
    _, gone = case(police)
    close_case(police, gone, CaseEnd.MOVED, date(2024, 4, 20))
    _, long_gone = case(police)
    close_case(police, long_gone, CaseEnd.DESISTED, date(2024, 3, 20))
    assert not_zero(cohort(lists_of(APRIL), APRIL)) == {
        "cohort/adults/opening": 2,
        "cohort/adults/selected": 1,
        "cohort/adults/transferred_out": 1,
        "cohort/adults/closing": 2,
        "cohort/prevent_and_deter/opening": 1,
        "cohort/prevent_and_deter/closing": 1,
    }


def test_who_counts_age_sex_and_home_area_once_each(police: Actor) -> None:
    homeless, _ = case(police, person=make.person(police, born=date(2000, 5, 1)))
    add_address(police, homeless, AddressKind.NO_FIXED_ABODE, "None", "", "Test")
    settled, _ = case(police, person=make.person(police, born=None, sex=Sex.FEMALE))
    add_address(police, settled, AddressKind.FAMILY, "2 Example Road", "ZZ1 1ZZ", "Test")
    add_address(police, settled, AddressKind.HOME, "1 Example Road", "LU1 1AA", "Test")
    case(police, Strand.PREVENT_AND_DETER, person=make.person(police, born=date(2008, 5, 1)))
    lists = lists_of(APRIL)
    found = not_zero(who(lists, APRIL))
    area = next(name for name in found if "home_area/Luton" in name)
    assert found == {
        "who/adults/strand/catch_and_convict": 2,
        "who/adults/age/18_to_24": 1,
        "who/adults/age/not_known": 1,
        "who/adults/sex/male": 1,
        "who/adults/sex/female": 1,
        "who/adults/home_area/no_fixed_abode": 1,
        area: 1,
        "who/prevent_and_deter/age/14_to_15": 1,
        "who/prevent_and_deter/sex/male": 1,
        "who/prevent_and_deter/home_area/not_known": 1,
    }


def test_who_asks_the_same_number_of_questions_however_many_there_are(police: Actor) -> None:
    case(police)
    settle()
    with counted() as few:
        who(lists_of(APRIL), APRIL)
    for _ in range(5):
        case(police)
    settle()
    with counted() as more:
        who(lists_of(APRIL), APRIL)
    assert len(few) == len(more)


@pytest.mark.parametrize(
    ("age", "adults", "young"),
    [
        (None, "not_known", "not_known"),
        (10, "under_18", "under_14"),
        (17, "under_18", "16_to_17"),
        (18, "18_to_24", "18_and_over"),
        (24, "18_to_24", "18_and_over"),
        (35, "35_and_over", "18_and_over"),
    ],
)
def test_age_band(age: int | None, adults: str, young: str) -> None:
    assert age_band(SchemeList.ADULTS, age) == adults
    assert age_band(SchemeList.PREVENT_AND_DETER, age) == young


def test_somebody_who_died_and_is_still_on_the_list_is_a_figure() -> None:
    dead = Described(UUID(int=1), Sex.MALE, 40, "not_known", has_died=True)
    found = not_zero(count_described(SchemeList.ADULTS, [dead]))
    assert found["quality/adults/died_and_still_on"] == 1

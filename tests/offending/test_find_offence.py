import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.offending.find_offence import MOST_FOUND, find_offences, title_of
from popo.reference.offences import home_office_offence


@pytest.mark.parametrize("typed", ["028/03", "02803", " 02803 "])
def test_find_offences_by_home_office_code(typed: str) -> None:
    (found,) = find_offences(typed)
    assert found.ho_code == "02803"


def test_find_offences_by_cjs_code() -> None:
    (found,) = find_offences("th68023")
    assert (found.ho_code, found.title) == ("03401", "Robbery")


def test_find_offences_by_words_in_any_order() -> None:
    there = [one.ho_code for one in find_offences("theft vehicle motor")]
    back = [one.ho_code for one in find_offences("MOTOR vehicle Theft")]
    assert there == back
    assert "04510" in there


@given(st.text(max_size=30))
def test_find_offences_takes_anything_and_offers_known_codes(typed: str) -> None:
    found = find_offences(typed)
    assert len(found) <= MOST_FOUND
    assert all(home_office_offence(one.ho_code) for one in found)
    assert len({(one.ho_code, one.title) for one in found}) == len(found)


@pytest.mark.parametrize("typed", ["", "   ", "no such offence anywhere"])
def test_find_offences_of_nothing_is_nothing(typed: str) -> None:
    assert find_offences(typed) == []


def test_title_of() -> None:
    assert "burglary" in title_of("02803").casefold()
    assert title_of("99999") == ""

"""Columns are guessed from headings as schemes, forces and courts write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.imports.mapping import COLUMN_WORDS, Column, find_headings, guess
from popo.imports.mapping.columns import HEADINGS, MANY
from popo.imports.tables import Line, open_text


def lines(text: str) -> list[Line]:
    return list(open_text(text).lines())


def test_every_column_has_words_and_headings() -> None:
    assert set(COLUMN_WORDS) == set(HEADINGS) == set(Column)
    heads = [one for known in HEADINGS.values() for one in known]
    assert len(heads) == len(set(heads)), "no heading stands for two columns"


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("SURNAME", Column.FAMILY_NAME),
        ("Fore names", Column.GIVEN_NAMES),
        ("D.O.B.", Column.DATE_OF_BIRTH),
        ("DateOfBirth", Column.DATE_OF_BIRTH),
        ("date_of_birth", Column.DATE_OF_BIRTH),
        ("PNC ID", Column.PNC),
        ("NOMS No.", Column.PRISON_NUMBER),
        ("A.K.A.", Column.ALIASES),
        ("Post Code", Column.POSTCODE),
        ("Traffic-light", Column.COLOUR),
        ("Lead oficer", Column.LEAD),
        ("Date de-selected", Column.DE_SELECTED_ON),
    ],
)
def test_headings_are_known_however_they_are_written(heading: str, column: Column) -> None:
    assert guess([heading]) == {0: column}


def test_what_is_like_nothing_is_left_to_the_user() -> None:
    assert guess(["Shoe size", "", "Notes", "DOC"]) == {}


def test_a_column_is_held_once_but_for_those_of_which_there_are_many() -> None:
    found = guess(["Surname", "Last name", "Phone", "Mobile", "Alias", "Nickname"])
    assert list(found.values()).count(Column.FAMILY_NAME) == 1
    assert list(found.values()).count(Column.PHONE) == 2
    assert list(found.values()).count(Column.ALIASES) == 2


@given(
    st.lists(
        st.one_of(
            st.sampled_from([one for known in HEADINGS.values() for one in known]),
            st.text(max_size=12),
        ),
        max_size=30,
    )
)
def test_no_place_and_no_single_column_is_given_twice(headings: list[str]) -> None:
    found = guess(headings)
    assert set(found) <= set(range(len(headings)))
    single = [column for column in found.values() if column not in MANY]
    assert len(single) == len(set(single))


@given(st.permutations(["Surname", "Forename", "DOB", "PNC", "Strand", "Status"]))
def test_the_order_of_columns_does_not_matter(headings: list[str]) -> None:
    assert {headings[place]: column for place, column in guess(headings).items()} == {
        "Surname": Column.FAMILY_NAME,
        "Forename": Column.GIVEN_NAMES,
        "DOB": Column.DATE_OF_BIRTH,
        "PNC": Column.PNC,
        "Strand": Column.STRAND,
        "Status": Column.STATUS,
    }


def test_headings_stand_below_a_title() -> None:
    found = find_headings(
        lines("POPO list,,as at 1/3/2007\n\nSurname,Forename,DOB\nA,B,1/2/1983\n")
    )
    assert (found.number, found.lines, found.names) == (3, 1, ("Surname", "Forename", "DOB"))


def test_two_lines_of_headings_are_read_together() -> None:
    found = find_headings(
        lines("Name,,Dates,,Status\nSurname,Forename,On,Off,\nA,B,1/2/2005,,Active\n")
    )
    assert (found.number, found.lines, found.last) == (1, 2, 2)
    assert guess(found.names) == {
        0: Column.FAMILY_NAME,
        1: Column.GIVEN_NAMES,
        2: Column.SELECTED_ON,
        3: Column.DE_SELECTED_ON,
        4: Column.STATUS,
    }


def test_a_title_over_headings_spoils_nothing() -> None:
    found = find_headings(lines("Luton POPO,2007\nSurname,DOB\nA,1/2/1983\n"))
    assert guess(found.names) == {0: Column.FAMILY_NAME, 1: Column.DATE_OF_BIRTH}


def test_a_list_without_known_headings_begins_with_its_first_line() -> None:
    assert find_headings(lines("x,y\n1,2\n")).number == 1
    assert find_headings([]).names == ()


def test_one_group_over_two_of_the_columns_is_no_title() -> None:
    """As a workbook gives merged cells: the title over all, the group over what it covers."""
    top = [
        Line(1, ("Our list",) * 4),
        Line(2, ("", "", "Dates", "Dates")),
        Line(3, ("Surname", "Forename", "On", "Off")),
    ]
    found = find_headings(top)
    assert (found.number, found.names) == (2, ("Surname", "Forename", "Dates On", "Dates Off"))
    assert guess(found.names)[2] is Column.SELECTED_ON

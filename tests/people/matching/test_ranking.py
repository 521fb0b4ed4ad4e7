from datetime import date

import pytest

from popo.people.matching.dates import DateMatch, compare_dates
from popo.people.matching.ranking import Candidate, Query, possible_duplicate, rank

BORN = date(1985, 3, 7)


def reasons(asked: str, *held: str) -> tuple[str, ...]:
    [ranked] = rank(Query(asked), [Candidate(1, held)])
    return ranked.reasons


def order(query: Query, *names: str) -> list[str]:
    candidates = [Candidate(number, (name,)) for number, name in enumerate(names)]
    return [one.candidate.names[0] for one in rank(query, candidates)]


@pytest.mark.parametrize(
    ("asked", "held", "expected"),
    [
        ("terence wright", "Terence Wright", ("same name",)),
        ("Smith-Jones, Leah", "Leah Smith Jones", ("same name",)),
        ("Leah Smithjones", "Leah Smith-Jones", ("same name",)),
        ("Abdul Rahman", "Abdulrahman", ("same name",)),
        ("Terence Wright", "Terence Paul Wright", ("same in part",)),
        ("Wright Terence", "Terence Wright", ("same name", "names in another order")),
        ("Terry Wright", "Terence Wright", ("same in part", "short form of Terence")),
        ("Terence Wright", "Terry Wright", ("same in part", "short form of Terence")),
        ("Sean Read", "Sean Reid", ("same in part", "spelt like, one letter different")),
        ("Wright", "Rite", ("sounds like",)),
        ("T Wright", "Terence Wright", ("same in part", "same initial")),
        ("MacDonald", "McDonald", ("Mac or Mc",)),
        ("Terence Wright", "Olga Fenn", ()),
    ],
)
def test_reasons(asked: str, held: str, expected: tuple[str, ...]) -> None:
    assert reasons(asked, held) == expected


def test_the_closest_of_a_persons_names_counts() -> None:
    assert reasons("Tel Right", "Terence Wright", "Tel Right") == ("same name",)


def test_nearer_spellings_come_first() -> None:
    names = ("Olga Fenn", "Jon Smythe", "John Paul Smith", "John Smith", "Smith John", "Jon Smith")
    assert order(Query("John Smith"), *names) == [
        "John Smith",
        "Jon Smith",
        "John Paul Smith",
        "Smith John",
        "Jon Smythe",
        "Olga Fenn",
    ]


def test_a_lone_surname_is_not_the_whole_name() -> None:
    assert order(Query("John Smith"), "Smith", "Joan Smith") == ["Joan Smith", "Smith"]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (BORN, DateMatch.SAME),
        (date(1985, 7, 3), DateMatch.SWAPPED),
        (date(1985, 3, 17), DateMatch.ONE_DIGIT),
        (date(1986, 3, 7), DateMatch.ONE_DIGIT),
        (date(1985, 11, 20), DateMatch.SAME_YEAR),
        (date(1971, 11, 20), DateMatch.DIFFERENT),
        (None, DateMatch.UNKNOWN),
    ],
)
def test_dates(held: date | None, expected: DateMatch) -> None:
    assert compare_dates(BORN, held) is expected


def test_the_birth_date_decides_among_people_of_one_name() -> None:
    dates = [None, date(1971, 11, 20), date(1985, 11, 20), date(1985, 7, 3), BORN]
    candidates = [Candidate(number, ("Ali Raza",), born) for number, born in enumerate(dates)]
    ranked = rank(Query("Ali Raza", born=BORN), candidates)
    assert [one.candidate.key for one in ranked] == [4, 3, 2, 0, 1]
    assert ranked[0].reasons == ("same name", "same birth date")
    assert ranked[1].reasons == ("same name", "day and month swapped")
    assert ranked[4].reasons == ("same name",)


def test_the_birth_year_decides_among_people_of_one_name() -> None:
    candidates = [Candidate(1, ("Ali Raza",)), Candidate(2, ("Ali Raza",), BORN)]
    first, second = rank(Query("Ali Raza", year=1985), candidates)
    assert first.candidate.key == 2
    assert first.reasons == ("same name", "same birth year")
    assert second.reasons == ("same name",)


def test_equal_scores_stand_in_the_order_of_their_keys() -> None:
    candidates = [Candidate(key, ("Ali Raza",)) for key in "cab"]
    assert [one.candidate.key for one in rank(Query("Ali Raza"), candidates)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("asked", "held", "born_asked", "born_held", "expected"),
    [
        ("Dean Clarke", "Dean Clark", None, None, True),
        ("Dean Clarke", "Dean Clark", BORN, None, True),
        ("Dean Clarke", "Dean Clark", BORN, date(1971, 11, 20), False),
        ("Dean Clarke", "Dean Clark", BORN, date(1985, 11, 20), False),
        ("Terence Wright", "Terry Right", None, None, True),
        ("John Smith", "Jon Smythe", None, None, False),
        ("John Smith", "Jon Smythe", BORN, BORN, True),
        ("Terence Wright", "Terry Right", BORN, BORN, True),
        ("Terence Wright", "Terry Right", BORN, date(1985, 7, 3), True),
        ("Terence Wright", "Terry Right", BORN, date(1985, 3, 1), True),
        ("Muhammed Ali", "Mohammed Alim", None, None, False),
        ("Terence Wright", "Olga Fenn", BORN, BORN, False),
        ("", "Olga Fenn", BORN, BORN, False),
    ],
)
def test_possible_duplicate(
    asked: str, held: str, born_asked: date | None, born_held: date | None, *, expected: bool
) -> None:
    candidate = Candidate(1, (held,), born_held)
    assert possible_duplicate(Query(asked, born=born_asked), candidate) is expected

import pytest

from popo.reference.files import read_csv
from popo.reference.nicknames import nickname_equivalents


@pytest.mark.parametrize(("one", "other"), [("Terence", "terry"), (" STEPHEN ", "steve")])
def test_a_name_and_its_nickname_find_each_other(one: str, other: str) -> None:
    assert other in nickname_equivalents(one)
    assert one.strip().lower() in nickname_equivalents(other)


def test_equivalence_goes_one_step_only() -> None:
    assert "chris" in nickname_equivalents("christine")
    assert "christopher" in nickname_equivalents("chris")
    assert "christopher" not in nickname_equivalents("christine")


def test_equivalence_is_mutual_and_never_of_a_name_with_itself() -> None:
    names = {row[column] for row in read_csv("nicknames.csv") for column in ("name1", "name2")}

    for name in names:
        assert name not in nickname_equivalents(name)
        assert all(name in nickname_equivalents(other) for other in nickname_equivalents(name))


def test_an_unknown_name_has_none() -> None:
    assert nickname_equivalents("Kowalska") == frozenset()
    assert nickname_equivalents("") == frozenset()

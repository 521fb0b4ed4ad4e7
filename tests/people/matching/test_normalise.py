import pytest

from popo.people.matching.normalise import MOST_LETTERS, MOST_PARTS, compounds, mac_as_mc, parts


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("  Terence   WRIGHT ", ("terence", "wright")),
        ("Smith-Jones, Leah", ("leah", "smith", "jones")),
        ("Sean O'Connor", ("sean", "oconnor")),
        ("Sean O\u2019Connor", ("sean", "oconnor")),
        ("Sean O\u02bcConnor", ("sean", "oconnor")),
        ("Ciarán Ó Briain", ("ciaran", "obriain")),
        ("Ciaran OBriain", ("ciaran", "obriain")),
        ("Ian Mc Donald", ("ian", "mcdonald")),
        ("Ștefan Țurcanu", ("stefan", "turcanu")),
        ("Łukasz Żółć", ("lukasz", "zolc")),
        ("Nguyễn Văn An", ("nguyen", "van", "an")),
        ("Zoe\u0308 Kelly", ("zoe", "kelly")),
        ("Jo\u2010Anne Ward", ("jo", "anne", "ward")),
        ("محمد", ("mhmd",)),
        ("Mac", ("mac",)),
        ("O", ("o",)),
        ("'-, ", ()),
        ("", ()),
    ],
)
def test_parts(name: str, expected: tuple[str, ...]) -> None:
    assert parts(name) == expected


def test_hyphenated_words_are_also_one_word() -> None:
    assert compounds("Smith-Jones, Anna-Marie") == ("annamarie", "smithjones")
    assert compounds("Smith Jones") == ()


@pytest.mark.parametrize(
    ("part", "folded"),
    [("macdonald", "mcdonald"), ("mcdonald", "mcdonald"), ("macy", "macy"), ("smith", "smith")],
)
def test_mac_as_mc(part: str, folded: str) -> None:
    assert mac_as_mc(part) == folded


def test_a_pasted_page_costs_no_more_than_a_long_name() -> None:
    found = parts("a" * 1_000 + " b" * 1_000)
    assert len(found) == MOST_PARTS
    assert len(found[0]) == MOST_LETTERS

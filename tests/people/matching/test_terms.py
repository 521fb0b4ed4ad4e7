import pytest

from popo.people.matching.terms import Kind, Term, deletions, terms_for_index, terms_for_query
from popo.people.matching.weights import WEIGHTS, weight_for


def shared_kinds(held: str, asked: str) -> set[Kind]:
    return {term.kind for term in terms_for_index([held]) & set(terms_for_query(asked))}


def test_deletions_are_of_the_beginning_only() -> None:
    assert deletions("leah") == {"leah", "eah", "lah", "leh", "lea"}
    assert deletions("leahson") == deletions("leahs")


def test_short_parts_meet_a_deletion_and_make_none() -> None:
    assert deletions("ali") == {"ali"}
    assert deletions("al") == frozenset()


def test_all_names_of_a_person_are_kept() -> None:
    kept = terms_for_index(["Terence Wright", "Tel Right"])
    assert {term.value for term in kept if term.kind is Kind.EXACT} == {
        "terence",
        "wright",
        "tel",
        "right",
    }


@pytest.mark.parametrize(
    ("held", "asked", "kind"),
    [
        ("Wright", "wright", Kind.EXACT),
        ("MacDonald", "Mc Donald", Kind.EXACT),
        ("Terence", "Terry", Kind.NICKNAME),
        ("Terry", "Terence", Kind.NICKNAME),
        ("Wright", "Rite", Kind.PHONETIC),
        ("Khan", "Kahn", Kind.DELETION),
        ("Smith-Jones", "Smithjones", Kind.EXACT),
        ("Abdulrahman", "Abdul Rahman", Kind.EXACT),
    ],
)
def test_found_by(held: str, asked: str, kind: Kind) -> None:
    assert kind in shared_kinds(held, asked)


def test_strangers_share_nothing() -> None:
    assert shared_kinds("Terence Wright", "Olga Fenn") == set()


def test_only_names_with_nicknames_keep_one() -> None:
    assert Term(Kind.NICKNAME, "terence") in terms_for_index(["Terence Wright"])
    assert Term(Kind.NICKNAME, "wright") not in terms_for_index(["Terence Wright"])


def test_a_query_asks_for_each_term_once_in_a_fixed_order() -> None:
    asked = terms_for_query("Lee Lee")
    assert len(asked) == len(set(asked))
    assert asked == sorted(asked)


def test_kinds_count_in_order_of_trust() -> None:
    in_order = (Kind.EXACT, Kind.NICKNAME, Kind.PHONETIC, Kind.DELETION)
    weights = [weight_for(kind) for kind in in_order]
    assert weights == sorted(set(weights), reverse=True)
    assert set(WEIGHTS) == set(Kind)

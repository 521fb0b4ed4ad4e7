"""The score of a pair: symmetric, never certain, and moved by each reason the way it says."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.duplicates.pairing import MOST, QUEUED_FROM, Held, Reason, compare, shared_numbers
from popo.people.identifiers import IdentifierKind
from popo.people.matching.ranking import Candidate, Query, possible_duplicate

PNC = (IdentifierKind.PNC, "1999/0123456A")
OTHER_PNC = (IdentifierKind.PNC, "2001/0000001B")
LOCAL = (IdentifierKind.LOCAL, "77")
JOHN = Held(("John Smith",), date(1983, 5, 3), "male")

_names = st.sampled_from(["John Smith", "Jon Smyth", "Smith John", "Zoe Quayle", "Ali Raza", ""])
_births = [date(1983, 5, 3), date(1983, 3, 5), date(1983, 5, 4), date(1970, 1, 1)]
_held = st.builds(
    Held,
    names=st.lists(_names, max_size=3).map(tuple),
    born=st.none() | st.sampled_from(_births),
    sex=st.sampled_from(["", "male", "female"]),
    numbers=st.frozensets(st.sampled_from([PNC, OTHER_PNC, LOCAL])),
    phones=st.frozensets(st.sampled_from(["07700900001", "07700900002"])),
    addresses=st.frozensets(st.sampled_from(["1 high street lu1 1aa", "2 low road lu2 2bb"])),
)


@given(first=_held, second=_held)
def test_whichever_comes_first_the_score_is_the_same(first: Held, second: Held) -> None:
    one, other = compare(first, second), compare(second, first)
    assert one.score == other.score
    assert sorted(one.codes) == sorted(other.codes)


@given(first=_held, second=_held)
def test_a_score_is_a_per_cent_and_never_certain(first: Held, second: Held) -> None:
    assert 0 <= compare(first, second).score <= MOST < 100


@given(first=_held, second=_held)
def test_a_national_number_in_common_is_always_asked_about(first: Held, second: Held) -> None:
    both = [replace(one, numbers=one.numbers | {PNC}) for one in (first, second)]
    pairing = compare(*both)
    assert pairing.is_queued
    assert Reason.SAME_IDENTIFIER.value in pairing.codes


@given(first=_held, second=_held)
def test_more_in_common_never_scores_less(first: Held, second: Held) -> None:
    before = compare(first, second).score
    for part, value in (("phones", "01582"), ("addresses", "9 new street lu3 3cc")):
        more = [replace(one, **{part: getattr(one, part) | {value}}) for one in (first, second)]
        assert compare(*more).score >= before


@given(first=_held, second=_held)
def test_reasons_are_kept_as_codes_and_no_more(first: Held, second: Held) -> None:
    assert set(compare(first, second).codes) <= {reason.value for reason in Reason}


@given(first=_held, second=_held)
def test_who_is_warned_of_while_adding_is_queued_where_a_date_agrees(
    first: Held, second: Held
) -> None:
    """The two rules agree, but for what only the queue knows to speak against a pair."""
    plain = [Held(one.names, one.born) for one in (first, second)]
    for words in plain[0].names:
        candidate = Candidate(1, plain[1].names, plain[1].born)
        if (
            plain[0].born
            and plain[1].born
            and possible_duplicate(Query(words, plain[0].born), candidate)
        ):
            assert compare(*plain).is_queued


@pytest.mark.parametrize(
    ("second", "reasons"),
    [
        (replace(JOHN, names=("Jon Smyth",)), {"close_name", "same_birth"}),
        (replace(JOHN, born=date(1983, 3, 5)), {"same_name", "swapped_birth"}),
        (replace(JOHN, born=date(1983, 5, 4)), {"same_name", "close_birth"}),
    ],
)
def test_queued_and_why(second: Held, reasons: set[str]) -> None:
    pairing = compare(JOHN, second)
    assert pairing.is_queued
    assert set(pairing.codes) == reasons


@pytest.mark.parametrize(
    "second",
    [
        Held(("John Smith",)),
        replace(JOHN, born=date(1961, 2, 9)),
        Held(("Zoe Quayle",), JOHN.born, "male"),
        Held(("Zoe Quayle",), None, "male", frozenset({LOCAL})),
    ],
)
def test_not_queued(second: Held) -> None:
    mine = replace(JOHN, numbers=frozenset({LOCAL}))
    assert compare(mine, second).score < QUEUED_FROM


def test_a_father_and_his_son_are_not_queued() -> None:
    home = frozenset({"1 high street lu1 1aa"})
    father = replace(JOHN, born=date(1955, 9, 30), addresses=home)
    assert not compare(replace(JOHN, addresses=home), father).is_queued


def test_two_numbers_of_a_kind_speak_against() -> None:
    mine, theirs = (replace(JOHN, numbers=frozenset({one})) for one in (PNC, OTHER_PNC))
    assert "other_identifier" in compare(mine, theirs).codes
    assert compare(mine, theirs).score < compare(JOHN, JOHN).score
    assert shared_numbers(mine, theirs) == 0


def test_no_names_are_no_names_in_common() -> None:
    assert compare(Held(), Held()).found == ()

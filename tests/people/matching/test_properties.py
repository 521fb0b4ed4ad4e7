"""What holds for every name, whoever typed it."""

from datetime import date
from string import ascii_lowercase

from hypothesis import given
from hypothesis import strategies as st

from popo.people.matching.normalise import parts
from popo.people.matching.ranking import Candidate, Query, rank
from popo.people.matching.terms import terms_for_index, terms_for_query

anything = st.text(max_size=60)
letters = st.sampled_from(ascii_lowercase)
long_parts = st.text(letters, min_size=4, max_size=30)
names = st.sampled_from(
    ["John Smith", "Jon Smythe", "Smith John", "Zoë Kelly", "", "Leah Smith-Jones", "Ali", "محمد"]
)
candidates = st.lists(
    st.builds(
        Candidate,
        st.uuids(),
        st.lists(names, max_size=3).map(tuple),
        st.none() | st.dates(date(1950, 1, 1), date(2005, 1, 1)),
    ),
    max_size=12,
    unique_by=lambda candidate: candidate.key,
)


@st.composite
def one_edit(draw: st.DrawFn) -> tuple[str, str]:
    """A part of four letters or more, and the same with one letter edited."""
    part = draw(long_parts)
    i = draw(st.integers(0, len(part) - 1))
    letter = draw(letters)
    edited = draw(
        st.sampled_from(
            [
                part[:i] + letter + part[i:],
                part[:i] + letter + part[i + 1 :],
                part[:i] + part[i + 1 :],
                part[:i] + part[i : i + 2][::-1] + part[i + 2 :],
                part + letter,
            ]
        )
    )
    return part, edited


@given(anything)
def test_any_text_has_plain_parts(name: str) -> None:
    assert all(part.isascii() and part.isalnum() and part == part.lower() for part in parts(name))


@given(st.text(st.characters(), max_size=40))
def test_any_text_at_all_can_be_kept_looked_for_and_ranked(name: str) -> None:
    found = terms_for_index([name]) & set(terms_for_query(name))
    assert bool(found) == bool(parts(name))
    [ranked] = rank(Query(name), [Candidate(1, (name,))])
    assert ranked.reasons == (("same name",) if parts(name) else ())


@given(one_edit())
def test_one_edit_is_still_found(pair: tuple[str, str]) -> None:
    held, asked = pair
    assert terms_for_index([held]) & set(terms_for_query(asked))
    assert terms_for_index([asked]) & set(terms_for_query(held))


@given(anything, anything)
def test_the_order_of_a_persons_names_changes_no_term(first: str, second: str) -> None:
    assert terms_for_index([first, second]) == terms_for_index([second, first])


@given(st.data(), anything, candidates)
def test_the_order_of_candidates_changes_no_ranking(
    data: st.DataObject, words: str, found: list[Candidate]
) -> None:
    query = Query(words, born=data.draw(st.none() | st.just(date(1985, 3, 7))))
    assert rank(query, found) == rank(query, data.draw(st.permutations(found)))


@given(names, candidates)
def test_scores_lie_between_nought_and_one(words: str, found: list[Candidate]) -> None:
    ranked = rank(Query(words, year=1985), found)
    assert all(0 <= one.score <= 1 for one in ranked)
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)

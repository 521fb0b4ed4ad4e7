"""Encrypted people are found however their names are spelt."""

import csv
from datetime import date

import pytest

from popo.people.matching.ranking import Query, possible_duplicate
from tests.people.matching.pool import MIX, Person, Pool, as_candidate, make_people
from tests.people.matching.recall import Recall, measure, misspelt
from tests.shared import shared

SIZE = 5_000
BORN = date(1981, 4, 12)


@pytest.fixture(scope="module")
def pool() -> Pool:
    return Pool(make_people(SIZE, seed=20_240_430))


@pytest.fixture(scope="module")
def recall(pool: Pool) -> Recall:
    return measure(pool, seed=7)


def pairs(expected: str) -> list[tuple[str, str]]:
    with shared("names/matching_pairs.csv").open(encoding="utf-8", newline="") as file:
        return [
            (row["name_a"], row["name_b"])
            for row in csv.DictReader(file)
            if row["expected"] == expected
        ]


def test_there_are_enough_misspelt_queries_and_they_repeat(pool: Pool) -> None:
    asked = misspelt(pool, seed=7)
    assert len(asked) >= 1_950
    assert asked == misspelt(pool, seed=7)


def test_the_right_person_is_on_the_first_page(recall: Recall) -> None:
    assert recall.overall >= 0.98, recall.missed


@pytest.mark.parametrize("origin", MIX)
def test_no_name_origin_is_found_less(recall: Recall, origin: str) -> None:
    assert recall.of(origin) >= 0.95, recall.missed


def test_a_person_costs_about_26_terms(pool: Pool) -> None:
    assert pool.rows / len(pool.people) < 26.5


def test_every_matching_pair_is_found_on_the_first_page(pool: Pool) -> None:
    for number, (first, second) in enumerate(pairs("match")):
        for key, asked, held in (
            (-2 * number - 1, first, second),
            (-2 * number - 2, second, first),
        ):
            pool.add(Person(key, "pair", held, "", (), BORN))
            assert pool.finds(Query(asked), key), (asked, held)


def test_a_matching_pair_with_one_birth_date_may_be_a_duplicate() -> None:
    for asked, held in pairs("match"):
        candidate = as_candidate(Person(1, "pair", held, "", (), BORN))
        assert possible_duplicate(Query(asked, born=BORN), candidate), (asked, held)


def test_different_names_are_no_duplicate_even_with_one_birth_date() -> None:
    for asked, held in pairs("no"):
        candidate = as_candidate(Person(1, "pair", held, "", (), BORN))
        assert not possible_duplicate(Query(asked), candidate)
        assert not possible_duplicate(Query(asked, born=BORN), candidate)


def test_a_pair_for_review_needs_the_birth_date() -> None:
    for asked, held in pairs("review"):
        candidate = as_candidate(Person(1, "pair", held, "", (), BORN))
        assert not possible_duplicate(Query(asked), candidate)
        assert possible_duplicate(Query(asked, born=BORN), candidate)

"""A seeded town of made-up people, and the term table the database would hold for them."""

import csv
import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from popo.people.matching.ranking import Candidate, Query, Ranked, rank
from popo.people.matching.terms import Term, terms_for_index, terms_for_query
from popo.people.matching.weights import MOST_CANDIDATES, weight_for
from popo.reference.nicknames import nickname_equivalents
from tests.shared import shared

PAGE = 20

MIX = {
    "en_GB": 78.0,
    "en_IE": 4.0,
    "pl_PL": 2.0,
    "ro_RO": 1.0,
    "en_PK": 7.0,
    "en_IN": 5.0,
    "yo_NG": 1.0,
    "tw_GH": 1.0,
}
"""Percent by name origin: the ethnic mix of the synthetic cohort, with Caribbean, mixed and not
stated drawing British names, and White divided among British, Irish, Polish and Romanian."""

MALE_SHARE = 0.96
ALIAS_SHARE = 0.6
NICKNAME_SHARE = 0.5


@dataclass(frozen=True)
class Origin:
    """The names of one locale: given names of either sex, surnames with their weights."""

    male: list[str]
    female: list[str]
    surnames: list[str]
    weights: list[float]


@dataclass(frozen=True)
class Person:
    key: int
    origin: str
    given: str
    surname: str
    aliases: tuple[str, ...]
    born: date

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}"

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class Pool:
    """The people, and a dictionary from term to people in the place of the term table."""

    def __init__(self, people: list[Person]) -> None:
        self.people: dict[int, Person] = {}
        self.rows = 0
        self._holders: dict[Term, list[int]] = defaultdict(list)
        for person in people:
            self.add(person)

    def add(self, person: Person) -> None:
        terms = terms_for_index(person.names)
        self.people[person.key] = person
        self.rows += len(terms)
        for term in terms:
            self._holders[term].append(person.key)

    @cached_property
    def bearers(self) -> Counter[str]:
        return Counter(person.name for person in self.people.values())

    def candidates(self, words: str) -> list[Candidate]:
        """As SQL will: the summed weight descending, then the key, at most 300."""
        weight: Counter[int] = Counter()
        for term in terms_for_query(words):
            worth = weight_for(term.kind)
            for key in self._holders.get(term, ()):
                weight[key] += worth
        chosen = sorted(weight, key=lambda key: (-weight[key], key))[:MOST_CANDIDATES]
        return [as_candidate(self.people[key]) for key in chosen]

    def search(self, query: Query) -> list[Ranked]:
        return rank(query, self.candidates(query.words))[:PAGE]

    def finds(self, query: Query, key: int) -> bool:
        return any(one.candidate.key == key for one in self.search(query))


def as_candidate(person: Person) -> Candidate:
    return Candidate(person.key, person.names, person.born)


def make_people(size: int, seed: int) -> list[Person]:
    chance = random.Random(seed)
    origins = read_origins()
    drawn = chance.choices(list(MIX), weights=list(MIX.values()), k=size)
    return [_make_person(key, origin, origins[origin], chance) for key, origin in enumerate(drawn)]


def read_origins() -> dict[str, Origin]:
    origins = {locale: Origin([], [], [], []) for locale in MIX}
    with shared("names/names_by_locale.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["locale"] in origins:
                _place(row, origins[row["locale"]])
    return origins


def _place(row: dict[str, str], origin: Origin) -> None:
    kind = row["kind"]
    if kind.startswith("surname"):
        origin.surnames.append(row["name"])
        origin.weights.append(float(row["weight"] or 1))
    if kind in {"given_male", "given_any"}:
        origin.male.append(row["name"])
    if kind in {"given_female", "given_any"}:
        origin.female.append(row["name"])


def _make_person(
    key: int,
    locale: str,
    origin: Origin,
    chance: random.Random,
) -> Person:
    given = chance.choice(origin.male if chance.random() < MALE_SHARE else origin.female)
    [surname] = chance.choices(origin.surnames, origin.weights)
    if chance.random() < 0.03:
        [second] = chance.choices(origin.surnames, origin.weights)
        surname = f"{surname}-{second}"
    aliases = _aliases(given, surname, origin, chance)
    born = date(1955, 1, 1) + timedelta(days=chance.randrange(365 * 38))
    return Person(key, locale, given, surname, aliases, born)


def _aliases(
    given: str,
    surname: str,
    origin: Origin,
    chance: random.Random,
) -> tuple[str, ...]:
    aliases: list[str] = []
    while len(aliases) < 4 and chance.random() < ALIAS_SHARE:
        known = sorted(nickname_equivalents(given))
        if known and chance.random() < NICKNAME_SHARE:
            aliases.append(f"{chance.choice(known).title()} {surname}")
        else:
            aliases.append(f"{given} {chance.choice(origin.surnames)}")
    return tuple(aliases)

"""Asks a pool for its people under misspelt names and counts whom it finds."""

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from popo.people.matching.ranking import Query
from tests.people.matching.misspell import WAYS
from tests.people.matching.pool import MIX, PAGE, Person, Pool

QUERIES_EACH = 18
"""For each name origin and each way of misspelling."""
PEOPLE_TRIED_EACH = 600
"""Some ways fit few names: nobody is called Mac- in Twi."""


@dataclass
class Recall:
    asked: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def overall(self) -> float:
        return self.found.total() / self.asked.total()

    def of(self, origin: str) -> float:
        return self.found[origin] / self.asked[origin]


def measure(pool: Pool, seed: int) -> Recall:
    """Recall in the first page, by name origin.

    The birth date is unknown to the asker. Only where so many bear exactly the true name that a
    page cannot hold them is the year of birth given too, as the search box allows; it is never
    enough that somebody of the same name was found.
    """
    recall = Recall()
    for person, way, words in misspelt(pool, seed):
        crowded = pool.bearers[person.name] >= PAGE
        query = Query(words, year=person.born.year if crowded else None)
        recall.asked[person.origin] += 1
        if pool.finds(query, person.key):
            recall.found[person.origin] += 1
        else:
            recall.missed.append((person.name, way, words))
    return recall


def misspelt(pool: Pool, seed: int) -> list[tuple[Person, str, str]]:
    chance = random.Random(seed)
    by_origin: dict[str, list[Person]] = defaultdict(list)
    for person in pool.people.values():
        by_origin[person.origin].append(person)
    return [
        (person, way, words)
        for origin in MIX
        for way in WAYS
        for person, words in _some(by_origin[origin], way, chance)
    ]


def _some(people: list[Person], way: str, chance: random.Random) -> list[tuple[Person, str]]:
    chosen: list[tuple[Person, str]] = []
    for person in chance.choices(people, k=PEOPLE_TRIED_EACH):
        words = WAYS[way](person, chance)
        if words and words != person.name.lower():
            chosen.append((person, words))
        if len(chosen) == QUERIES_EACH:
            break
    return chosen

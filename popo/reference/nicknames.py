"""Given names that stand for one another, mostly as used in the United States."""

from collections import defaultdict
from functools import cache

from popo.reference.files import read_csv


def nickname_equivalents(name: str) -> frozenset[str]:
    """The names, in lower case, one step from `name` in either direction, itself not among them.

    One step only: "chris" stands for "christine" and for "christopher", which are not each other.
    """
    return _equivalents().get(name.strip().lower(), frozenset())


@cache
def _equivalents() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in read_csv("nicknames.csv"):
        found[row["name1"]].add(row["name2"])
        found[row["name2"]].add(row["name1"])
    return {name: frozenset(others - {name}) for name, others in found.items()}

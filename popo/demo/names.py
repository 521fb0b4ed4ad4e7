"""Names by origin, aliases, and the ways a name comes to be spelt otherwise."""

import re
from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

from popo.reference.files import read_csv
from popo.reference.nicknames import nickname_equivalents

ORIGINS = {
    # self-defined code: where the given name and the surname are drawn from. No romanised Bengali
    # or Caribbean list was found: those names stand in for them.
    "W2": ("en_IE", "en_IE"),
    "W9": ("pl_PL", "pl_PL"),
    "A1": ("en_IN", "en_IN"),
    "A2": ("en_PK", "en_PK"),
    "A3": ("en_PK", "en_PK"),
    "A9": ("en_IN", "en_IN"),
    "B2": ("yo_NG", "yo_NG"),
    "B9": ("tw_GH", "tw_GH"),
    "M2": ("en_GB", "yo_NG"),
    "M3": ("en_GB", "en_PK"),
}
BRITISH = ("en_GB", "en_GB")
OTHER_WHITE = ("pl_PL", "ro_RO")
_SHORTEST_NICKNAME = 3
_TRIES = 20
_RESPELLINGS = (
    (r"ph", "f"),
    (r"ou", "u"),
    (r"ie", "y"),
    (r"ck", "k"),
    (r"([bdglmnprst])\1", r"\1"),
    (r"(?<=[aeiou])([lmnst])(?=[aeiou])", r"\1\1"),
    (r"e$", ""),
    (r"([aeiou])y$", r"\1"),
    (r"w", "v"),
    (r"(?<=[bcdfghjklmnpqrstvwxz])y", "i"),
)


@dataclass(frozen=True)
class FullName:
    given: str
    family: str

    @property
    def full(self) -> str:
        return f"{self.given} {self.family}"


@dataclass(frozen=True)
class _Pool:
    names: tuple[str, ...]
    running: tuple[float, ...]

    def draw(self, random: Random) -> str:
        return random.choices(self.names, cum_weights=self.running)[0]


def draw_name(random: Random, sex: str, self_defined: str) -> FullName:
    given_from, family_from = ORIGINS.get(self_defined, BRITISH)
    if self_defined == "W9":
        given_from = family_from = random.choice(OTHER_WHITE)
    return FullName(
        _pool(given_from, f"given_{sex}").draw(random),
        _pool(family_from, f"surname_{sex}").draw(random),
    )


def alias_of(random: Random, name: FullName) -> FullName:
    """A nickname where one is known, else the given or the family name spelt otherwise."""
    nicknames = [
        nickname.capitalize()
        for nickname in sorted(nickname_equivalents(name.given))
        if len(nickname) >= _SHORTEST_NICKNAME and nickname.isalpha()
    ]
    if nicknames and random.random() < 0.5:  # noqa: PLR2004 - as often as not
        return FullName(random.choice(nicknames), name.family)
    if random.random() < 0.5:  # noqa: PLR2004
        return FullName(respell(random, name.given), name.family)
    return FullName(name.given, respell(random, name.family))


def unlike(random: Random, name: FullName, known: Container[FullName]) -> FullName:
    """An alias that is not known yet; the initial alone where every way of writing it is."""
    for _ in range(_TRIES):
        alias = alias_of(random, name)
        if alias not in known:
            return alias
    return FullName(name.given[:1], name.family)


def respell(random: Random, word: str) -> str:
    """The word with one thing changed as people do who only heard it; never the same word."""
    changes = [re.sub(pattern, by, word.lower(), count=1) for pattern, by in _RESPELLINGS]
    changed = [change for change in changes if change != word.lower() and len(change) > 1]
    return _cased(random.choice(changed) if changed else word.lower() + "e")


def _cased(word: str) -> str:
    return re.sub(r"(^|['\u2019-])([^\W_])", lambda found: found[1] + found[2].upper(), word)


@cache
def _pool(locale: str, kind: str) -> _Pool:
    """Falls back to names that are for anybody, or to surnames without gender."""
    held = _names()[locale]
    rows = held[kind] or held["given_any" if kind.startswith("given") else "surname"]
    return _Pool(tuple(name for name, _ in rows), tuple(accumulate(weight for _, weight in rows)))


@cache
def _names() -> dict[str, defaultdict[str, list[tuple[str, float]]]]:
    found: defaultdict[str, defaultdict[str, list[tuple[str, float]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in read_csv("names_by_locale.csv"):
        weight = float(row["weight"] or 1)
        found[row["locale"]][row["kind"]].append((row["name"], weight))
    return dict(found)

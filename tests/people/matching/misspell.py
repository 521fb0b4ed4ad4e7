"""The ways names are misheard, mistyped and written otherwise.

Each takes a `Person` and chance, and gives a query, or None where it does not apply to that name.
"""

import random
from collections.abc import Callable
from itertools import pairwise
from string import ascii_lowercase

from popo.reference.nicknames import nickname_equivalents
from tests.people.matching.pool import Person

Part = Callable[[str, random.Random], str | None]
Whole = Callable[[Person, random.Random], str | None]

SOUNDS_ALIKE = (
    ("ph", "f"), ("ck", "k"), ("ght", "te"), ("ee", "ea"), ("ie", "y"), ("ey", "y"),
    ("kh", "k"), ("oo", "u"), ("ou", "u"), ("ai", "ay"), ("c", "k"), ("k", "c"),
    ("s", "z"), ("z", "s"), ("i", "y"), ("y", "i"), ("x", "ks"), ("q", "k"),
    ("j", "g"), ("th", "t"), ("sz", "sh"), ("cz", "ch"), ("sh", "s"), ("u", "oo"),
    ("ei", "i"), ("au", "or"), ("e", "ee"),
)  # fmt: skip
GENDERED = (("ski", "ska"), ("ska", "ski"), ("cki", "cka"), ("cka", "cki"))
VOWELS = "aeiou"


def _place(part: str, chance: random.Random) -> int | None:
    return chance.randrange(len(part)) if len(part) >= 4 else None


def insert(part: str, chance: random.Random) -> str | None:
    i = _place(part, chance)
    return None if i is None else part[:i] + chance.choice(ascii_lowercase) + part[i:]


def delete(part: str, chance: random.Random) -> str | None:
    i = _place(part, chance)
    return None if i is None else part[:i] + part[i + 1 :]


def replace(part: str, chance: random.Random) -> str | None:
    i = _place(part, chance)
    return None if i is None else part[:i] + chance.choice(ascii_lowercase) + part[i + 1 :]


def transpose(part: str, chance: random.Random) -> str | None:
    i = _place(part, chance)
    if i is None or i + 1 == len(part):
        return None
    return part[:i] + part[i + 1] + part[i] + part[i + 2 :]


def double(part: str, chance: random.Random) -> str | None:
    i = _place(part, chance)
    return None if i is None else part[:i] + part[i] + part[i:]


def single(part: str, _chance: random.Random) -> str | None:
    for first, second in pairwise(part):
        if first == second:
            return part.replace(first + second, first, 1)
    return None


def swap_vowel(part: str, chance: random.Random) -> str | None:
    places = [i for i, letter in enumerate(part) if letter in VOWELS]
    if not places or len(part) < 4:
        return None
    i = chance.choice(places)
    return part[:i] + chance.choice(VOWELS.replace(part[i], "")) + part[i + 1 :]


def by_sound(part: str, chance: random.Random) -> str | None:
    return _exchange(part, SOUNDS_ALIKE, chance)


def v_or_w(part: str, chance: random.Random) -> str | None:
    return _exchange(part, (("v", "w"), ("w", "v")), chance)


def gendered(part: str, _chance: random.Random) -> str | None:
    for ending, other in GENDERED:
        if part.endswith(ending):
            return part.removesuffix(ending) + other
    return None


def mac(part: str, _chance: random.Random) -> str | None:
    if part.startswith("mac") and len(part) > 5:
        return "mc" + part[3:]
    return "mac" + part[2:] if part.startswith("mc") else None


def _exchange(part: str, pairs: tuple[tuple[str, str], ...], chance: random.Random) -> str | None:
    usable = [pair for pair in pairs if pair[0] in part]
    return part.replace(*chance.choice(usable), 1) if usable and len(part) >= 4 else None


def one_part(change: Part) -> Whole:
    def apply(person: Person, chance: random.Random) -> str | None:
        given, surname = person.given.lower(), person.surname.lower()
        first, second = change(given, chance), change(surname, chance)
        if second and (not first or chance.random() < 0.6):
            return f"{given} {second}"
        return f"{first} {surname}" if first else None

    return apply


def both_parts(change: Part, other: Part) -> Whole:
    def apply(person: Person, chance: random.Random) -> str | None:
        first = change(person.given.lower(), chance)
        second = other(person.surname.lower(), chance)
        return f"{first} {second}" if first and second else None

    return apply


def nickname(person: Person, chance: random.Random) -> str | None:
    known = sorted(nickname_equivalents(person.given))
    return f"{chance.choice(known)} {person.surname}" if known else None


def surname_first(person: Person, _chance: random.Random) -> str | None:
    return f"{person.surname}, {person.given}"


def swapped(person: Person, _chance: random.Random) -> str | None:
    return f"{person.surname} {person.given}"


def mark_dropped(person: Person, chance: random.Random) -> str | None:
    marks = [mark for mark in "'-\u2019" if mark in person.name]
    if not marks:
        return None
    return person.name.replace(chance.choice(marks), chance.choice(["", " "]))


WAYS: dict[str, Whole] = {
    "insert": one_part(insert),
    "delete": one_part(delete),
    "replace": one_part(replace),
    "transpose": one_part(transpose),
    "double": one_part(double),
    "single": one_part(single),
    "vowel": one_part(swap_vowel),
    "sound": one_part(by_sound),
    "v or w": one_part(v_or_w),
    "ski or ska": one_part(gendered),
    "mac or mc": one_part(mac),
    "nickname": nickname,
    "surname first": surname_first,
    "swapped": swapped,
    "mark dropped": mark_dropped,
    "sound in both": both_parts(by_sound, by_sound),
    "edit in both": both_parts(swap_vowel, delete),
    "sound and edit": both_parts(by_sound, replace),
}

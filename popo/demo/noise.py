"""Untidiness planted on purpose, every kind at least once, and listed in the roster."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from random import Random

from popo.demo import parameters
from popo.demo.draws import chance
from popo.demo.identifiers import Written, short_pnc, wrong_letter
from popo.demo.names import FullName
from popo.demo.people import Somebody
from popo.demo.places import OUTSIDE_LUTON, a_lsoa

SHARE = 0.02  # [A] of people, for each kind without a share of its own
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_MONTHS = 12
_ACCENTED = {"a": "á", "e": "é", "i": "í", "o": "ö", "u": "ü", "c": "ç", "n": "ñ", "y": "ý"}

Plant = Callable[[Random, Somebody], str | None]
"""Changes the record and gives what was written, or None where it does not fit this person."""


def plant(random: Random, people: Iterable[Somebody]) -> None:
    """Plants each kind in its share of these people, in one of them at least."""
    first_records = [one for one in people if one.same_person_as is None]
    for kind, (share, change) in KINDS.items():
        wanted = max(1, round(share * len(first_records)))
        for somebody in random.sample(first_records, len(first_records)):
            if not wanted:
                break
            written = change(random, somebody)
            if written is not None:
                somebody.planted[kind] = written
                wanted -= 1


def _surname(make: Callable[[str], str]) -> Plant:
    def change(random: Random, somebody: Somebody) -> str | None:
        del random
        name = somebody.name
        if _NAMES & somebody.planted.keys():
            return None
        somebody.name = FullName(name.given, make(name.family))
        return somebody.name.full

    return change


def _accented(family: str) -> str:
    """With an accent on the last letter that takes one: Example, Examplé."""
    place = max(family.rfind(letter) for letter in _ACCENTED)
    return family[:place] + _ACCENTED.get(family[place], "é") + family[place + 1 :]


def _family_first(random: Random, somebody: Somebody) -> str:
    del random
    swapped = FullName(somebody.name.family, somebody.name.given)
    somebody.aliases.append(swapped)
    return swapped.full


def _identifier(kind: str, make: Callable[[Random, str], str | None]) -> Plant:
    def change(random: Random, somebody: Somebody) -> str | None:
        for place, held in enumerate(somebody.identifiers):
            if held.kind == kind and not held.noise and (typed := make(random, held.typed)):
                somebody.identifiers[place] = replace(held, typed=typed, noise="planted")
                return typed
        return None

    return change


def _wrong(kind: str) -> Plant:
    def change(random: Random, somebody: Somebody) -> str | None:
        for place, held in enumerate(somebody.identifiers):
            if held.kind == kind and not held.noise:
                typed = wrong_letter(random, held.typed)
                somebody.identifiers[place] = Written(kind, "", typed, "wrong letter")
                return typed
        return None

    return change


def _long_form(random: Random, typed: str) -> str | None:
    del random
    return typed if len(typed.split("/", maxsplit=1)[0]) > 2 else None  # noqa: PLR2004 - a two-digit year


def _short_form(random: Random, typed: str) -> str | None:
    return short_pnc(typed) if _long_form(random, typed) else None


def _letter_o(random: Random, typed: str) -> str | None:
    del random
    return typed.replace("0", "O") if "0" in typed else None


def _date(write: Callable[[date], str]) -> Plant:
    def change(random: Random, somebody: Somebody) -> str | None:
        del random
        return None if _DATES & somebody.planted.keys() else write(somebody.born)

    return change


def _conflicting_birth(random: Random, somebody: Somebody) -> str:
    """Day and month swapped, or one digit of the year wrong: what another agency holds."""
    born = somebody.born
    if born.day <= _MONTHS and born.day != born.month and chance(random, 0.5):
        born = born.replace(day=born.month, month=born.day)
    else:
        born = born.replace(year=born.year + random.choice((-1, 1)), day=min(born.day, 28))
    return f"{born:%d/%m/%Y}"


def _postcode_without_space(random: Random, somebody: Somebody) -> str | None:
    del random
    home = somebody.home
    if " " not in home.postcode:
        return None
    somebody.home = replace(home, postcode=home.postcode.replace(" ", ""))
    return somebody.home.postcode


def _postcode_outside(random: Random, somebody: Somebody) -> str | None:
    if "postcode without a space" in somebody.planted or not somebody.home.postcode:
        return None
    somebody.home = replace(somebody.home, postcode=random.choice(OUTSIDE_LUTON), ward="")
    return somebody.home.postcode


def _lsoa(vintage: str) -> Plant:
    def change(random: Random, somebody: Somebody) -> str | None:
        return a_lsoa(random, somebody.home.ward, vintage)

    return change


KINDS: dict[str, tuple[float, Plant]] = {
    "birth date conflict": (parameters.BIRTH_CONFLICT, _conflicting_birth),
    "straight apostrophe": (SHARE, _surname(lambda family: "O'" + family)),
    "curly apostrophe": (SHARE, _surname(lambda family: "O’" + family)),  # noqa: RUF001 - meant
    "hyphen": (SHARE, _surname(lambda family: f"{family}-Sample")),
    "Mac": (SHARE, _surname(lambda family: "Mac" + family)),
    "Mc": (SHARE, _surname(lambda family: "Mc" + family)),
    "diacritics": (SHARE, _surname(_accented)),
    "family name first": (SHARE, _family_first),
    "pnc long form": (SHARE, _identifier("pnc", _long_form)),
    "pnc short form": (SHARE, _identifier("pnc", _short_form)),
    "pnc lower case": (SHARE, _identifier("pnc", lambda _, typed: typed.lower())),
    "pnc spaces": (SHARE, _identifier("pnc", lambda _, typed: typed.replace("/", " / "))),
    "pnc letter O": (SHARE, _identifier("pnc", _letter_o)),
    "pnc wrong letter": (parameters.WRONG_LETTER, _wrong("pnc")),
    "cro wrong letter": (parameters.WRONG_LETTER, _wrong("cro")),
    "cro file form": (
        SHARE,
        _identifier("cro", lambda _, typed: typed if typed.startswith("SF") else None),
    ),
    "cro standard form": (
        SHARE,
        _identifier("cro", lambda _, typed: None if typed.startswith("SF") else typed),
    ),
    "date dd/mm/yyyy": (SHARE, _date(lambda day: f"{day:%d/%m/%Y}")),
    "date dd-mmm-yy": (SHARE, _date(lambda day: f"{day:%d-%b-%y}")),
    "date two-digit year": (SHARE, _date(lambda day: f"{day:%d/%m/%y}")),
    "date Excel serial": (SHARE, _date(lambda day: str((day - _EXCEL_DAY_ZERO).days))),
    "postcode without a space": (SHARE, _postcode_without_space),
    "postcode outside Luton": (SHARE, _postcode_outside),
    "LSOA code of 2011 only": (SHARE, _lsoa("2011 only")),
    "LSOA code of 2021 only": (SHARE, _lsoa("2021 only")),
}
_NAMES = {"straight apostrophe", "curly apostrophe", "hyphen", "Mac", "Mc", "diacritics"}
_DATES = {kind for kind in KINDS if kind.startswith("date ")}

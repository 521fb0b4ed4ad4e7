"""Lists as agencies send them, with everything that is wrong in them, and the truth beside."""

import csv
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from popo.demo.identifiers import Issuer
from tests.people.matching.misspell import WAYS
from tests.people.matching.pool import Person, make_people

MISSPELT = 0.12
OTHER_BIRTH = 0.04
NO_BIRTH = 0.05
WITH_NUMBER = 0.6
SECOND_RECORD = 0.03
STRANGERS = 0.15
_SERIAL_ZERO = date(1899, 12, 30)


@dataclass(frozen=True)
class Entry:
    """One line of the list and who it is about; None for somebody the scheme does not know."""

    cells: tuple[str, ...]
    truth: int | None
    origin: str


HEADINGS = ("Surname", "First name", "D.O.B.", "PNC No", "Post code")


@dataclass(frozen=True)
class Known:
    """Somebody on record: the number is the one the record holds."""

    person: Person
    pnc: str


def make_known(size: int, seed: int) -> list[Known]:
    """No two share name and date of birth, as no two of the town do by accident."""
    issuer = Issuer(random.Random(seed))
    seen: set[tuple[str, date]] = set()
    found = []
    for person in make_people(size * 2, seed):
        named = (person.name.lower(), person.born)
        if named in seen or len(found) == size:
            continue
        seen.add(named)
        found.append(Known(person, _pnc(issuer, person)))
    return found


def _pnc(issuer: Issuer, person: Person) -> str:
    since = date(person.born.year + 15, 1, 1)
    return next(n.canonical for n in issuer.for_person(since, prison=False) if n.kind == "pnc")


def make_entries(known: Sequence[Known], lines: int, seed: int) -> list[Entry]:
    """Drawn with replacement, so that second records come of themselves where lines are many."""
    chance = random.Random(seed)
    strangers = make_people(max(lines // 4, 20), seed + 1)
    taken = {(one.person.name.lower(), one.person.born) for one in known}
    strangers = [one for one in strangers if (one.name.lower(), one.born) not in taken]
    entries = []
    for _ in range(lines):
        if chance.random() < STRANGERS:
            entries.append(_entry(chance.choice(strangers), "", None, chance))
        else:
            place = chance.randrange(len(known))
            one = known[place]
            entries.append(_entry(one.person, one.pnc, place, chance))
    return entries


def as_csv(entries: Sequence[Entry], encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(entry.cells for entry in entries)
    return text.getvalue().encode(encoding, errors="replace")


def _entry(person: Person, pnc: str, truth: int | None, chance: random.Random) -> Entry:
    given, surname = _named(person, chance)
    number = _number(pnc, chance) if pnc and chance.random() < WITH_NUMBER else ""
    born = _born(person.born, chance)
    return Entry((surname, given, born, number, ""), truth, person.origin)


def _named(person: Person, chance: random.Random) -> tuple[str, str]:
    given, surname = person.given, person.surname
    if chance.random() < MISSPELT:
        words = WAYS[chance.choice(sorted(WAYS))](person, chance)
        pieces = (words or person.name).split()
        if len(pieces) > 1:
            given, surname = " ".join(pieces[:-1]), pieces[-1]
    return given, surname.upper() if chance.random() < 0.5 else surname


def _born(born: date, chance: random.Random) -> str:
    if chance.random() < NO_BIRTH:
        return ""
    if chance.random() < OTHER_BIRTH:
        born = _other(born, chance)
    match chance.randrange(5):
        case 0:
            return f"{born:%d-%b-%y}"
        case 1:
            return str((born - _SERIAL_ZERO).days)
        case 2:
            return f"{born:%Y-%m-%d}"
        case _:
            return f"{born:%d/%m/%Y}"


def _other(born: date, chance: random.Random) -> date:
    """Day and month swapped where they can be, else a day or ten off."""
    if born.day <= 12 and chance.random() < 0.5:
        return date(born.year, born.day, born.month)
    return born + timedelta(days=chance.choice((-10, -1, 1, 10)))


def _number(pnc: str, chance: random.Random) -> str:
    year, serial = pnc.split("/")
    if chance.random() < 0.01:
        letter = chance.choice("ABCDEFGHJKLMNPQRTUVWXYZ")
        return f"{year}/{serial[:-1]}{letter}"
    match chance.randrange(5):
        case 0:
            return f"{year[2:]}/{serial.lstrip('0')}"
        case 1:
            return f"{year}/{serial}".lower()
        case 2:
            return f" {year}/{serial} "
        case 3:
            return f"{year}/{serial[:-1].replace('0', 'O')}{serial[-1]}"
        case _:
            return pnc

"""Identifiers with right check letters, written as agencies write them.

The check letter is worked out here from its rule, apart from `popo.people.identifiers`, so that
the tests hold one statement of the rule against the other.
"""

from dataclasses import dataclass
from datetime import date
from random import Random
from string import ascii_uppercase

from popo.demo.draws import chance, unused

_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
BEDFORDSHIRE = "40"
SHORT_FILE_SERIAL = 4


@dataclass(frozen=True)
class Written:
    """`kind` as in `IdentifierKind`; `noise` names what was planted in `typed`, or is empty."""

    kind: str
    canonical: str
    typed: str
    noise: str = ""


class Issuer:
    """Gives out identifiers, none of them twice."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._used: set[str] = set()

    def for_person(self, since: date, *, prison: bool) -> list[Written]:
        """PNC and CRO from the first arrest, a CRN, and a prison number for who has been inside."""
        numbers = [self._pnc(since.year), self._cro(since.year), self._crn()]
        return [*numbers, self._prison_number()] if prison else numbers

    def asn(self, day: date) -> str:
        """The 20 characters of an arrest or summons number."""

        def draw() -> str:
            year, sequence = day.year % 100, self._random.randrange(1, 10**7)
            unit = self._random.choice(("A1", "B1", "C1"))
            letter = check_letter(f"{BEDFORDSHIRE}01{year:02}{sequence:011}")
            return f"{year:02}{BEDFORDSHIRE}{unit}01{sequence:011}{letter}"

        return unused(draw, self._used)

    def _pnc(self, year: int) -> Written:
        def draw() -> str:
            serial = self._random.randrange(1, 500_000)
            return f"{year}/{serial:07}{check_letter(f'{year % 100:02}{serial:07}')}"

        canonical = unused(draw, self._used)
        return Written("pnc", canonical, self._random.choice((canonical, short_pnc(canonical))))

    def _cro(self, year: int) -> Written:
        def draw() -> str:
            if chance(self._random, 0.2):
                serial = self._random.randrange(10**SHORT_FILE_SERIAL, 10**6)
                return f"SF{year % 100:02}/{serial}{check_letter(f'{year % 100:02}{serial}')}"
            serial = self._random.randrange(1, 10**6)
            return f"{serial:06}/{year % 100:02}{check_letter(f'{year % 100:02}{serial:06}')}"

        canonical = unused(draw, self._used)
        return Written("cro", canonical, canonical)

    def _crn(self) -> Written:
        crn = unused(lambda: f"E{self._random.randrange(10**6):06}", self._used)
        return Written("crn", crn, crn)

    def _prison_number(self) -> Written:
        def draw() -> str:
            first, *last = self._random.choices(ascii_uppercase, k=3)
            return f"{first}{self._random.randrange(10**4):04}{''.join(last)}"

        number = unused(draw, self._used)
        return Written("prison_number", number, number)


def check_letter(digits: str) -> str:
    return _LETTERS[int(digits) % len(_LETTERS)]


def wrong_letter(random: Random, typed: str) -> str:
    return typed[:-1] + random.choice([one for one in _LETTERS if one != typed[-1]])


def long_asn(asn: str) -> str:
    """The form of 21 characters: one more after the year, for the top level of the force."""
    return f"{asn[:2]}0{asn[2:]}"


def short_pnc(canonical: str) -> str:
    """`1981/0000034U` as `81/34U`."""
    return f"{canonical[2:4]}/{canonical[5:-1].lstrip('0')}{canonical[-1]}"

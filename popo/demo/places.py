"""Where people live and where offences happen, by the shares of recorded crime in each ward."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from random import Random

from popo.demo import parameters
from popo.demo.draws import chance, pick
from popo.reference.files import read_csv

STREETS = (
    "Sample Street",
    "Specimen Road",
    "Template Avenue",
    "Fictional Way",
    "Placeholder Close",
    "Example Lane",
    "Makebelieve Drive",
    "Invention Walk",
    "Imaginary Gardens",
    "Fable Crescent",
    "Storybook Terrace",
    "Pretend Court",
)
HOSTELS = ("Example House hostel", "Sample Lodge hostel")
OUTSIDE_LUTON = ("LU1 4ZX", "LU2 8ZX", "LU3 4ZX", "LU4 9ZX")
"""Made up: of LU1 to LU4, and in no ward of the town."""


@dataclass(frozen=True)
class Home:
    """`kind` as in `AddressKind`; `postcode` as typed, empty where there is none."""

    kind: str
    lines: str
    postcode: str
    ward: str


def draw_home(random: Random) -> Home:
    ward = draw_ward(random)
    if chance(random, parameters.NO_FIXED_ABODE):
        return Home("no_fixed_abode", "No fixed abode", "", "")
    postcode = random.choice(_postcodes()[ward])
    if chance(random, parameters.SETTLED / (1 - parameters.NO_FIXED_ABODE)):
        kind = "home"
    else:
        kind = random.choice(("temporary", "hostel", "family", "approved_premises"))
    street = f"{random.randrange(1, 180)} {random.choice(STREETS)}"
    lines = random.choice(HOSTELS) if kind == "hostel" else street
    return Home(kind, f"{lines}, Luton", postcode, ward)


def draw_ward(random: Random) -> str:
    return pick(random, ward_shares())


def draw_offence_ward(random: Random) -> str:
    """Empty for an offence outside the town."""
    return draw_ward(random) if chance(random, parameters.IN_LUTON) else ""


def draw_town_outside(random: Random) -> str:
    outside = 1 - parameters.IN_LUTON
    if chance(random, parameters.IN_BEDFORDSHIRE / outside):
        return random.choice(("Dunstable", "Bedford", "Houghton Regis", "Leighton Buzzard"))
    return random.choice(("Milton Keynes", "St Albans", "Stevenage", "Watford"))


def a_lsoa(random: Random, ward: str, vintage: str) -> str | None:
    """An LSOA code of the ward that is of this vintage only; few wards have one."""
    codes = [code for code, found in _lsoas()[ward] if found == vintage]
    return random.choice(codes) if codes else None


@cache
def ward_shares() -> dict[str, float]:
    counts: Counter[str] = Counter()
    for row in read_csv("luton_monthly_by_ward.csv"):
        counts[row["ward"]] += int(row["crimes"])
    total = counts.total()
    return {ward: count / total for ward, count in sorted(counts.items())}


@cache
def _postcodes() -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in read_csv("luton_postcodes.csv"):
        found[row["ward_name"]].append(row["postcode"])
    return found


@cache
def _lsoas() -> dict[str, list[tuple[str, str]]]:
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in read_csv("luton_lsoa_ward_lookup.csv"):
        found[row["ward"]].append((row["lsoa_code"], row["vintage"]))
    return found

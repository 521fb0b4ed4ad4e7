"""Home Office and CJS offence codes, and the ten comparators the strategy sets targets for.

A Home Office code is five digits, class then subclass ("02803"); it is also written "028/03".
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from popo.reference.files import read_csv


class Comparator(StrEnum):
    """A group of offences counted both by the police and by the British Crime Survey."""

    THEFT_OF_VEHICLE = "Theft of Vehicle"
    THEFT_FROM_VEHICLE = "Theft from Vehicle"
    VEHICLE_INTERFERENCE = "Vehicle Interference"
    DOMESTIC_BURGLARY = "Domestic Burglary"
    THEFT_OF_CYCLE = "Theft of Cycle"
    THEFT_FROM_PERSON = "Theft from Person"
    CRIMINAL_DAMAGE = "Criminal Damage"
    COMMON_ASSAULT = "Common Assault"
    WOUNDING = "Wounding"
    ROBBERY = "Robbery"


@dataclass(frozen=True)
class ComparatorClass:
    """That one Home Office code counts towards one comparator."""

    comparator: Comparator
    ho_code: str
    is_core: bool
    """False where counting it is a matter of judgement."""
    is_serious_acquisitive: bool
    note: str


@dataclass(frozen=True)
class HomeOfficeOffence:
    code: str
    category: str
    description: str
    ogrs3_category: str
    """Empty where OGRS3 gives the code no category."""
    ogrs3_note: str
    ogrs4_category: str
    comparator: Comparator | None


@dataclass(frozen=True)
class CjsOffence:
    code: str
    title: str
    mode_of_trial: str
    """CE either way, CI indictable, CS summary, CM summary motoring, CB breach of an order."""
    ho_code: str
    comparator: Comparator | None


@dataclass(frozen=True)
class PoliceCrimeType:
    """A crime type of the published street files, which are coarser than the comparators."""

    name: str
    comparators: tuple[Comparator, ...]
    note: str
    """What is lost by reading the type as its comparators."""


def tidy_ho_code(typed: str) -> str:
    """The five digits of a code written either way; anything else comes back as it was."""
    return typed.strip().replace("/", "")


def home_office_offence(code: str) -> HomeOfficeOffence | None:
    return _home_office_offences().get(tidy_ho_code(code))


def home_office_offences() -> tuple[HomeOfficeOffence, ...]:
    return tuple(_home_office_offences().values())


def cjs_offence(code: str) -> CjsOffence | None:
    """By its CJS code ("TH68023"); only the offences that ship with the product are known."""
    return _cjs_offences_by_code().get(code.strip().upper())


@cache
def cjs_offences() -> tuple[CjsOffence, ...]:
    return tuple(
        CjsOffence(
            row["cjs_code"],
            row["title"],
            row["mode_of_trial"],
            tidy_ho_code(row["ho_class"]),
            Comparator(row["bcs_comparator"]) if row["bcs_comparator"] else None,
        )
        for row in read_csv("cjs_offences.csv")
    )


def comparator_of(ho_code: str) -> Comparator | None:
    found = comparator_classes().get(tidy_ho_code(ho_code))
    return found.comparator if found else None


@cache
def comparator_classes() -> dict[str, ComparatorClass]:
    """Every Home Office code that counts towards a comparator, by code."""
    classes = (
        ComparatorClass(
            Comparator(row["bcs_comparator"]),
            tidy_ho_code(row["ho_class"]),
            is_core=row["tier"] == "core",
            is_serious_acquisitive=row["serious_acquisitive"] == "1",
            note=row["note"],
        )
        for row in read_csv("bcs_comparator_map.csv")
    )
    return {found.ho_code: found for found in classes}


@cache
def police_crime_types() -> dict[str, PoliceCrimeType]:
    """The fourteen crime types of the published street files, by name."""
    return {
        row["crime_type"]: PoliceCrimeType(
            row["crime_type"],
            tuple(Comparator(name) for name in row["bcs_comparator"].split("|") if name),
            row["note"],
        )
        for row in read_csv("police_uk_crime_type_map.csv")
    }


@cache
def _home_office_offences() -> dict[str, HomeOfficeOffence]:
    return {
        row["ho_code"]: HomeOfficeOffence(
            row["ho_code"],
            row["category"],
            row["description"],
            row["ogrs3_category"],
            row["ogrs3_note"],
            row["ogrs4_category"],
            comparator_of(row["ho_code"]),
        )
        for row in read_csv("ho_offence_codes.csv")
    }


@cache
def _cjs_offences_by_code() -> dict[str, CjsOffence]:
    return {offence.code: offence for offence in cjs_offences()}

"""The five areas and nineteen wards of 2003, and how to place a postcode or an LSOA in them.

"South" is a ward and, as "Luton South", an area. Luton changed its wards in 2023; the strategy's
targets and everything here use those of 2003.
"""

from dataclasses import dataclass
from functools import cache

from popo.reference.files import read_csv

_INWARD_LENGTH = 3  # the inward half of a postcode always has three characters


@dataclass(frozen=True)
class Area:
    name: str
    printed_share_of_crime: float
    """Percent of Luton's crime, as the strategy prints it."""

    @property
    def short_name(self) -> str:
        return self.name.removeprefix("Luton ")


@dataclass(frozen=True)
class Ward:
    name: str
    code: str
    legacy_code: str
    area: Area


@cache
def areas() -> tuple[Area, ...]:
    """In the order of the strategy: South, East, North, Central, West."""
    shares = {row["area"]: float(row["area_pct_of_crime"]) for row in read_csv("areas_wards.csv")}
    return tuple(Area(name, share) for name, share in shares.items())


@cache
def wards() -> tuple[Ward, ...]:
    by_name = {area.name: area for area in areas()}
    return tuple(
        Ward(row["ward"], row["ward_code_gss"], row["ward_code_legacy"], by_name[row["area"]])
        for row in read_csv("areas_wards.csv")
    )


def wards_in(area: Area) -> tuple[Ward, ...]:
    return tuple(ward for ward in wards() if ward.area == area)


def area_named(name: str) -> Area | None:
    """By its full name, in any case ("Luton South")."""
    return _areas_by_name().get(name.strip().casefold())


def ward_named(name: str) -> Ward | None:
    """By its name, in any case."""
    return _wards_by_name().get(name.strip().casefold())


def ward_with_code(code: str) -> Ward | None:
    """By its E05 code of 2003."""
    return _wards_by_code().get(code.strip().upper())


def tidy_postcode(typed: str) -> str:
    """Capitals with one space before the inward half, whether or not such a postcode exists."""
    squeezed = _squeeze(typed)
    return f"{squeezed[:-_INWARD_LENGTH]} {squeezed[-_INWARD_LENGTH:]}".strip()


def ward_of_postcode(postcode: str) -> Ward | None:
    """None for a postcode outside Luton (LU1 to LU4 reach beyond it) or made after August 2014."""
    return _wards_by_postcode().get(_squeeze(postcode))


def ward_of_lsoa(code: str) -> Ward | None:
    """Knows the LSOA codes of 2011 and of 2021, as police files carry both."""
    return _wards_by_lsoa().get(code.strip().upper())


def _squeeze(typed: str) -> str:
    return "".join(typed.split()).upper()


@cache
def _areas_by_name() -> dict[str, Area]:
    return {area.name.casefold(): area for area in areas()}


@cache
def _wards_by_name() -> dict[str, Ward]:
    return {ward.name.casefold(): ward for ward in wards()}


@cache
def _wards_by_code() -> dict[str, Ward]:
    return {ward.code: ward for ward in wards()}


@cache
def _wards_by_postcode() -> dict[str, Ward]:
    by_code = _wards_by_code()
    rows = read_csv("luton_postcodes.csv")
    return {_squeeze(row["postcode"]): by_code[row["ward_code"]] for row in rows}


@cache
def _wards_by_lsoa() -> dict[str, Ward]:
    by_code = _wards_by_code()
    rows = read_csv("luton_lsoa_ward_lookup.csv")
    return {row["lsoa_code"]: by_code[row["ward_code"]] for row in rows}

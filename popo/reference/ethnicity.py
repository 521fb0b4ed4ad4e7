"""Two separate code lists: what people say of themselves, and what an officer observed.

Neither is ever derived from the other.
"""

from dataclasses import dataclass
from functools import cache

from popo.reference.files import read_csv


@dataclass(frozen=True)
class SelfDefined:
    code: str
    description: str
    in_16_plus_1: bool
    """Belongs to the categories of the 2001 census."""
    in_18_plus_1: bool
    """Belongs to the categories of the 2011 census."""
    broad_group: str


@dataclass(frozen=True)
class OfficerDefined:
    code: str
    """IC1 to IC6, or IC9 where nothing was recorded."""
    observed_code: str
    """The digit courts use for the same."""
    description: str


@cache
def self_defined() -> dict[str, SelfDefined]:
    """By code, in the order of the census."""
    return {
        row["code"]: SelfDefined(
            row["code"],
            row["description"],
            in_16_plus_1=row["in_16_plus_1"] == "1",
            in_18_plus_1=row["in_18_plus_1"] == "1",
            broad_group=row["broad_group"],
        )
        for row in read_csv("ethnicity_self_defined.csv")
    }


@cache
def officer_defined() -> dict[str, OfficerDefined]:
    """By IC code."""
    return {
        row["ic_code"]: OfficerDefined(row["ic_code"], row["observed_code"], row["description"])
        for row in read_csv("ethnicity_officer_ic.csv")
    }

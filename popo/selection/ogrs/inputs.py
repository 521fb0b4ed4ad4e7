"""What both versions ask of their inputs; each failure is a sentence in `RefusedError`."""

from collections.abc import Mapping
from datetime import date

from popo.reference.offences import HomeOfficeOffence, home_office_offence
from popo.selection.ogrs.result import RefusedError

OLDEST = 120
MOST_SANCTIONS = 9999  # beyond any record, so a slip of the keyboard
_HO_CODE_LENGTH = 5


def completed_years(born: date, on: date) -> int:
    """Age on a day; negative before birth, which every model then refuses."""
    had_birthday = (on.month, on.day) >= (born.month, born.day)
    return on.year - born.year - (0 if had_birthday else 1)


def require_sex(sex: str) -> None:
    if sex not in ("M", "F"):
        raise RefusedError("The sex must be M or F, as the model knows no other.")


def require_age(name: str, age: int) -> None:
    if not 0 <= age <= OLDEST:
        raise RefusedError(f"The {name} must be between 0 and {OLDEST}.")


def require_count(name: str, count: int, *, least: int) -> None:
    if not least <= count <= MOST_SANCTIONS:
        raise RefusedError(f"The {name} must be between {least} and {MOST_SANCTIONS}.")


def require_order(earlier_name: str, earlier: int, later_name: str, later: int) -> None:
    if earlier > later:
        raise RefusedError(f"The {earlier_name} must not be above the {later_name}.")


def offence_with_code(ho_code: str) -> HomeOfficeOffence:
    """The offence, from its code of five digits and nothing else."""
    if len(ho_code) != _HO_CODE_LENGTH or not (ho_code.isascii() and ho_code.isdigit()):
        raise RefusedError("The Home Office offence code must have five digits.")
    offence = home_office_offence(ho_code)
    if offence is None:
        raise RefusedError("The Home Office offence code is not known.")
    return offence


def weight_of(category: str, weights: Mapping[str, float]) -> float:
    if not category:
        raise RefusedError("Give the offence, as a category or as a Home Office code.")
    if category not in weights:
        raise RefusedError("The offence category is not one the model knows.")
    return weights[category]

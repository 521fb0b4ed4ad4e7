"""OGRS4, static (the Ministry of Justice's All Reoffending Predictor): within two years.

The dynamic version adds answers of a full OASys assessment, which the scheme does not hold.
"""

import math
from dataclasses import dataclass

from popo.selection.ogrs import inputs
from popo.selection.ogrs.coefficients import table
from popo.selection.ogrs.result import RefusedError, Result, band_of, logistic

VERSION = "OGRS4"
YOUNGEST_AT_SANCTION = 10
MOST_OFFENCE_FREE_MONTHS = 36
_FILE = "ogrs4_coefficients.csv"
_DEGREES = (1, 2, 3, 4)
_SECOND_SANCTION = 2


@dataclass(frozen=True)
class Inputs:
    """Ages in completed years; the offence as a category, as a Home Office code, or as both."""

    sex: str
    """M or F."""
    total_sanctions: int
    """Cautions and convictions, the current one among them."""
    age_at_start_of_followup: int
    age_at_first_sanction: int
    age_at_current_sanction: int
    offence_free_months: int
    """Since the start of follow-up; 0 for somebody not yet at risk."""
    offence_category: str = ""
    ho_code: str = ""


def calculate(given: Inputs) -> Result:
    """The two-year probability, or a result that says why there is none."""
    try:
        _check(given)
        weight = inputs.weight_of(category_of(given), table(_FILE, "offence_category"))
    except RefusedError as error:
        return Result(refused=str(error))
    two_year = logistic(_score(given, weight))
    return Result(two_year=two_year, band=band_of(two_year), note=_note(given))


def category_of(given: Inputs) -> str:
    """The offence category, from the code where there is one; both must then agree."""
    if not given.ho_code:
        return given.offence_category
    offence = inputs.offence_with_code(given.ho_code)
    if given.offence_category not in ("", offence.ogrs4_category):
        raise RefusedError("The offence category is not that of the Home Office offence code.")
    return offence.ogrs4_category


def _check(given: Inputs) -> None:
    inputs.require_sex(given.sex)
    inputs.require_count("number of sanctions", given.total_sanctions, least=1)
    inputs.require_age("age at the start of follow-up", given.age_at_start_of_followup)
    inputs.require_age("age at first sanction", given.age_at_first_sanction)
    inputs.require_age("age at the current sanction", given.age_at_current_sanction)
    inputs.require_count("number of offence-free months", given.offence_free_months, least=0)
    if given.age_at_current_sanction < YOUNGEST_AT_SANCTION:
        raise RefusedError(
            f"The age at the current sanction must be {YOUNGEST_AT_SANCTION} or more."
        )
    inputs.require_order(
        "age at first sanction",
        given.age_at_first_sanction,
        "age at the current sanction",
        given.age_at_current_sanction,
    )
    inputs.require_order(
        "age at the current sanction",
        given.age_at_current_sanction,
        "age at the start of follow-up",
        given.age_at_start_of_followup,
    )


def _score(given: Inputs, offence_weight: float) -> float:
    terms = table(_FILE, "static")
    sex = "male" if given.sex == "M" else "female"
    months = float(min(given.offence_free_months, MOST_OFFENCE_FREE_MONTHS))
    age = float(given.age_at_start_of_followup)
    return (
        terms["two_year_constant"]
        + sum(terms[f"age^{degree}_{sex}"] * age**degree for degree in _DEGREES)
        + (terms["female"] if sex == "female" else 0)
        + offence_weight
        + terms["sanction_occasions"] * given.total_sanctions
        + _history(given, sex)
        + sum(terms[f"offence_free_months^{degree}"] * months**degree for degree in _DEGREES)
    )


def _history(given: Inputs, sex: str) -> float:
    """The term for how many sanctions there were, and over how many years."""
    terms = table(_FILE, "static")
    years = given.age_at_current_sanction - given.age_at_first_sanction
    if given.total_sanctions < _SECOND_SANCTION:
        return terms["first_sanction"]
    if given.total_sanctions == _SECOND_SANCTION:
        return terms["second_sanction"] + terms[f"years_first_to_second_{sex}"] * years
    copas_rate = math.log(given.total_sanctions / (years + 26))
    return (
        terms[f"three_plus_copas_{sex}"] * copas_rate
        + terms[f"three_plus_copas_squared_{sex}"] * copas_rate**2
    )


def _note(given: Inputs) -> str:
    if given.offence_free_months <= MOST_OFFENCE_FREE_MONTHS:
        return ""
    return f"OGRS4 counts at most {MOST_OFFENCE_FREE_MONTHS} offence-free months."

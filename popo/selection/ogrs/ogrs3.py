"""OGRS3 (2008): the probability of proven reoffending within one year and within two.

Coefficients: Howard, Francis, Soothill and Humphreys 2009, at full precision. Where published
programs disagree with one another this one takes: negative terms for girls under 16 (a sign was
lost elsewhere), 0.003276327 for sexual offences not against a child (elsewhere a decimal place
slipped), drink driving below other motoring, and at most 50 previous sanctions.
"""

import math
from dataclasses import dataclass
from functools import cache

from popo.selection.ogrs import inputs
from popo.selection.ogrs.coefficients import table
from popo.selection.ogrs.result import RefusedError, Result, band_of, logistic

VERSION = "OGRS3"
MOST_PREVIOUS_SANCTIONS = 50
YOUNGEST_AT_CONVICTION = 10
_FILE = "ogrs3_coefficients.csv"
_NEEDS_DETAIL = "NEED_DETAILS_OF_EXACT_OFFENCE"


@dataclass(frozen=True)
class Inputs:
    """Ages in completed years; the offence as a category, as a Home Office code, or as both."""

    sex: str
    """M or F."""
    age_at_risk: int
    """At the start of follow-up: at release, or at a sentence in the community."""
    age_at_conviction: int
    age_at_first_sanction: int
    previous_sanctions: int
    """Cautions and convictions before the current one."""
    offence_category: str = ""
    ho_code: str = ""


def calculate(given: Inputs) -> Result:
    """The two probabilities, or a result that says why there are none."""
    try:
        _check(given)
        weight = inputs.weight_of(category_of(given), table(_FILE, "offence_category"))
    except RefusedError as error:
        return Result(refused=str(error))
    z = _score(given, weight)
    intercepts = table(_FILE, "intercept")
    two_year = logistic(z + intercepts["two_year"])
    return Result(
        one_year=logistic(z + intercepts["one_year"]),
        two_year=two_year,
        band=band_of(two_year),
        note=_note(given),
    )


def category_of(given: Inputs) -> str:
    """The offence category, from the code where there is one; both must then agree."""
    if not given.ho_code:
        return given.offence_category
    offence = inputs.offence_with_code(given.ho_code)
    if offence.ogrs3_note == _NEEDS_DETAIL:
        raise RefusedError(
            "The Home Office offence code is too general: give the code of the exact offence."
        )
    if not offence.ogrs3_category:
        raise RefusedError("OGRS3 has no category for this Home Office offence code.")
    if given.offence_category not in ("", offence.ogrs3_category):
        raise RefusedError("The offence category is not that of the Home Office offence code.")
    return offence.ogrs3_category


def _check(given: Inputs) -> None:
    inputs.require_sex(given.sex)
    inputs.require_age("age at risk", given.age_at_risk)
    inputs.require_age("age at conviction", given.age_at_conviction)
    inputs.require_age("age at first sanction", given.age_at_first_sanction)
    inputs.require_count("number of previous sanctions", given.previous_sanctions, least=0)
    if given.age_at_conviction < YOUNGEST_AT_CONVICTION:
        raise RefusedError(f"The age at conviction must be {YOUNGEST_AT_CONVICTION} or more.")
    inputs.require_order(
        "age at first sanction",
        given.age_at_first_sanction,
        "age at conviction",
        given.age_at_conviction,
    )
    inputs.require_order(
        "age at conviction", given.age_at_conviction, "age at risk", given.age_at_risk
    )


def _score(given: Inputs, offence_weight: float) -> float:
    sanctions = min(given.previous_sanctions, MOST_PREVIOUS_SANCTIONS)
    years = 10 + given.age_at_conviction - given.age_at_first_sanction
    copas_rate = math.log((sanctions + 1) / years)
    status = "repeat_offender_convicted" if sanctions else "first_sanction_is_conviction"
    return (
        table(_FILE, "copas_multiplier")["copas"] * copas_rate
        + table(_FILE, "sanction_status")[status]
        + _age_term(given.sex, given.age_at_risk)
        + offence_weight
    )


def _age_term(sex: str, age: int) -> float:
    return next(term for oldest, term in _age_terms(sex) if age <= oldest)


@cache
def _age_terms(sex: str) -> tuple[tuple[float, float], ...]:
    """The oldest age of each band and its term, youngest first."""
    terms = table(_FILE, "age_male" if sex == "M" else "age_female")
    return tuple((_oldest(band), term) for band, term in terms.items())


def _oldest(band: str) -> float:
    """Of a band written "10-11" or "50+"."""
    return math.inf if band.endswith("+") else int(band.split("-")[1])


def _note(given: Inputs) -> str:
    if given.previous_sanctions <= MOST_PREVIOUS_SANCTIONS:
        return ""
    return f"OGRS3 counts at most {MOST_PREVIOUS_SANCTIONS} previous sanctions."

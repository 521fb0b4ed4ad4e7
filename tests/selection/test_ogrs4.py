import csv
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.reference.files import read_csv
from popo.selection.ogrs.ogrs4 import Inputs, calculate
from popo.selection.ogrs.result import Band, Result, band_of
from tests.shared import shared

TYPICAL = Inputs(
    sex="M",
    total_sanctions=25,
    age_at_start_of_followup=27,
    age_at_first_sanction=14,
    age_at_current_sanction=26,
    offence_free_months=0,
    offence_category="THEFT_NON_MOTOR",
)
CATEGORIES = [
    row["key"] for row in read_csv("ogrs4_coefficients.csv") if row["kind"] == "offence_category"
]


def vectors() -> list[dict[str, str]]:
    with shared("ogrs/ogrs4_test_vectors.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def inputs_of(vector: dict[str, str]) -> Inputs:
    return Inputs(
        sex=vector["sex"],
        total_sanctions=int(vector["total_sanctions"]),
        age_at_start_of_followup=int(vector["age_at_start_of_followup"]),
        age_at_first_sanction=int(vector["age_at_first_sanction"]),
        age_at_current_sanction=int(vector["age_at_current_sanction"]),
        offence_free_months=int(vector["offence_free_months"]),
        offence_category=vector["offence_category"],
        ho_code=vector["ho_code"],
    )


def test_all_vectors_agree() -> None:
    assert len(vectors()) == 8
    for vector in vectors():
        result = calculate(inputs_of(vector))
        assert result.one_year is None
        assert result.two_year == pytest.approx(
            float(vector["expected_full_precision"]), abs=1e-12, rel=0
        )
        stated = 1e-9 if vector["source_precision"] == "full" else 5e-5
        assert result.two_year == pytest.approx(float(vector["expected_2yr"]), abs=stated, rel=0)


def test_code_and_category_give_the_same() -> None:
    for vector in vectors():
        given = inputs_of(vector)
        assert calculate(replace(given, offence_category="")) == calculate(given)
        assert calculate(replace(given, ho_code="")) == calculate(given)


def test_a_prolific_thief_is_in_a_high_band() -> None:
    assert calculate(TYPICAL).band in (Band.HIGH, Band.VERY_HIGH)


def test_offence_free_months_are_capped_and_the_result_says_so() -> None:
    at, above = (replace(TYPICAL, offence_free_months=months) for months in (36, 37))

    assert calculate(above).two_year == calculate(at).two_year
    assert calculate(at).note == ""
    assert calculate(above).note == "OGRS4 counts at most 36 offence-free months."


def test_months_without_an_offence_lower_the_probability() -> None:
    months = [replace(TYPICAL, offence_free_months=months) for months in range(37)]

    probabilities = [calculate(given).two_year or 0 for given in months]
    assert probabilities == sorted(probabilities, reverse=True)


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"sex": ""}, "The sex must be M or F, as the model knows no other."),
        ({"total_sanctions": 0}, "The number of sanctions must be between 1 and 9999."),
        (
            {"offence_free_months": -1},
            "The number of offence-free months must be between 0 and 9999.",
        ),
        (
            {"age_at_current_sanction": 9, "age_at_first_sanction": 9},
            "The age at the current sanction must be 10 or more.",
        ),
        (
            {"age_at_first_sanction": 27},
            "The age at first sanction must not be above the age at the current sanction.",
        ),
        (
            {"age_at_start_of_followup": 25},
            "The age at the current sanction must not be above the age at the start of follow-up.",
        ),
        ({"offence_category": "UNKNOWN"}, "The offence category is not one the model knows."),
        (
            {"offence_category": "", "ho_code": "ABC"},
            "The Home Office offence code must have five digits.",
        ),
        (
            {"offence_category": "", "ho_code": "99998"},
            "The Home Office offence code is not known.",
        ),
        (
            {"ho_code": "02801"},
            "The offence category is not that of the Home Office offence code.",
        ),
    ],
)
def test_refused(change: dict[str, str | int], refused: str) -> None:
    assert calculate(replace(TYPICAL, **change)) == Result(refused=refused)  # type: ignore[arg-type] # names and values of the table above


def test_every_code_scores_unless_its_category_is_unknown() -> None:
    for row in read_csv("ho_offence_codes.csv"):
        result = calculate(replace(TYPICAL, offence_category="", ho_code=row["ho_code"]))
        assert (result.refused != "") == (row["ogrs4_category"] == "UNKNOWN"), row["ho_code"]


@st.composite
def possible_inputs(draw: st.DrawFn) -> Inputs:
    first, current, start = sorted(draw(st.tuples(*[st.integers(10, 90)] * 3)))
    return Inputs(
        sex=draw(st.sampled_from("MF")),
        total_sanctions=draw(st.integers(1, 300)),
        age_at_start_of_followup=start,
        age_at_first_sanction=first,
        age_at_current_sanction=current,
        offence_free_months=draw(st.integers(0, 60)),
        offence_category=draw(st.sampled_from(CATEGORIES)),
    )


@given(possible_inputs())
def test_a_probability_and_its_band(given: Inputs) -> None:
    result = calculate(given)
    assert (result.refused, result.one_year) == ("", None)
    assert result.two_year is not None
    assert 0 < result.two_year < 1
    assert result.band == band_of(result.two_year)


@given(possible_inputs())
def test_the_offence_adds_its_weight_to_the_log_odds(given: Inputs) -> None:
    two = [calculate(replace(given, offence_category=name)) for name in CATEGORIES[:2]]
    odds = [math.log(r.two_year / (1 - r.two_year)) for r in two if r.two_year is not None]
    assert odds[0] - odds[1] == pytest.approx(0.155944202809011 - 0.2060248043228)

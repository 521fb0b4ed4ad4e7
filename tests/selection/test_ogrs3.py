import csv
import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.reference.files import read_csv
from popo.selection.ogrs.inputs import completed_years
from popo.selection.ogrs.ogrs3 import Inputs, calculate
from popo.selection.ogrs.result import Band, Result, band_of, percent
from tests.shared import shared

TYPICAL = Inputs(
    sex="M",
    age_at_risk=23,
    age_at_conviction=23,
    age_at_first_sanction=13,
    previous_sanctions=24,
    offence_category="Theft (non-motor)",
)
CATEGORIES = [
    row["key"] for row in read_csv("ogrs3_coefficients.csv") if row["kind"] == "offence_category"
]


def rows(name: str) -> list[dict[str, str]]:
    with shared(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def two_year_log_odds(given: Inputs) -> float:
    two_year = calculate(given).two_year
    assert two_year is not None
    return math.log(two_year / (1 - two_year))


def test_all_vectors_agree() -> None:
    vectors = rows("ogrs/ogrs3_test_vectors.csv")
    assert len(vectors) == 201
    for vector in vectors:
        result = calculate(
            Inputs(
                sex=vector["sex"],
                age_at_risk=int(vector["age_at_risk"]),
                age_at_conviction=int(vector["age_at_conviction"]),
                age_at_first_sanction=int(vector["age_at_first_sanction"]),
                previous_sanctions=int(vector["previous_sanctions"]),
                offence_category=vector["offence_category"],
            )
        )
        tolerance = float(vector["tolerance"])
        assert result.one_year == pytest.approx(
            float(vector["expected_1yr"]), abs=tolerance, rel=0
        ), vector["id"]
        assert result.two_year == pytest.approx(
            float(vector["expected_2yr"]), abs=tolerance, rel=0
        ), vector["id"]


def test_cases_of_the_ministry_agree_and_its_refusals_are_refused() -> None:
    cases = {case["id"]: case for case in rows("ogrs/ogrs3_moj_api_cases.csv")}
    results = {key: calculate(inputs_of(case)) for key, case in cases.items()}

    for key in ("M1", "M4"):
        result, case = results[key], cases[key]
        assert result.one_year is not None
        assert result.two_year is not None
        assert percent(result.one_year) == int(case["expected_1yr_pct"])
        assert percent(result.two_year) == int(case["expected_2yr_pct"])
        assert result.band == Band.LOW
    assert results["M7"].refused == "The Home Office offence code must have five digits."
    assert results["M8"].refused == "The age at conviction must be 10 or more."


def inputs_of(case: dict[str, str]) -> Inputs:
    born = date.fromisoformat(case["dob"])
    forced = case["ho_code"].startswith("(weight 0.1599")
    return Inputs(
        sex=case["sex"],
        age_at_risk=completed_years(born, date.fromisoformat(case["start_of_followup"])),
        age_at_conviction=completed_years(born, date.fromisoformat(case["conviction_date"])),
        age_at_first_sanction=int(case["age_at_first_sanction"]),
        previous_sanctions=int(case["total_sanctions"]) - 1,
        offence_category="Fraud and forgery" if forced else "",  # the category of that weight
        ho_code="" if forced else case["ho_code"],
    )


def test_worked_examples_of_a_right_cohort() -> None:
    burglar = replace(
        TYPICAL,
        age_at_risk=27,
        age_at_conviction=27,
        age_at_first_sanction=14,
        previous_sanctions=20,
        offence_category="Burglary (domestic)",
    )
    shown = [calculate(given).two_year for given in (TYPICAL, burglar)]
    assert [percent(two_year) for two_year in shown if two_year is not None] == [92, 77]


@pytest.mark.parametrize(
    ("age", "difference"),
    [(10, -0.785038489), (13, -0.613852078 - 0.083922902), (15, -0.669521331 - 0.075775765)],
)
def test_girls_under_sixteen_score_below_boys(age: int, difference: float) -> None:
    boy = replace(TYPICAL, age_at_risk=age, age_at_conviction=age, age_at_first_sanction=10)
    girl = replace(boy, sex="F")

    assert two_year_log_odds(girl) - two_year_log_odds(boy) == pytest.approx(difference)


@pytest.mark.parametrize(
    ("category", "weight"),
    [
        ("Sexual (not against child)", 0.003276327),
        ("Drink driving and related offences", -0.121439408),
        ("Other motoring", 0.262228428),
        ("Other offence", -0.060667525),
    ],
)
def test_disputed_offence_weights(category: str, weight: float) -> None:
    of_none = replace(TYPICAL, offence_category="Violence")  # whose weight is nought

    difference = two_year_log_odds(replace(TYPICAL, offence_category=category))
    assert difference - two_year_log_odds(of_none) == pytest.approx(weight)


def test_previous_sanctions_are_capped_at_fifty_and_the_result_says_so() -> None:
    at, above = (replace(TYPICAL, previous_sanctions=number) for number in (50, 51))

    assert calculate(above).two_year == calculate(at).two_year
    assert calculate(at).note == ""
    assert calculate(above).note == "OGRS3 counts at most 50 previous sanctions."


def test_the_first_conviction_has_a_term_of_its_own() -> None:
    first = replace(TYPICAL, previous_sanctions=0)
    second = replace(TYPICAL, previous_sanctions=1)

    difference = two_year_log_odds(second) - two_year_log_odds(first)
    assert difference == pytest.approx(1.251124464 * math.log(2) + 0.463062792 - 0.126142106)


def test_offence_by_home_office_code() -> None:
    by_code = replace(TYPICAL, offence_category="", ho_code="04910")

    assert calculate(by_code) == calculate(TYPICAL)
    assert calculate(replace(TYPICAL, ho_code="04910")) == calculate(TYPICAL)


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"sex": "X"}, "The sex must be M or F, as the model knows no other."),
        (
            {"age_at_conviction": 9, "age_at_first_sanction": 9},
            "The age at conviction must be 10 or more.",
        ),
        ({"age_at_conviction": -1}, "The age at conviction must be between 0 and 120."),
        ({"age_at_risk": 121}, "The age at risk must be between 0 and 120."),
        (
            {"age_at_first_sanction": 24},
            "The age at first sanction must not be above the age at conviction.",
        ),
        ({"age_at_risk": 22}, "The age at conviction must not be above the age at risk."),
        (
            {"previous_sanctions": -1},
            "The number of previous sanctions must be between 0 and 9999.",
        ),
        ({"offence_category": "Piracy"}, "The offence category is not one the model knows."),
        (
            {"offence_category": ""},
            "Give the offence, as a category or as a Home Office code.",
        ),
        (
            {"ho_code": "02803"},
            "The offence category is not that of the Home Office offence code.",
        ),
    ],
)
def test_refused(change: dict[str, str | int], refused: str) -> None:
    assert calculate(replace(TYPICAL, **change)) == Result(refused=refused)  # type: ignore[arg-type] # names and values of the table above


@pytest.mark.parametrize("code", ["08800", "11100", "14100"])
def test_codes_that_need_the_exact_offence_are_refused(code: str) -> None:
    result = calculate(replace(TYPICAL, offence_category="", ho_code=code))
    assert "too general" in result.refused
    assert result.two_year is None


@pytest.mark.parametrize(
    "code", ["ABC", "1234", "123456", "028/3", "٠٢٨٠٣", "2803 ", "99998", "00878"]
)
def test_unknown_codes_are_refused(code: str) -> None:
    result = calculate(replace(TYPICAL, offence_category="", ho_code=code))
    assert result.refused
    assert (result.one_year, result.two_year, result.band) == (None, None, None)


def test_every_code_either_scores_like_its_category_or_is_refused() -> None:
    for row in read_csv("ho_offence_codes.csv"):
        result = calculate(replace(TYPICAL, offence_category="", ho_code=row["ho_code"]))
        if row["ogrs3_category"]:
            same = calculate(replace(TYPICAL, offence_category=row["ogrs3_category"]))
            assert result == same
        else:
            assert result.refused


@st.composite
def possible_inputs(draw: st.DrawFn) -> Inputs:
    conviction = draw(st.integers(10, 90))
    return Inputs(
        sex=draw(st.sampled_from("MF")),
        age_at_risk=draw(st.integers(conviction, 100)),
        age_at_conviction=conviction,
        age_at_first_sanction=draw(st.integers(8, conviction)),
        previous_sanctions=draw(st.integers(0, 200)),
        offence_category=draw(st.sampled_from(CATEGORIES)),
    )


@given(possible_inputs())
def test_two_years_are_likelier_than_one(given: Inputs) -> None:
    result = calculate(given)
    assert result.refused == ""
    assert result.one_year is not None
    assert result.two_year is not None
    assert 0 < result.one_year < result.two_year < 1
    assert result.band == band_of(result.two_year)


@given(possible_inputs())
def test_more_sanctions_never_score_lower(given: Inputs) -> None:
    more = replace(given, previous_sanctions=given.previous_sanctions + 1)
    assert two_year_log_odds(more) >= two_year_log_odds(given) - 1e-9


@pytest.mark.parametrize(
    ("two_year", "band"),
    [
        (0.4949, Band.LOW),
        (0.495, Band.MEDIUM),
        (0.744, Band.MEDIUM),
        (0.745, Band.HIGH),
        (0.894, Band.HIGH),
        (0.895, Band.VERY_HIGH),
    ],
)
def test_bands_go_by_the_rounded_percent(two_year: float, band: Band) -> None:
    assert band_of(two_year) is band


@pytest.mark.parametrize(
    ("on", "age"),
    [
        (date(2010, 2, 28), 9),
        (date(2010, 3, 1), 10),
        (date(2000, 2, 29), 0),
        (date(1999, 12, 31), -1),
    ],
)
def test_completed_years(on: date, age: int) -> None:
    assert completed_years(date(2000, 2, 29), on) == age

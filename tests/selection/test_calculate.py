import csv
import io
from collections.abc import Mapping
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.selection.calculate import calculate
from tests.shared import shared

Model = Literal["ogrs3", "ogrs4"]
OGRS3 = (
    "id,sex,age_at_risk,age_at_conviction,age_at_first_sanction,previous_sanctions,offence_category"
)
OGRS4 = (
    "sex,ho_code,offence_category,total_sanctions,age_at_start_of_followup,age_at_first_sanction,"
    "age_at_current_sanction,offence_free_months"
)
HEADINGS: Mapping[Model, str] = {"ogrs3": OGRS3, "ogrs4": OGRS4}


def run(model: Model, text: str) -> list[dict[str, str]]:
    target = io.StringIO(newline="")
    count = calculate(model, io.StringIO(text, newline=""), target)
    rows = list(csv.DictReader(io.StringIO(target.getvalue(), newline="")))
    assert len(rows) == count
    return rows


def refusal_of(model: Model, text: str) -> str:
    try:
        run(model, text)
    except ValueError as error:
        return str(error)
    return ""


def test_ogrs3_vectors() -> None:
    rows = run("ogrs3", shared("ogrs/ogrs3_test_vectors.csv").read_text(encoding="utf-8"))

    assert len(rows) == 201
    for row in rows:
        assert row["refused"] == ""
        for ours, theirs in (("one_year", "expected_1yr"), ("two_year", "expected_2yr")):
            assert float(row[ours]) == pytest.approx(float(row[theirs]), abs=1e-9, rel=0)


def test_ogrs4_vectors() -> None:
    rows = run("ogrs4", shared("ogrs/ogrs4_test_vectors.csv").read_text(encoding="utf-8"))

    assert len(rows) == 8
    for row in rows:
        assert (row["one_year"], row["refused"]) == ("", "")
        expected = float(row["expected_full_precision"])
        assert float(row["two_year"]) == pytest.approx(expected, abs=1e-12, rel=0)


def test_rows_come_back_with_three_columns_more() -> None:
    (row,) = run("ogrs3", f"\ufeff{OGRS3},note\nA,m, 23 ,23,13,24,Theft (non-motor),mine\n")

    assert list(row) == [*OGRS3.split(","), "note", "one_year", "two_year", "refused"]
    assert (row["id"], row["age_at_risk"], row["note"]) == ("A", " 23 ", "mine")
    assert round(float(row["two_year"]), 2) == 0.92
    assert row["two_year"] == repr(float(row["two_year"]))


def test_a_home_office_code_stands_in_for_the_category() -> None:
    by_category = run("ogrs3", f"{OGRS3}\nA,M,23,23,13,24,Theft (non-motor)\n")
    by_code = run(
        "ogrs3", f"{OGRS3.replace('offence_category', 'ho_code')}\nA,M,23,23,13,24,04910\n"
    )

    assert by_code[0]["two_year"] == by_category[0]["two_year"] != ""


@pytest.mark.parametrize(
    ("cells", "refused"),
    [
        ("A,M,x,23,13,24,Robbery", "The column age_at_risk must hold a whole number."),
        ("A,M,23,23.0,13,24,Robbery", "The column age_at_conviction must hold a whole number."),
        ("A,M,23,23,-1,24,Robbery", "The column age_at_first_sanction must hold a whole number."),
        ("A,M,23,23,13,,Robbery", "The column previous_sanctions must hold a whole number."),
        ("A,M,23,23,13,1e3,Robbery", "The column previous_sanctions must hold a whole number."),
        ("A,M,٢٣,23,13,24,Robbery", "The column age_at_risk must hold a whole number."),
        ("A,?,23,23,13,24,Robbery", "The sex must be M or F, as the model knows no other."),
        ("A,M,23,23,13,24", "Give the offence, as a category or as a Home Office code."),
        ("A,M,23,23,13,24,Robbery,more", "This row has more cells than the heading."),
    ],
)
def test_a_bad_row_is_refused_and_the_others_are_not(cells: str, refused: str) -> None:
    good = "B,F,30,30,20,3,Robbery"
    first, second = run("ogrs3", f"{OGRS3}\n{cells}\n{good}\n")

    assert (first["one_year"], first["two_year"], first["refused"]) == ("", "", refused)
    assert second["two_year"]


@pytest.mark.parametrize(
    ("model", "column"),
    [("ogrs3", "age_at_conviction"), ("ogrs3", "sex"), ("ogrs4", "offence_free_months")],
)
def test_a_missing_column_is_named(model: Model, column: str) -> None:
    heading = ",".join(name for name in HEADINGS[model].split(",") if name != column)
    assert refusal_of(model, heading) == (
        f"The first line must name the columns; these are missing: {column}."
    )


def test_one_of_the_offence_columns_is_enough_and_one_is_needed() -> None:
    heading = OGRS3.removesuffix(",offence_category")

    assert refusal_of("ogrs3", f"{heading},ho_code") == ""
    assert refusal_of("ogrs3", heading).endswith("these are missing: offence_category or ho_code.")


cells = st.one_of(
    st.text(),
    st.integers(-5, 10_005).map(str),
    st.sampled_from(["M", "F", "Robbery", "ACQUISITIVE_VIOLENCE", "02803", "08800"]),
)


@given(st.sampled_from(["ogrs3", "ogrs4"]), st.data())
def test_any_row_has_a_probability_or_a_sentence(model: Model, data: st.DataObject) -> None:
    heading = HEADINGS[model].split(",")
    width = len(heading)
    given_rows = data.draw(st.lists(st.lists(cells, min_size=width, max_size=width), max_size=5))
    source = io.StringIO(newline="")
    csv.writer(source).writerows([heading, *given_rows])

    rows = run(model, source.getvalue())

    assert len(rows) == len(given_rows)
    for row in rows:
        assert bool(row["two_year"]) != bool(row["refused"])
        assert row["refused"] == "" or row["refused"].endswith(".")


@given(st.sampled_from(["ogrs3", "ogrs4"]), st.text())
def test_any_text_is_a_table_or_a_sentence(model: Model, text: str) -> None:
    for whole in (text, f"{HEADINGS[model]}\n{text}"):
        refusal = refusal_of(model, whole)
        assert refusal == "" or refusal.endswith(".")

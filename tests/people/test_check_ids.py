import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.people.check_ids import check_ids
from tests.shared import shared

TODAY = date(2024, 4, 30)


def run(text: str) -> list[dict[str, str]]:
    target = io.StringIO(newline="")
    count = check_ids(io.StringIO(text, newline=""), target, TODAY)
    rows = list(csv.DictReader(io.StringIO(target.getvalue(), newline="")))
    assert len(rows) == count
    return rows


def refusal_of(text: str) -> str:
    try:
        run(text)
    except ValueError as error:
        return str(error)
    return ""


def test_the_vectors_come_back_as_expected() -> None:
    rows = run(shared("identifiers/test_vectors.csv").read_text(encoding="utf-8"))

    assert len(rows) == 40
    for row in rows:
        assert row["canonical"] == row["expected"]
        assert row["valid"] == ("1" if row["expected"] else "0")
        assert bool(row["reason"]) == (row["valid"] == "0")


def test_the_columns_are_added_at_the_end() -> None:
    rows = run("\ufeffinput,note,kind\n02/73319Z,mine,pnc\n")

    assert rows == [
        {
            "input": "02/73319Z",
            "note": "mine",
            "kind": "pnc",
            "canonical": "2002/0073319Z",
            "valid": "1",
            "reason": "",
        }
    ]
    assert list(rows[0]) == ["input", "note", "kind", "canonical", "valid", "reason"]


def test_input_is_judged_as_it_stands() -> None:
    (row,) = run("kind,input\nPNC, 02/73319Z\n")
    assert (row["canonical"], row["valid"]) == ("", "0")


@pytest.mark.parametrize("kind", ["", "passport", "yot"])
def test_an_unknown_kind_is_said_to_be_one(kind: str) -> None:
    (row,) = run(f"kind,input\n{kind},02/73319Z\n")
    assert (row["canonical"], row["valid"]) == ("", "0")
    assert row["reason"] == "The kind must be PNC, CRO, ASN, NOMS or CRN."


def test_a_row_with_too_many_cells_is_refused() -> None:
    (row,) = run("kind,input\nPNC,02/73319Z,more\n")
    assert (row["valid"], row["reason"]) == ("0", "This row has more cells than the heading.")


@pytest.mark.parametrize(("heading", "missing"), [("kind", "input"), ("input", "kind")])
def test_a_missing_column_is_named(heading: str, missing: str) -> None:
    with pytest.raises(ValueError, match=f"missing: {missing}"):
        run(f"{heading}\nPNC\n")


@given(st.lists(st.tuples(st.sampled_from(["PNC", "cro", "Asn", "noms", "CRN", "x"]), st.text())))
def test_any_input_gets_an_answer(cells: list[tuple[str, str]]) -> None:
    source = io.StringIO(newline="")
    csv.writer(source).writerows([("kind", "input"), *cells])

    rows = run(source.getvalue())

    assert len(rows) == len(cells)
    assert all(row["valid"] in ("0", "1") for row in rows)


@given(st.text())
def test_any_text_is_a_table_or_a_sentence(text: str) -> None:
    refusal = refusal_of("kind,input\n" + text)
    assert refusal == "" or refusal.endswith(".")

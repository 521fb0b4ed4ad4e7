"""Calculates OGRS3 or OGRS4 for every row of a table: `popo calculate`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TextIO

from popo.reference.tables import copy_with_answers
from popo.selection.ogrs import ogrs3, ogrs4
from popo.selection.ogrs.result import RefusedError, Result

_OFFENCE = ("offence_category", "ho_code")
_ANSWERS = ("one_year", "two_year", "refused")
_WHOLE_NUMBER = re.compile(r"[0-9]{1,4}")

Row = Mapping[str, str]


@dataclass(frozen=True)
class _Model:
    numbers: tuple[str, ...]
    """The columns that hold whole numbers."""
    run: Callable[[Row], Result]


def calculate(model: Literal["ogrs3", "ogrs4"], source: TextIO, target: TextIO) -> int:
    """Copy the rows of `source`, adding `one_year`, `two_year` and `refused`; count them.

    Needs `sex`, the model's numbers, and the offence as `offence_category` or `ho_code`; both are
    looked at where both are there. Probabilities are written in full; OGRS4 has none for one year.
    What cannot be calculated is refused with a sentence, row by row. Raises `ValueError` with a
    sentence for a table that lacks a column.
    """
    chosen = _MODELS[model]

    def answer(row: Row) -> Row:
        try:
            result = chosen.run(row)
        except RefusedError as error:
            return _refuse(str(error))
        return {
            "one_year": _written(result.one_year),
            "two_year": _written(result.two_year),
            "refused": result.refused,
        }

    return copy_with_answers(
        source,
        target,
        needed=(("sex",), *((name,) for name in chosen.numbers), _OFFENCE),
        answers=_ANSWERS,
        answer=answer,
        refuse=_refuse,
    )


def _ogrs3(row: Row) -> Result:
    return ogrs3.calculate(
        ogrs3.Inputs(
            sex=_sex(row),
            age_at_risk=_number(row, "age_at_risk"),
            age_at_conviction=_number(row, "age_at_conviction"),
            age_at_first_sanction=_number(row, "age_at_first_sanction"),
            previous_sanctions=_number(row, "previous_sanctions"),
            offence_category=row.get("offence_category", "").strip(),
            ho_code=row.get("ho_code", "").strip(),
        )
    )


def _ogrs4(row: Row) -> Result:
    return ogrs4.calculate(
        ogrs4.Inputs(
            sex=_sex(row),
            total_sanctions=_number(row, "total_sanctions"),
            age_at_start_of_followup=_number(row, "age_at_start_of_followup"),
            age_at_first_sanction=_number(row, "age_at_first_sanction"),
            age_at_current_sanction=_number(row, "age_at_current_sanction"),
            offence_free_months=_number(row, "offence_free_months"),
            offence_category=row.get("offence_category", "").strip(),
            ho_code=row.get("ho_code", "").strip(),
        )
    )


_MODELS = {
    "ogrs3": _Model(
        ("age_at_risk", "age_at_conviction", "age_at_first_sanction", "previous_sanctions"), _ogrs3
    ),
    "ogrs4": _Model(
        (
            "total_sanctions",
            "age_at_start_of_followup",
            "age_at_first_sanction",
            "age_at_current_sanction",
            "offence_free_months",
        ),
        _ogrs4,
    ),
}


def _sex(row: Row) -> str:
    return row["sex"].strip().upper()


def _number(row: Row, column: str) -> int:
    text = row[column].strip()
    if not _WHOLE_NUMBER.fullmatch(text):
        raise RefusedError(f"The column {column} must hold a whole number.")
    return int(text)


def _written(probability: float | None) -> str:
    return "" if probability is None else repr(probability)


def _refuse(sentence: str) -> Row:
    return {"one_year": "", "two_year": "", "refused": sentence}

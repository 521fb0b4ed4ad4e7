"""Figures as plain texts, so that a page and a printed document say exactly the same."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from popo.clock import written
from popo.selection.fairness import words
from popo.selection.fairness.document import Figures
from popo.selection.fairness.tables import Characteristic, Compared, Outcome, Row, Table

NOT_SHOWN = "Not shown"
ALL_HIDDEN = "Not enough data to show any group without giving a small number away."


class Given(NamedTuple):
    """An answer, by whom and on which day."""

    words: str
    action: str
    by: str
    on: date


def outcomes_drawn(figures: Figures) -> list[dict[str, Any]]:
    """Each outcome with its tables, in the order they were worked out."""
    return [_outcome(compared, figures) for compared in figures.outcomes]


def quality_drawn(figures: Figures) -> dict[str, Any]:
    """For how many in a hundred each characteristic is recorded, under each outcome."""
    counted = [compared for compared in figures.outcomes if compared.tables]
    rows = [
        {
            "title": words.CHARACTERISTICS[each],
            "percents": [_percent(_table_of(one, each)) for one in counted],
        }
        for each in Characteristic
    ]
    titles = [words.OUTCOMES[one.outcome].title for one in counted]
    return {"outcomes": titles, "rows": rows if counted else []}


def answers_drawn(figures: Figures, given: Mapping[str, Given]) -> list[dict[str, Any]]:
    """Everything asked, with what was said of it; `words` is empty where nothing was yet."""
    return [
        {"key": key, "title": title, "reason": reason, **_said(given.get(key))}
        for key, (title, reason) in words.asked(figures).items()
    ]


def _said(given: Given | None) -> dict[str, str]:
    if given is None:
        return {"words": "", "action": "", "by": "", "on": ""}
    return {
        "words": given.words,
        "action": given.action,
        "by": given.by,
        "on": written(given.on),
    }


def _outcome(compared: Compared, figures: Figures) -> dict[str, Any]:
    about = words.about(compared)
    if compared.outcome is Outcome.REACHED and figures.crossing:
        about += (
            f" Of those below, {figures.crossing} could be on either side of it: "
            "evidence is missing."
        )
    return {
        "key": compared.outcome.value,
        "title": words.OUTCOMES[compared.outcome].title,
        "about": about,
        "column": words.OUTCOMES[compared.outcome].column,
        "tables": [_table(table) for table in compared.tables] if compared.cases else [],
    }


def _table(table: Table) -> dict[str, Any]:
    shown = any(row.cases is not None for row in table.rows)
    return {
        "key": table.characteristic.value,
        "title": words.CHARACTERISTICS[table.characteristic],
        "recorded": words.recorded(table),
        "rows": [_row(row) for row in table.rows] if shown else [],
        "instead": "" if shown else ALL_HIDDEN,
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "group": row.group,
        "at_risk": NOT_SHOWN if row.at_risk is None else str(row.at_risk),
        "cases": NOT_SHOWN if row.cases is None else str(row.cases),
        "rate": "" if row.percent is None else f"{row.percent}%",
        "ratio": words.value(row.ratio) if row.ratio else "",
        "interval": words.span(row.ratio) if row.ratio else "",
        "reading": words.READINGS[row.reading],
        "flagged": row.reading.is_outside,
    }


def _table_of(compared: Compared, characteristic: Characteristic) -> Table:
    return next(table for table in compared.tables if table.characteristic is characteristic)


def _percent(table: Table) -> str:
    return NOT_SHOWN if table.recorded_percent is None else f"{table.recorded_percent}%"

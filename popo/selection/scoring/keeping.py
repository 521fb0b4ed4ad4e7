"""What an answer rests on, as it is kept sealed and as it comes back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from popo.selection.citations import Citation, Report
from popo.selection.scoring.answer import Answer


def kept(answer: Answer) -> dict[str, Any] | None:
    """Nothing where the answer rests on words alone."""
    if not (answer.cited or answer.reports):
        return None
    return {
        "cited": [_dated(asdict(each)) for each in answer.cited],
        "reports": [_dated(asdict(each)) for each in answer.reports],
    }


def cited_in(held: Mapping[str, Any]) -> tuple[Citation, ...]:
    return tuple(Citation(**_undated(each)) for each in held["cited"])


def reports_in(held: Mapping[str, Any]) -> tuple[Report, ...]:
    return tuple(Report(**_undated(each)) for each in held["reports"])


def _dated(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "on": values["on"].isoformat()}


def _undated(values: Mapping[str, Any]) -> dict[str, Any]:
    return {**values, "on": date.fromisoformat(values["on"])}

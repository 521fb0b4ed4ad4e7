"""Figures as they are kept: a document of counts and ratios that names nobody."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from popo.selection.fairness.ratios import Method, Ratio, Reading
from popo.selection.fairness.tables import Characteristic, Compared, Flag, Outcome, Row, Table

OVERALL = "overall"
"""What is answered where nothing else must be."""


@dataclass(frozen=True)
class Figures:
    """What was worked out on a day for one of the two lists, about what happened since another.

    `crossing`: of those a draft was tried on, whose range lies on both sides of its threshold.
    """

    scheme_list: str
    made_on: date
    since: date
    outcomes: tuple[Compared, ...]
    crossing: int | None = None

    @property
    def flags(self) -> list[Flag]:
        return [flag for outcome in self.outcomes for flag in outcome.flags]

    @property
    def asked(self) -> list[str]:
        """The keys of everything that must be answered; where nothing must, one statement."""
        return [flag.key for flag in self.flags] or [OVERALL]


def as_document(figures: Figures) -> dict[str, Any]:
    held = asdict(figures)
    return {**held, "made_on": figures.made_on.isoformat(), "since": figures.since.isoformat()}


def from_document(held: Mapping[str, Any]) -> Figures:
    return Figures(
        held["scheme_list"],
        date.fromisoformat(held["made_on"]),
        date.fromisoformat(held["since"]),
        tuple(map(_compared, held["outcomes"])),
        held["crossing"],
    )


def _compared(held: Mapping[str, Any]) -> Compared:
    tables = tuple(map(_table, held["tables"]))
    return Compared(Outcome(held["outcome"]), held["at_risk"], held["cases"], tables)


def _table(held: Mapping[str, Any]) -> Table:
    return Table(
        Characteristic(held["characteristic"]),
        tuple(map(_row, held["rows"])),
        held["not_recorded"],
        held["recorded_percent"],
    )


def _row(held: Mapping[str, Any]) -> Row:
    ratio = held["ratio"] and Ratio(**{**held["ratio"], "method": Method(held["ratio"]["method"])})
    return Row(held["group"], Reading(held["reading"]), held["at_risk"], held["cases"], ratio)

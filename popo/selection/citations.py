"""What a line of a score rests on: records held in the system, and graded intelligence. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from popo.selection.criteria import Factor


@dataclass(frozen=True)
class Citation:
    """A record held in the system, by table and key, with its day and what it says in words."""

    table: str
    key: str
    on: date
    words: str


@dataclass(frozen=True)
class Report:
    """One intelligence report, as a gist: never the report itself.

    `source` is its evaluation (1 to 3), `assessment` that of the intelligence (A to E).
    """

    on: date
    source: str
    assessment: str
    corroborated: bool
    gist: str


def counting(factor: Factor, reports: Iterable[Report], day: date) -> list[Report]:
    """The reports that count as the criteria say: graded, corroborated and young enough."""
    gradings = factor.gradings
    if gradings is None:
        return []
    return [
        report
        for report in reports
        if 0 <= (day - report.on).days <= factor.counts_for_days
        and gradings.admits(report.source, report.assessment, corroborated=report.corroborated)
    ]


def newest(reports: Sequence[Report]) -> date | None:
    return max((report.on for report in reports), default=None)

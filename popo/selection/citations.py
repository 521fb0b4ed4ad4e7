"""What a line of a score rests on: records held in the system, and graded intelligence. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from popo.clock import written
from popo.selection.criteria import Factor, Gradings


@dataclass(frozen=True)
class Citation:
    """A record held in the system, by table and key, with its day and what it says in words."""

    table: str
    key: str
    on: date
    words: str


@dataclass(frozen=True, order=True)
class Report:
    """One intelligence report, as a gist: never the report itself.

    `source` is its evaluation (1 to 3), `assessment` that of the intelligence (A to E).
    """

    on: date
    source: str
    assessment: str
    corroborated: bool
    gist: str


@dataclass(frozen=True)
class Verdict:
    """Whether a report counts on a day, and why in words."""

    report: Report
    counts: bool
    why: str


def verdicts(factor: Factor, reports: Iterable[Report], day: date) -> list[Verdict]:
    """What becomes of each report, in their order; of two alike the second does not count."""
    gradings = factor.gradings
    if gradings is None:
        return []
    seen: set[Report] = set()
    found = []
    for report in reports:
        why_not = "The same report stands here already." if report in seen else ""
        why_not = why_not or next(_against(factor, gradings, report, day), "")
        until = report.on + timedelta(days=factor.counts_for_days)
        why = why_not or f"Counts until {written(until)}."
        found.append(Verdict(report, not why_not, why))
        seen.add(report)
    return found


def counting(factor: Factor, reports: Iterable[Report], day: date) -> list[Report]:
    """The reports that count as the criteria say: distinct, graded and young enough."""
    gradings = factor.gradings
    if gradings is None:
        return []
    distinct = dict.fromkeys(reports)
    return [one for one in distinct if not any(_against(factor, gradings, one, day))]


def _against(factor: Factor, gradings: Gradings, report: Report, day: date) -> Iterator[str]:
    if report.on > day:
        yield "It is dated later than that day."
    if (day - report.on).days > factor.counts_for_days:
        yield f"It is older than {factor.counts_for_days} days."
    if report.source not in gradings.sources:
        yield f"Source {report.source} does not count, only {_either(gradings.sources)}."
    if report.assessment not in gradings.assessments:
        counts = _either(gradings.assessments)
        yield f"Assessment {report.assessment} does not count, only {counts}."
    if gradings.corroborated and not report.corroborated:
        yield "Nothing independent bears it out."


def _either(values: tuple[str, ...]) -> str:
    *first, last = values
    return f"{', '.join(first)} or {last}" if first else last

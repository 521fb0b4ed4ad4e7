"""The fields in which intelligence is entered: a few reports for each factor that counts them."""

from collections.abc import Iterable, Mapping
from typing import Any

from popo.selection.citations import Report
from popo.selection.criteria import Factor
from popo.web.fields import Dropdown, NaturalDateField, TextLine, Tick

MOST_REPORTS = 12
SOURCES = {"1": "1 Reliable", "2": "2 Untested", "3": "3 Not reliable"}
ASSESSMENTS = {
    "A": "A Known directly",
    "B": "B Known indirectly, borne out",
    "C": "C Known indirectly",
    "D": "D Not known",
    "E": "E Suspected to be false",
}
_PARTS = ("on", "source", "assessment", "corroborated", "gist")
_MOST_GIST = 300
_INCOMPLETE = "Give this report its date, both grades and a gist, or empty it."


def report_fields(factor: Factor) -> dict[str, Any]:
    """`intelligence_report_3_gist` and the like, and the day and place of the search."""
    fields: dict[str, Any] = {}
    for number in range(1, MOST_REPORTS + 1):
        what = f"report {number} for {factor.title}"
        values = (
            NaturalDateField(
                f"Date of {what}",
                hint="",
                prefer="past",
                not_after_today="A report cannot be from the future.",
            ),
            Dropdown(f"Source grade of {what}", choices={"": "Choose"} | SOURCES),
            Dropdown(f"Assessment of {what}", choices={"": "Choose"} | ASSESSMENTS),
            Tick(f"Borne out by something independent: {what}"),
            TextLine(f"Gist of {what}", max_length=_MOST_GIST),
        )
        fields |= dict(zip(report_names(factor, number), values, strict=True))
    return fields


def report_names(factor: Factor, number: int) -> tuple[str, ...]:
    return tuple(f"{factor.name}_report_{number}_{part}" for part in _PARTS)


def reports_said(form: Any, factor: Factor) -> tuple[Report, ...]:
    """The reports that are complete, in the order of their rows."""
    said = (report_at(form, factor, number) for number in range(1, MOST_REPORTS + 1))
    return tuple(report for report in said if report is not None)


def report_at(form: Any, factor: Factor, number: int) -> Report | None:
    on, source, assessment, corroborated, gist = _values(form, factor, number)
    if not (on and source and assessment and gist):
        return None
    return Report(on, source, assessment, bool(corroborated), gist)


def half_said(form: Any, factor: Factor) -> Iterable[tuple[str, str]]:
    """Field and sentence for each report that was begun and is not complete."""
    for number in range(1, MOST_REPORTS + 1):
        on, source, assessment, _, gist = _values(form, factor, number)
        begun = on or source or assessment or gist
        if begun and report_at(form, factor, number) is None:
            yield report_names(factor, number)[-1], _INCOMPLETE


def _values(form: Any, factor: Factor, number: int) -> list[Any]:
    return [form[name].data for name in report_names(factor, number)]


def held_reports(factor: str, reports: Iterable[Report]) -> Mapping[str, Any]:
    """What the rows of a form opened over saved reports hold."""
    data: dict[str, Any] = {}
    for number, report in enumerate(reports, 1):
        for part in _PARTS:
            data[f"{factor}_report_{number}_{part}"] = getattr(report, part)
    return data

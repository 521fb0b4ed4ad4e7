import json
from collections.abc import Iterable, Mapping
from typing import Any, cast

from werkzeug.datastructures import MultiDict

from popo.clock import written
from popo.errors import RuleBroken
from popo.selection.criteria import Criteria, Factor
from popo.selection.forms.reports import half_said, held_reports, report_fields, reports_said
from popo.selection.scoring import Answer
from popo.selection.services.scorings import check_answer
from popo.web.dates import write_day
from popo.web.fields import Dropdown, HiddenText, NaturalDateField, Paragraph, TextLine
from popo.web.forms import DraftedForm, VersionedForm

_MOST_EVIDENCE = 500
_MOST_SOURCE = 120


class ScoringForm(VersionedForm, DraftedForm):
    """The matrix. Its fields are named after factors: `volume_level`, `volume_evidence`.

    `opened` is what each answer was as the form was opened, in words, for the page that is shown
    where somebody saved meanwhile.
    """

    factors: tuple[Factor, ...] = ()
    opened = HiddenText(default="{}")

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        if not super().validate(extra_validators):
            return False
        for factor in self.factors:
            self._check(factor)
        return not self.errors

    def _check(self, factor: Factor) -> None:
        if factor.is_intelligence:
            for field, sentence in half_said(self, factor):
                self.show(RuleBroken(sentence, field))
        try:
            check_answer(factor, self.answer(factor))
        except RuleBroken as broken:
            self.show(broken)

    def details(self) -> list[Answer]:
        return [self.answer(factor) for factor in self.factors]

    def answer(self, factor: Factor) -> Answer:
        def said(part: str) -> Any:
            field = self._fields.get(f"{factor.name}_{part}")
            return field.data if field else None

        return Answer(
            factor.name,
            said("level") or None,
            said("evidence_on"),
            said("evidence") or "",
            said("source") or "",
            reports=reports_said(self, factor) if factor.is_intelligence else (),
        )

    def as_opened(self, factor: Factor) -> str:
        try:
            held = json.loads(self.opened.data or "{}")
        except (ValueError, RecursionError):  # it comes from the browser
            return ""
        return str(held.get(factor.name, "")) if isinstance(held, dict) else ""


def scoring_form(criteria: Criteria, *, intelligence: bool) -> type[ScoringForm]:
    """The form for this version of the criteria; only those cleared are asked for intelligence."""
    asked = tuple(
        factor for factor in criteria.factors if intelligence or not factor.is_intelligence
    )
    fields: dict[str, Any] = {"factors": asked}
    for factor in asked:
        fields |= _fields(factor)
    return cast("type[ScoringForm]", type("CriteriaForm", (ScoringForm,), fields))


def _fields(factor: Factor) -> dict[str, Any]:
    named = factor.title
    evidence: Any = TextLine(f"Evidence for {named}", max_length=_MOST_EVIDENCE)
    if factor.is_narrative:
        evidence = Paragraph(f"What is known: {named}", rows=4)
    fields: dict[str, Any] = {
        f"{factor.name}_evidence": evidence,
        f"{factor.name}_source": TextLine(f"Source for {named}", max_length=_MOST_SOURCE),
        f"{factor.name}_evidence_on": NaturalDateField(
            f"Date of the evidence for {named}",
            hint="",
            prefer="past",
            not_after_today="Evidence cannot be from the future.",
        ),
    }
    if factor.is_intelligence:
        return fields | report_fields(factor)
    if not factor.is_narrative:
        levels = {
            level.name: f"{level.words} ({factor.points_of(level)})" for level in factor.levels
        }
        fields[f"{factor.name}_level"] = Dropdown(
            f"Level of {named}", choices={"": "Missing"} | levels
        )
    return fields


def held_as_data(criteria: Criteria, answers: Iterable[Answer], version: int) -> dict[str, Any]:
    """What a form opened over saved answers holds."""
    data: dict[str, Any] = {"version": version}
    opened: dict[str, str] = {}
    for answer in answers:
        data[f"{answer.factor}_level"] = answer.level or ""
        data[f"{answer.factor}_evidence"] = answer.evidence
        data[f"{answer.factor}_source"] = answer.source
        data[f"{answer.factor}_evidence_on"] = answer.evidence_on
        data |= held_reports(answer.factor, answer.reports)
        opened[answer.factor] = in_words(criteria.factor(answer.factor), answer)
    return data | {"opened": json.dumps(opened)}


def in_words(factor: Factor, answer: Answer) -> str:
    """An answer on one line, for comparing it."""
    level = factor.level(answer.level)
    parts = [level.words if level else "", answer.evidence, answer.source]
    parts.append(written(answer.evidence_on) if answer.evidence_on else "")
    parts += [
        f"report of {written(report.on)}, {report.source}{report.assessment}"
        f"{', borne out' if report.corroborated else ''}: {report.gist}"
        for report in answer.reports
    ]
    return "; ".join(part for part in parts if part)


def take_proposals(
    sent: MultiDict[str, str], proposals: Mapping[str, Answer]
) -> MultiDict[str, str]:
    """The form as sent, with what the record proposes put in where the scorer took it over.

    `take` names a factor, or is `all` for every factor that still has no level.
    """
    taken = sent.get("take", "")
    filled = sent.copy()
    for name, answer in proposals.items():
        if taken == name or (taken == "all" and not sent.get(f"{name}_level")):
            filled[f"{name}_level"] = answer.level or ""
            filled[f"{name}_evidence"] = answer.evidence
            filled[f"{name}_source"] = answer.source
            filled[f"{name}_evidence_on"] = (
                write_day(answer.evidence_on) if answer.evidence_on else ""
            )
    return filled

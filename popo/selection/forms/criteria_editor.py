"""The parts of a draft, each a form of its own."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar, cast

from wtforms.widgets import HiddenInput

from popo.selection.criteria import Criteria, Factor
from popo.selection.criteria.words import MEASURE_WORDS
from popo.selection.forms.lines import Lines, count_lines, number_field, words_field
from popo.web.fields import ChipsField, Dropdown, HiddenText, Number, Paragraph, TextLine, Tick
from popo.web.forms import DraftedForm, VersionedForm

_MOST = 100_000
_NEVER_SCORED = (
    "Treatment, schooling, relatives, where somebody lives, age and every protected "
    "characteristic are refused"
)


class SectionForm(VersionedForm, DraftedForm):
    """One part of a draft. `opened` is what stood in its fields, for whoever is overtaken."""

    lines: ClassVar[tuple[Lines, ...]] = ()
    opened = HiddenText(default="")

    def remember(self) -> None:
        self.opened.data = json.dumps(self.said())

    def said(self) -> dict[str, str]:
        """What stands in each field, by its label, in words."""
        return {
            field.label.text: _in_words(field)
            for field in self
            if not isinstance(field.widget, HiddenInput)
        }

    def said_when_opened(self) -> Mapping[str, Any]:
        try:
            held = json.loads(self.opened.data or "")
        except (ValueError, RecursionError):  # it comes from the browser
            return {}
        return held if isinstance(held, dict) else {}

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        valid = super().validate(extra_validators)
        whole = [lines.check(self) for lines in self.lines]
        return valid and all(whole)


class EditHeadingForm(SectionForm):
    title = TextLine("Title", required="Enter the title.", max_length=120)
    note = Paragraph("Note", hint="What everybody should know of these criteria", max_length=5_000)
    youngest = Number("Youngest age", least=0, most=120, required="Enter the youngest age.")
    oldest = Number("Oldest age", least=0, most=120, hint="Leave empty if there is none")
    agreed_number = Number(
        "Agreed number",
        least=1,
        most=_MOST,
        required="Enter the agreed number.",
        hint="How many people the agencies can work with properly",
    )
    review_every_days = Number(
        "Days between reviews", least=1, most=_MOST, required="Enter the days between reviews."
    )
    big_move = Number(
        "Big move, in points",
        least=1,
        most=_MOST,
        required="Enter how many points are a big move.",
        hint="A total that moved by this much goes before the panel",
    )
    quiet_days = Number(
        "Days at liberty without arrest, charge or credible intelligence",
        least=1,
        most=_MOST,
        required="Enter the days.",
    )
    custody_days = Number(
        "Days of custody still ahead", least=1, most=_MOST, required="Enter the days."
    )
    reviews_below = Number(
        "Reviews in a row below the threshold",
        least=1,
        most=_MOST,
        required="Enter how many reviews.",
    )

    def details(self) -> dict[str, Any]:
        return {
            "title": self.title.data,
            "note": _prose(self.note.data),
            "youngest": self.youngest.data,
            "oldest": self.oldest.data,
            "agreed_number": self.agreed_number.data,
            "review_every_days": self.review_every_days.data,
            "big_move": self.big_move.data,
            "leaving": {
                "quiet_days": self.quiet_days.data,
                "custody_days": self.custody_days.data,
                "reviews_below": self.reviews_below.data,
            },
        }


def heading_data(criteria: Criteria) -> dict[str, Any]:
    return {**vars(criteria), **vars(criteria.leaving)}


class EditBandsForm(SectionForm):
    """Made by `bands_form`, for as many bands as there are."""

    threshold = Number(
        "The panel looks at everybody from",
        least=0,
        most=_MOST,
        hint="The points where one of the bands begins. Empty where nothing adds points",
    )

    def details(self) -> tuple[list[dict[str, Any]], int | None]:
        return list(self.lines[0].filled(self)), self.threshold.data


def bands_form(held: int, sent: Mapping[str, Any]) -> type[EditBandsForm]:
    bands = Lines(
        "band",
        "Band",
        {"words": words_field, "least": number_field("from")},
        {"words": "Enter the words.", "least": "Enter where it begins."},
        count_lines("band", held, sent),
    )
    made = type("EditBandsForm", (EditBandsForm,), {"lines": (bands,), **bands.fields()})
    return cast("type[EditBandsForm]", made)


def bands_data(criteria: Criteria, form: type[EditBandsForm]) -> dict[str, Any]:
    held = [vars(band) for band in criteria.bands]
    return {"threshold": criteria.threshold, **form.lines[0].data(held)}


class FactorForm(SectionForm):
    """Made by `factor_form`. `factor` is the short name of the one changed; empty for a new one."""

    factor = HiddenText(default="")
    title = TextLine("Title", required="Enter the title.", max_length=120, hint=_NEVER_SCORED)
    question = TextLine("Question", required="Enter the question.", max_length=500)
    note = Paragraph("Note", hint="What scorers should know", rows=3, max_length=1_000)
    counts_for_days = Number(
        "Days its evidence counts",
        least=1,
        most=_MOST,
        required="Enter for how many days its evidence counts.",
    )
    mandatory = Tick("A scoring cannot be frozen before this factor is answered")
    cap = Number(
        "Most points it may give",
        least=0,
        most=_MOST,
        hint="Empty: as many as its highest level",
    )
    measure = Dropdown(
        "Proposed from",
        choices={"": "Nothing: the scorer chooses the level"} | dict(MEASURE_WORDS),
        hint="What the system counts to propose a level; a person confirms it",
    )
    sources = ChipsField("Sources that count", choices={grade: grade for grade in "123"})
    assessments = ChipsField("Assessments that count", choices={grade: grade for grade in "ABCDE"})
    corroborated = Tick("Only where something independent bears it out")

    def details(self) -> dict[str, Any]:
        """The factor as a document holds it, without its name and without what is empty."""
        levels, decay = (list(lines.filled(self)) for lines in self.lines)
        held = {
            "title": self.title.data,
            "question": self.question.data,
            "note": _prose(self.note.data),
            "counts_for_days": self.counts_for_days.data,
            "mandatory": self.mandatory.data,
            "cap": _cap(self.cap.data, levels),
            "measure": self.measure.data,
            "levels": [_without_nothing(level) for level in levels],
            "decay": [{key: step[key] for key in ("after_days", "percent")} for step in decay],
            "gradings": self._gradings(),
        }
        return {key: value for key, value in held.items() if value or key == "counts_for_days"}

    def _gradings(self) -> dict[str, Any] | None:
        sources, assessments = self.sources.data or [], self.assessments.data or []
        if not (sources or assessments):
            return None
        corroborated = self.corroborated.data
        return {"sources": sources, "assessments": assessments, "corroborated": corroborated}


def factor_form(factor: Factor | None, sent: Mapping[str, Any]) -> type[FactorForm]:
    levels = Lines(
        "level",
        "Level",
        {"words": words_field, "points": number_field("points"), "least": number_field("from")},
        {"words": "Enter the words.", "points": "Enter the points."},
        count_lines("level", len(factor.levels) if factor else 0, sent),
    )
    decay = Lines(
        "decay",
        "Step",
        {"after_days": number_field("after days"), "percent": number_field("percent")},
        {"after_days": "Enter the days.", "percent": "Enter the percent."},
        count_lines("decay", len(factor.decay) if factor else 0, sent),
    )
    fields = {"lines": (levels, decay), **levels.fields(), **decay.fields()}
    return cast("type[FactorForm]", type("FactorForm", (FactorForm,), fields))


def factor_data(factor: Factor, form: type[FactorForm]) -> dict[str, Any]:
    levels, decay = form.lines
    gradings = vars(factor.gradings) if factor.gradings else {}
    return {
        **vars(factor),
        **gradings,
        "factor": factor.name,
        "cap": None if factor.is_narrative else factor.cap,
        "measure": factor.measure or "",
        **levels.data([vars(level) for level in factor.levels]),
        **decay.data([vars(step) for step in factor.decay]),
    }


def _cap(typed: int | None, levels: list[dict[str, Any]]) -> int:
    if typed is not None:
        return typed
    return max((level["points"] for level in levels), default=0)


def _without_nothing(line: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in line.items() if value is not None}


def _prose(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n")


def _in_words(field: Any) -> str:
    if isinstance(field, Tick):
        return "Yes" if field.data else "No"
    if isinstance(field, ChipsField):
        return ", ".join(field.data or [])
    if isinstance(field, Dropdown):
        return str(dict(field.choices).get(field.data or "", ""))
    return "" if field.data is None else str(field.data)

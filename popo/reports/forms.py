from datetime import date

from popo.crime.months import in_words
from popo.reports.narrative import FIELDS, Narrative
from popo.web.fields import Dropdown, Paragraph
from popo.web.forms import DraftedForm, Form, VersionedForm

LONGEST_NARRATIVE = 3_000
_NO_NAMES = "Name nobody: no names, no references."


class PrepareUpdateForm(Form):
    """Which month to count."""

    month = Dropdown("Month", choices={}, coerce=str, required="Choose the month.")

    def offer_months(self, months: list[date]) -> None:
        self.month.choices = {f"{month:%Y-%m}": in_words(month) for month in months}

    def details(self) -> date:
        return date.fromisoformat(f"{self.month.data}-01")


class EditUpdateForm(VersionedForm, DraftedForm):
    """The words beside the figures."""

    headlines = Paragraph(
        FIELDS["headlines"],
        hint=f"Three changes that matter, one a line. {_NO_NAMES}",
        max_length=LONGEST_NARRATIVE,
        rows=5,
    )
    risks = Paragraph(
        FIELDS["risks"],
        hint=f"Two risks, and what is done about them. {_NO_NAMES}",
        max_length=LONGEST_NARRATIVE,
        rows=4,
    )
    decisions = Paragraph(
        FIELDS["decisions"],
        hint=f"What the Tasking Group is asked to decide. {_NO_NAMES}",
        max_length=LONGEST_NARRATIVE,
        rows=4,
    )

    def details(self) -> Narrative:
        return Narrative(self.headlines.data, self.risks.data, self.decisions.data)


class RestateUpdateForm(Form):
    reason = Paragraph(
        "Why is it restated?",
        required="Say why the month is restated.",
        hint=f"Readers see this. {_NO_NAMES}",
        max_length=1_000,
        rows=3,
    )

    def details(self) -> str:
        return str(self.reason.data)


class ConfirmForm(Form):
    """Nothing to fill in: sending it is the answer."""

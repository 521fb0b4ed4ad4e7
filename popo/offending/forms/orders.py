"""A licence or order, and its conditions."""

from collections.abc import Mapping
from datetime import date
from typing import cast
from uuid import UUID

from popo.offending.forms.offences import NO_FUTURE
from popo.offending.services import NewCondition, NewOrder
from popo.web.fields import Dropdown, NaturalDateField, Paragraph, TextLine
from popo.web.forms import DraftedForm, VersionedForm
from popo.whereabouts.models import Basis


class RecordOrderForm(DraftedForm):
    basis = Dropdown(
        "Which",
        choices={"": ""} | {basis.value: basis.words for basis in Basis},
        coerce=lambda value: Basis(value) if value else None,
        required="Choose the licence or order.",
    )
    matter = Dropdown("Belongs to", choices={})
    starts_on = NaturalDateField(
        "From", required="Enter the day it began.", prefer="past", not_after_today=NO_FUTURE
    )
    due_to_end_on = NaturalDateField("To", prefer="future", hint="Leave empty where no end is set")
    conditions = Paragraph(
        "Conditions or requirements", hint="Each on a line of its own, in its own words", rows=6
    )
    approved_by = TextLine(
        "Approved by",
        required="Say who approved it.",
        hint="The court, or for a licence the governor or the Parole Board",
    )
    source = TextLine("Source", required="Say who says so.", hint="The order itself, the licence")

    def offer(self, matters: Mapping[str, str]) -> None:
        self.matter.choices = {"": "No matter on this record"} | dict(matters)

    def details(self) -> NewOrder:
        return NewOrder(
            basis=self.basis.data,
            starts_on=cast("date", self.starts_on.data),
            approved_by=self.approved_by.data,
            source=self.source.data,
            due_to_end_on=self.due_to_end_on.data,
            conditions=[line for line in map(str.strip, _lines(self.conditions.data)) if line],
            matter_id=UUID(self.matter.data) if self.matter.data else None,
        )


def _lines(text: str) -> list[str]:
    return text.splitlines()


class AddConditionForm(DraftedForm):
    words = Paragraph("Condition, in its own words", required="Write the condition.", rows=3)
    starts_on = NaturalDateField("From", required="Enter the day it begins.")
    ends_on = NaturalDateField("To", prefer="future", hint="Leave empty where no end is set")
    approved_by = TextLine(
        "Approved by",
        required="Say who approved it.",
        hint="The court, or for a licence the governor or the Parole Board",
    )

    def details(self) -> NewCondition:
        return NewCondition(
            words=self.words.data,
            starts_on=cast("date", self.starts_on.data),
            approved_by=self.approved_by.data,
            ends_on=self.ends_on.data,
        )


class EndConditionForm(VersionedForm):
    ends_on = NaturalDateField("Ends on", required="Enter the day.")

    def details(self) -> date:
        return cast("date", self.ends_on.data)

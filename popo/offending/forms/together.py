"""Saying that two people offended together, and that this was wrong."""

from datetime import date
from typing import cast

from popo.offending.forms.offences import NO_FUTURE, OffersOffences, read_by
from popo.offending.services import NewCoOffending
from popo.web.fields import Dropdown, NaturalDateField, Paragraph, TextLine
from popo.web.forms import DraftedForm, VersionedForm


class RecordCoOffendingForm(OffersOffences, DraftedForm):
    other = TextLine(
        "Reference of the other person",
        required="Enter the reference of the other person.",
        hint="Like LUT-0042",
        width=10,
        max_length=20,
    )
    offended_on = NaturalDateField(
        "Day of the offence", required="Enter the day.", prefer="past", not_after_today=NO_FUTURE
    )
    offence_words = TextLine(
        "Offence", hint="If it is known: words from its title, such as burglary dwelling, or code"
    )
    offence = Dropdown("Which offence", choices={})
    source = TextLine(
        "Source", required="Say who says so.", hint="Charged together, court register, PNC"
    )
    words = Paragraph(
        "What each did",
        hint="Facts, kept on both records. Intelligence stays in the police system",
        rows=3,
        max_length=2000,
    )
    handling = read_by()

    def details(self) -> NewCoOffending:
        return NewCoOffending(
            other=self.other.data.upper(),
            offended_on=cast("date", self.offended_on.data),
            source=self.source.data,
            ho_code=self.offence.data or None,
            words=self.words.data,
            handling=self.handling.data,
        )


class MarkCoOffendingWrongForm(VersionedForm):
    reason = TextLine(
        "What was wrong",
        required="Say what was wrong.",
        hint="The line stays on both records, struck through, with this beside it",
        max_length=500,
    )

    def details(self) -> str:
        return str(self.reason.data)

from datetime import date
from typing import cast

from popo.circumstances.models import GivenBy, GivenHow, Purpose
from popo.circumstances.services.consents import NewConsent
from popo.web.fields import ChipField, NaturalDateField, Paragraph, TextLine
from popo.web.forms import DraftedForm, VersionedForm

_NO_FUTURE = "The day cannot be in the future."


class AddConsentForm(DraftedForm):
    purpose = ChipField(
        "What for",
        choices={purpose.value: purpose.words for purpose in Purpose},
        coerce=Purpose,
        required="Choose what the consent is for.",
    )
    with_whom = TextLine(
        "Shared with", hint="Which agencies", required="Say who it is shared with."
    )
    words = Paragraph("What was agreed, in their words", required="Say what was agreed.", rows=4)
    given_by = ChipField(
        "Given by",
        choices={by.value: by.words for by in GivenBy},
        coerce=GivenBy,
        default=GivenBy.SELF,
        required="Choose who gave it.",
    )
    given_by_name = TextLine("Name of the parent or guardian", hint="Where they gave it")
    given_how = ChipField(
        "How",
        choices={how.value: how.words for how in GivenHow},
        coerce=GivenHow,
        required="Choose how it was given.",
    )
    given_on = NaturalDateField(
        "On which day", required="Enter the day.", prefer="past", not_after_today=_NO_FUTURE
    )
    until = NaturalDateField("Holds until", required="Enter until when it holds.", prefer="future")

    def details(self) -> NewConsent:
        return NewConsent(
            purpose=self.purpose.data,
            given_by=self.given_by.data,
            given_by_name=self.given_by_name.data or "",
            given_how=self.given_how.data,
            given_on=cast("date", self.given_on.data),
            until=cast("date", self.until.data),
            with_whom=self.with_whom.data or "",
            words=self.words.data or "",
        )


class WithdrawConsentForm(VersionedForm, DraftedForm):
    withdrawn_on = NaturalDateField(
        "Withdrawn on", required="Enter the day.", prefer="past", not_after_today=_NO_FUTURE
    )
    words = Paragraph("What they said", rows=3)

    def details(self) -> tuple[date, str]:
        return cast("date", self.withdrawn_on.data), self.words.data or ""

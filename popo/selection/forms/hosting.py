from collections.abc import Sequence
from datetime import date
from typing import cast
from uuid import UUID

from popo.accounts.models import Agency
from popo.selection.forms.transfers import SchemeChoiceForm
from popo.selection.services.hosting import HostPerson
from popo.web.fields import NaturalDateField, Paragraph, TickList
from popo.web.forms import VersionedForm

_REVIEW = "Look at it again on"
_REVIEW_HINT = "Within six months"


class HostPersonForm(SchemeChoiceForm):
    agencies = TickList(
        "Agencies that need to know",
        choices={},
        hint="They see the name, the home scheme, its contact point and the warnings, no more",
    )
    why = Paragraph(
        "Why they need to know",
        required="Say why they need to know.",
        hint="What the person did here, and how often. Facts, not intelligence",
        rows=4,
        max_length=4000,
    )
    limits = Paragraph(
        "What they may do with it",
        hint="Such as: stop checks are reported to the home scheme",
        rows=3,
        max_length=2000,
    )
    review_on = NaturalDateField(
        _REVIEW, required="Enter the day of the review.", prefer="future", hint=_REVIEW_HINT
    )

    def offer_agencies(self, agencies: Sequence[Agency]) -> None:
        self.agencies.choices = {str(agency.id): agency.name for agency in agencies}

    def details(self) -> HostPerson:
        return HostPerson(
            self.scheme_id(),
            [UUID(key) for key in self.agencies.data or ()],
            str(self.why.data),
            cast("date", self.review_on.data),
            str(self.limits.data),
        )


class ReviewHostingForm(VersionedForm):
    review_on = NaturalDateField(
        _REVIEW, required="Enter the day of the review.", prefer="future", hint=_REVIEW_HINT
    )

    def details(self) -> date:
        return cast("date", self.review_on.data)

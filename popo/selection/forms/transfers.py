from collections.abc import Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from popo import clock
from popo.selection.forms.criteria import chosen
from popo.selection.forms.panel import PanelForm, agency_choices
from popo.selection.models import OtherScheme
from popo.selection.pack import PackPart
from popo.selection.services.other_schemes import SchemeDetails
from popo.selection.services.parties import Panel
from popo.selection.services.transfers import (
    AnswerTransfer,
    DecideTransfer,
    OfferTransfer,
    ReceiveTransfer,
)
from popo.web.fields import (
    ChipField,
    Dropdown,
    NaturalDateField,
    NaturalDateTimeField,
    Paragraph,
    TextLine,
    Tick,
    TickList,
)
from popo.web.forms import DraftedForm, Form, VersionedForm

_NO_FUTURE = "The day cannot be in the future."
_ANSWERS = {"accepted": "Accepted", "refused": "Refused"}
_INSTANT_HINT = "Like tomorrow 9:00. Until then the sending scheme stays responsible"


class SchemeChoiceForm(DraftedForm):
    scheme = Dropdown("The other scheme", choices={}, required="Choose the other scheme.")

    def offer_schemes(self, schemes: Sequence[OtherScheme]) -> None:
        self.scheme.choices = {"": "Choose a scheme"} | {
            str(scheme.id): f"{scheme.name}, {scheme.area}" for scheme in schemes
        }

    def scheme_id(self) -> UUID:
        return UUID(self.scheme.data)


class OfferTransferForm(SchemeChoiceForm):
    reason = Paragraph("Why they should take over", required="Say why.", rows=4, max_length=4000)
    parts = TickList(
        "What goes into the pack",
        choices={part.value: part.words for part in PackPart},
        hint="Never intelligence or health, nor what is kept to one agency or to criminal justice",
    )
    conditions = Paragraph("Conditions", hint="If there are any", rows=3, max_length=2000)

    def details(self) -> OfferTransfer:
        return OfferTransfer(
            self.scheme_id(),
            str(self.reason.data),
            tuple(self.parts.data or ()),
            str(self.conditions.data),
        )


class ReceiveTransferForm(SchemeChoiceForm):
    offered_on = NaturalDateField(
        "Offered on", required="Enter the day.", prefer="past", not_after_today=_NO_FUTURE
    )
    reason = Paragraph("Why we should take over", required="Say why.", rows=4, max_length=4000)
    sent = Paragraph(
        "What they sent",
        required="Say what they sent.",
        hint="Facts that the panel needs. Intelligence stays in the police system",
        rows=8,
    )
    conditions = Paragraph("Their conditions", hint="If there are any", rows=3, max_length=2000)

    def details(self) -> ReceiveTransfer:
        return ReceiveTransfer(
            self.scheme_id(),
            cast("date", self.offered_on.data),
            str(self.reason.data),
            str(self.sent.data),
            str(self.conditions.data),
        )


class AnswerTransferForm(VersionedForm, DraftedForm):
    answer = ChipField("Their answer", choices=_ANSWERS, required="Choose their answer.")
    answered_on = NaturalDateField(
        "Answered on", required="Enter the day.", prefer="past", not_after_today=_NO_FUTURE
    )
    words = Paragraph(
        "Who said so, and how",
        required="Say who said so, and how.",
        hint="Their name and post, by letter, telephone or at a meeting, and what they said",
        rows=4,
        max_length=4000,
    )
    effective_at = NaturalDateTimeField(
        "If accepted, in effect from", hint=_INSTANT_HINT, prefer="future"
    )

    def details(self) -> AnswerTransfer:
        accepted = self.answer.data == "accepted"
        return AnswerTransfer(
            accepted,
            cast("date", self.answered_on.data),
            str(self.words.data),
            self.effective_at.data if accepted else None,
        )


class DecideTransferForm(VersionedForm, PanelForm):
    """The panel's answer; it takes effect at an instant, not on a day."""

    answer = ChipField(
        "Our answer",
        choices={"accepted": "Accept", "refused": "Refuse"},
        required="Choose our answer.",
    )
    effective_at = NaturalDateTimeField(
        "If accepted, in effect from", hint=_INSTANT_HINT, prefer="future"
    )
    lead_agency = Dropdown("Who leads", choices={})
    tier = Dropdown("Tier", choices={})
    over_number = Tick("Accept although the agreed number is reached")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self["effective_on"]

    def offer(self, tiers: Sequence[str]) -> None:
        self.lead_agency.choices = agency_choices(self.agencies)
        self.tier.choices = {"": "No tier"} | {tier: tier for tier in tiers}

    def panel(self) -> Panel:
        moment = self.effective_at.data or clock.now()
        day = clock.local(moment).date()
        at = chosen(self.items, self.item.data)
        return Panel(at, tuple(self._parties()), str(self.reasons.data), day)

    def details(self) -> DecideTransfer:
        accepted = self.answer.data == "accepted"
        return DecideTransfer(
            accepted=accepted,
            panel=self.panel(),
            effective_at=self.effective_at.data if accepted else None,
            lead_agency_id=UUID(self.lead_agency.data) if self.lead_agency.data else None,
            tier=self.tier.data or None,
            over_number=bool(self.over_number.data),
        )


class WithdrawTransferForm(VersionedForm):
    words = TextLine(
        "Who withdrew it, and why", required="Say who withdrew it, and why.", max_length=500
    )

    def details(self) -> str:
        return str(self.words.data)


class AddOtherSchemeForm(Form):
    name = TextLine("Name of the scheme", required="Enter the name of the scheme.", max_length=100)
    area = TextLine("Area", required="Enter the area.", hint="Town or borough", max_length=100)
    contact_point = Paragraph(
        "Contact point",
        required="Say how to reach them.",
        hint="The office or post, its telephone and secure mail",
        rows=3,
        max_length=500,
    )

    def details(self) -> SchemeDetails:
        return SchemeDetails(str(self.name.data), str(self.area.data), str(self.contact_point.data))


class EditOtherSchemeForm(AddOtherSchemeForm, VersionedForm):
    is_closed = Tick("It works with us no longer")

    def details(self) -> SchemeDetails:
        return SchemeDetails(
            str(self.name.data),
            str(self.area.data),
            str(self.contact_point.data),
            bool(self.is_closed.data),
        )

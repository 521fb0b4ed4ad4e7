"""One form for each sort of decision; what it says is turned into the decision's terms."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import cast
from uuid import UUID

from popo.accounts.models import User
from popo.action_group.deciding import DecisionKind
from popo.action_group.services.terms import (
    ColourTerms,
    LeaveTerms,
    MoveTerms,
    NominationTerms,
    SharingTerms,
    Terms,
)
from popo.cases.models import Colour, Strand
from popo.selection.forms.panel import PartiesForm, StartsForm, agency_choices
from popo.web.fields import (
    ChipField,
    Dropdown,
    NaturalDateField,
    Paragraph,
    RadioChoice,
    TextLine,
    Tick,
)
from popo.web.forms import DraftedForm, VersionedForm


class ColourForm(VersionedForm, DraftedForm):
    colour = ChipField(
        "Colour",
        choices={colour.value: colour.value.capitalize() for colour in Colour},
        coerce=Colour,
        required="Choose the colour.",
    )
    reasons = Paragraph("Why", required="Say why the case has this colour.", rows=3)
    review_on = NaturalDateField(
        "Look at it again on", required="Enter the day of the review.", prefer="future"
    )

    def terms(self) -> Terms:
        return ColourTerms(self.colour.data, cast("date", self.review_on.data))


class MoveForm(VersionedForm, PartiesForm):
    strand = RadioChoice(
        "Primary from then on", choices={}, coerce=Strand, required="Choose the strand."
    )
    lead_agency = Dropdown("Who leads, if the strand does not run yet", choices={})
    keep_former = Tick("Go on with the former strand beside it")

    def offer(self, strands: Iterable[Strand]) -> None:
        self.strand.choices = {strand.value: strand.words for strand in strands}
        self.lead_agency.choices = agency_choices(self.agencies)

    def terms(self) -> Terms:
        lead = UUID(self.lead_agency.data) if self.lead_agency.data else None
        return MoveTerms(self.strand.data, self.parties(), lead, bool(self.keep_former.data))


class NominationForm(VersionedForm, StartsForm):
    """Of a selection; the other two leave the fields of the new spell out."""

    outcome_words = Paragraph(
        "What the nominator is told", required="Say what the nominator is told.", rows=2
    )

    def terms(self) -> Terms:
        return NominationTerms(
            str(self.outcome_words.data),
            self.parties(),
            self.lead(),
            self.tier.data or None,
            bool(self.over_number.data),
            self.first_steps(),
        )


class LeaveForm(VersionedForm, DraftedForm):
    reasons = Paragraph("Reasons", required="Give the reasons of the meeting.", rows=3)
    owner = Dropdown(
        "Who owns the exit plan", choices={}, required="Choose who owns the exit plan."
    )
    ends_on = NaturalDateField(
        "When the exit plan ends", required="Enter the day it ends.", prefer="future"
    )
    words = Paragraph(
        "What goes on until then", required="Say what support goes on, and who gives it.", rows=3
    )

    def offer(self, users: Sequence[User]) -> None:
        self.owner.choices = {"": "Choose a colleague"} | {
            str(user.id): f"{user.name}, {user.agency.short_name}" for user in users
        }

    def terms(self) -> Terms:
        return LeaveTerms(
            UUID(self.owner.data), cast("date", self.ends_on.data), str(self.words.data)
        )


class SharingForm(VersionedForm, DraftedForm):
    with_whom = TextLine("With whom, or from whom", required="Say who.", max_length=200)
    what = Paragraph("What", required="Say what.", rows=2)
    reasons = Paragraph("Why", required="Give the reasons of the meeting.", rows=3)

    def terms(self) -> Terms:
        return SharingTerms(str(self.with_whom.data), str(self.what.data))


DecisionForm = ColourForm | MoveForm | NominationForm | LeaveForm | SharingForm

FORMS: dict[DecisionKind, type[DecisionForm]] = {
    DecisionKind.SELECT: NominationForm,
    DecisionKind.DEFER: NominationForm,
    DecisionKind.DECLINE: NominationForm,
    DecisionKind.MOVE_STRAND: MoveForm,
    DecisionKind.CHANGE_COLOUR: ColourForm,
    DecisionKind.DE_SELECT: LeaveForm,
    DecisionKind.SHARE: SharingForm,
    DecisionKind.WITHHOLD: SharingForm,
}

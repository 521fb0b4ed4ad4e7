from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from popo.accounts.models import Agency, User
from popo.cases.models import CaseEnd
from popo.errors import RuleBroken
from popo.meetings.queries import Cited
from popo.selection.forms.criteria import chosen, offer_items
from popo.selection.models import Decision, PartyView
from popo.selection.services.de_selection import AT_ONCE, ExitDetails
from popo.selection.services.decisions import DecideNomination, PartyAnswer
from popo.web.fields import (
    ChipField,
    Dropdown,
    NaturalDateField,
    Paragraph,
    RadioChoice,
    TextLine,
    Tick,
)
from popo.web.forms import Form, VersionedForm

DECISIONS = {
    Decision.SELECT.value: "Select",
    Decision.DEFER.value: "Defer",
    Decision.DECLINE.value: "Decline",
}
VIEWS = {
    PartyView.AGREES.value: "Agrees",
    PartyView.DISSENTS.value: "Dissents",
    PartyView.NO_VIEW.value: "No view",
}
ENDS = {
    CaseEnd.DESISTED: "Stopped offending",
    CaseEnd.LONG_CUSTODY: "In custody for long",
    CaseEnd.PASSED_TO_MAPPA: "MAPPA leads now",
    CaseEnd.PASSED_TO_DRUG_TEAM: "The drug team leads now",
    CaseEnd.BELOW_THRESHOLD: "Below the threshold at two reviews",
    CaseEnd.DISPLACED: "No capacity: others come first",
    CaseEnd.DEPORTED: "Deported",
    CaseEnd.TURNED_18: "Turned 18",
    CaseEnd.MOVED: "Moved, and accepted by another scheme",
    CaseEnd.DECEASED: "Died",
    CaseEnd.SELECTED_IN_ERROR: "Selected in error",
}
URGENT = "Urgent, between meetings: the next meeting ratifies it"
_NOBODY = "Not asked"


class DecideNominationForm(VersionedForm):
    """What each agency said has its own fields: see `decide_form`."""

    agencies: Sequence[Agency] = ()
    users: Sequence[User] = ()

    decision = ChipField(
        "Decision", choices=DECISIONS, coerce=Decision, required="Choose the decision."
    )
    reasons = Paragraph("Reasons", required="Give the reasons of the panel.", rows=4)
    outcome_words = Paragraph(
        "What the nominator is told", required="Say what the nominator is told.", rows=3
    )
    item = Dropdown("Where it was decided", choices={})
    effective_on = NaturalDateField(
        "When it takes effect", required="Enter the day it takes effect."
    )
    lead_agency = Dropdown("Who leads, if selected", choices={})
    tier = Dropdown("Tier, if selected", choices={})
    over_number = Tick("Select although the agreed number is reached")

    def offer(self, items: list[Cited], tiers: list[str]) -> None:
        self.items = items
        self.item.choices = offer_items(items, URGENT)
        self.lead_agency.choices = {"": "Choose an agency"} | {
            str(agency.id): agency.name for agency in self.agencies
        }
        self.tier.choices = {"": "No tier"} | {tier: tier for tier in tiers}

    def details(self) -> DecideNomination:
        """Raises RuleBroken where it is half said who spoke for an agency and what."""
        return DecideNomination(
            decision=self.decision.data,
            reasons=str(self.reasons.data),
            outcome_words=str(self.outcome_words.data),
            decided_at=chosen(self.items, self.item.data),
            parties=tuple(self._parties()),
            effective_on=cast("date", self.effective_on.data),
            lead_agency_id=UUID(self.lead_agency.data) if self.lead_agency.data else None,
            tier=self.tier.data or None,
            over_number=bool(self.over_number.data),
        )

    def _parties(self) -> Iterable[PartyAnswer]:
        users = {str(user.id): user for user in self.users}
        for agency in self.agencies:
            user_id, view, words = (
                self._fields[party_field(agency, part)].data for part in ("user", "view", "words")
            )
            if not user_id and not view:
                continue
            if not user_id:
                raise RuleBroken(
                    f"Say who spoke for {agency.short_name}.", party_field(agency, "user")
                )
            if not view:
                raise RuleBroken(f"Say what {agency.short_name} said.", party_field(agency, "view"))
            yield PartyAnswer(users[user_id], PartyView(view), words or "")


def party_field(agency: Agency, part: str) -> str:
    """The name of a field about one agency."""
    return f"party_{agency.id.hex}_{part}"


def decide_form(agencies: Sequence[Agency], users: Sequence[User]) -> type[DecideNominationForm]:
    """The form with a line for each agency that has somebody who could speak for it."""
    speaking = {user.agency_id for user in users}
    asked = [agency for agency in agencies if agency.id in speaking]
    fields: dict[str, Any] = {"agencies": asked, "users": users}
    for agency in asked:
        own = {str(user.id): user.name for user in users if user.agency_id == agency.id}
        name = agency.short_name
        fields[party_field(agency, "user")] = Dropdown(
            f"Who spoke for {name}", choices={"": _NOBODY} | own
        )
        fields[party_field(agency, "view")] = Dropdown(
            f"What {name} said", choices={"": "Nothing"} | VIEWS
        )
        fields[party_field(agency, "words")] = TextLine(f"Words of {name}", max_length=500)
    return cast("type[DecideNominationForm]", type("DecideForm", (DecideNominationForm,), fields))


class RatifyDecisionForm(Form):
    item = Dropdown("The meeting that ratified it", choices={}, required="Choose the meeting.")

    def offer(self, items: list[Cited]) -> None:
        self.items = items
        self.item.choices = offer_items(items, "Choose an agenda item")

    def details(self) -> Cited:
        return cast("Cited", chosen(self.items, self.item.data))


def _ends(chosen_ends: Iterable[CaseEnd]) -> Mapping[str, str]:
    return {end.value: ENDS[end] for end in chosen_ends}


class ProposeDeSelectionForm(Form):
    reason = RadioChoice(
        "Reason",
        choices=_ends(end for end in ENDS if end not in AT_ONCE),
        coerce=CaseEnd,
        required="Choose the reason.",
    )
    grounds = Paragraph(
        "What shows it", required="Say what shows it.", hint="Days at liberty, not days alone"
    )

    def details(self) -> tuple[CaseEnd, str]:
        return self.reason.data, str(self.grounds.data)


class AnswerDeSelectionForm(Form):
    view = ChipField(
        "What your agency says", choices=VIEWS, coerce=PartyView, required="Choose an answer."
    )
    words = Paragraph("In words", hint="Dissent says why", rows=3)

    def details(self) -> tuple[PartyView, str]:
        return self.view.data, str(self.words.data)


@dataclass(frozen=True)
class Confirmation:
    decided_at: Cited | None
    effective_on: date
    exit_plan: ExitDetails


class ConfirmDeSelectionForm(Form):
    item = Dropdown("Where it was decided", choices={})
    effective_on = NaturalDateField(
        "When it takes effect", required="Enter the day it takes effect."
    )
    owner = Dropdown(
        "Who owns the exit plan", choices={}, required="Choose who owns the exit plan."
    )
    ends_on = NaturalDateField(
        "When the exit plan ends", required="Enter the day it ends.", prefer="future"
    )
    words = Paragraph(
        "What goes on until then", required="Say what support goes on, and who gives it.", rows=4
    )

    def offer(self, items: list[Cited], users: Sequence[User]) -> None:
        self.items = items
        self.item.choices = offer_items(items, "Between meetings, all asked agree")
        self.owner.choices = {"": "Choose a colleague"} | {
            str(user.id): f"{user.name}, {user.agency.short_name}" for user in users
        }

    def details(self) -> Confirmation:
        plan = ExitDetails(
            UUID(self.owner.data), cast("date", self.ends_on.data), str(self.words.data)
        )
        at = chosen(self.items, self.item.data)
        return Confirmation(at, cast("date", self.effective_on.data), plan)


class CloseAtOnceForm(Form):
    reason = RadioChoice(
        "Reason",
        choices=_ends(end for end in ENDS if end in AT_ONCE),
        coerce=CaseEnd,
        required="Choose the reason.",
    )
    grounds = Paragraph("What shows it", required="Say what shows it.", rows=3)
    effective_on = NaturalDateField(
        "When it takes effect",
        required="Enter the day it takes effect.",
        not_after_today="This cannot be in the future.",
    )

    def details(self) -> tuple[CaseEnd, str, date]:
        return self.reason.data, str(self.grounds.data), cast("date", self.effective_on.data)

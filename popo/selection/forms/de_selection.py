from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from popo.accounts.models import User
from popo.cases.models import CaseEnd
from popo.meetings.queries import Cited
from popo.selection.forms.criteria import chosen, offer_items
from popo.selection.forms.decisions import ENDS
from popo.selection.forms.exits import SupportsForm
from popo.selection.forms.panel import VIEWS
from popo.selection.models import PartyView
from popo.selection.services.de_selection import AT_ONCE, PROPOSED
from popo.selection.services.exits import ExitDetails
from popo.web.fields import ChipField, Dropdown, NaturalDateField, Paragraph, RadioChoice
from popo.web.forms import DraftedForm, VersionedForm


def _ends(chosen_ends: Iterable[CaseEnd]) -> Mapping[str, str]:
    return {end.value: ENDS[end] for end in chosen_ends}


class ProposeDeSelectionForm(DraftedForm):
    reason = RadioChoice(
        "Reason",
        choices=_ends(end for end in ENDS if end in PROPOSED),
        coerce=CaseEnd,
        required="Choose the reason.",
    )
    grounds = Paragraph(
        "What shows it",
        required="Say what shows it.",
        hint="Days at liberty, not days alone. Change what the record prompted as you see fit",
        rows=6,
    )

    def details(self) -> tuple[CaseEnd, str]:
        return self.reason.data, str(self.grounds.data)


class AnswerDeSelectionForm(VersionedForm, DraftedForm):
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


class ConfirmDeSelectionForm(SupportsForm, VersionedForm, DraftedForm):
    item = Dropdown("Where it was decided", choices={})
    effective_on = NaturalDateField(
        "When it takes effect",
        required="Enter the day it takes effect.",
        hint="The case closes on this day, whenever it was decided",
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
            UUID(self.owner.data),
            cast("date", self.ends_on.data),
            str(self.words.data),
            self.supports(),
        )
        at = chosen(self.items, self.item.data)
        return Confirmation(at, cast("date", self.effective_on.data), plan)


class CloseAtOnceForm(DraftedForm):
    reason = RadioChoice(
        "Reason",
        choices=_ends(end for end in ENDS if end in AT_ONCE and end is not CaseEnd.MOVED),
        hint="Somebody who moves is offered to the other scheme: that is a transfer",
        coerce=CaseEnd,
        required="Choose the reason.",
    )
    grounds = Paragraph("What shows it", required="Say what shows it.", rows=3)
    effective_on = NaturalDateField(
        "When it takes effect",
        required="Enter the day it takes effect.",
        not_after_today="This cannot be in the future.",
    )
    to_correct = Paragraph(
        "What agencies must correct, if selected in error",
        hint="Leave empty to ask them to remove every marker, flag, alert and list entry",
        rows=3,
    )

    def details(self) -> tuple[CaseEnd, str, date, str]:
        return (
            self.reason.data,
            str(self.grounds.data),
            cast("date", self.effective_on.data),
            str(self.to_correct.data),
        )

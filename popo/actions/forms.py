from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from popo.accounts.models import User
from popo.actions.models import ActionStatus
from popo.actions.standing import ENDINGS
from popo.people.about import Handling
from popo.web.fields import ChipField, Dropdown, NaturalDateField, Paragraph, RadioChoice
from popo.web.forms import DraftedForm, Form, VersionedForm

HANDLING_WORDS = {
    Handling.ACTION_GROUP: "Every agency of the Action Group that works with this person",
    Handling.CRIMINAL_JUSTICE: (
        "Police, probation, prisons, youth offending and the owner's agency only"
    ),
    Handling.OWN_AGENCY: "Your agency and the owner's only",
}


@dataclass(frozen=True)
class NewAction:
    words: str
    owner_id: UUID
    due_on: date
    handling: Handling


@dataclass(frozen=True)
class Reassignment:
    owner_id: UUID
    due_on: date


def _key(value: str) -> UUID | None:
    return UUID(value) if value else None


class _OwnerForm(Form):
    """Who does it, by when."""

    owner = Dropdown("Who does it", choices={}, coerce=_key, required="Choose who does it.")
    due_on = NaturalDateField(
        "By when",
        required="Enter the day it is due.",
        hint="Like fri, +7 or 13/3",
        prefer="future",
        not_before_today="The due date must be today or later.",
    )

    def offer_owners(self, owners: Sequence[User]) -> None:
        """Who may be chosen, one's own agency first."""
        self.owner.choices = {"": ""} | {
            str(user.id): f"{user.name}, {user.agency.short_name}" for user in owners
        }


class AddActionForm(_OwnerForm, DraftedForm):
    words = Paragraph("What is to be done", required="Say what is to be done.", rows=3)
    handling = RadioChoice(
        "Seen by",
        choices=HANDLING_WORDS,
        coerce=Handling,
        default=Handling.ACTION_GROUP,
    )

    def details(self) -> NewAction:
        """An action about nobody is not asked who may see it."""
        return NewAction(
            self.words.data,
            self.owner.data,
            cast("date", self.due_on.data),
            self.handling.data or Handling.ACTION_GROUP,
        )


class ReassignActionForm(_OwnerForm, VersionedForm):
    def details(self) -> Reassignment:
        return Reassignment(self.owner.data, cast("date", self.due_on.data))


class AcceptActionForm(VersionedForm):
    def details(self) -> int:
        """The version that was read."""
        return int(self.version.data)


class HandBackActionForm(VersionedForm):
    reason = Paragraph(
        "Why it cannot be done",
        required="Say why it cannot be done.",
        hint="It goes back to whoever asked, with what you write here.",
        rows=3,
    )

    def details(self) -> str:
        return str(self.reason.data)


class EndActionForm(VersionedForm):
    status = ChipField(
        "How it ended", choices=ENDINGS, coerce=ActionStatus, required="Choose how it ended."
    )
    result = Paragraph("What came of it", required="Say what came of it.", rows=3)

    def details(self) -> tuple[ActionStatus, str]:
        return self.status.data, str(self.result.data)

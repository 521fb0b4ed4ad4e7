"""What follows from an absence: an action, or why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from popo.accounts.models import User
from popo.web.fields import Dropdown, NaturalDateField, Paragraph
from popo.web.forms import DraftedForm


def _key(value: object) -> UUID:
    """As it was posted, or as a record holds it."""
    return UUID(str(value))


@dataclass(frozen=True)
class FollowUp:
    words: str
    owner_id: UUID
    due_on: date


class OfferFollowUpForm(DraftedForm):
    words = Paragraph("What is to be done", required="Say what is to be done.", rows=2)
    owner = Dropdown("Who does it", choices={}, coerce=_key, required="Choose who does it.")
    due_on = NaturalDateField(
        "By when",
        required="Enter the day it is due.",
        hint="Like fri, +7 or 13/5",
        prefer="future",
        not_before_today="The due date must be today or later.",
    )

    def offer_owners(self, owners: Sequence[User]) -> None:
        self.owner.choices = {
            str(user.id): f"{user.name}, {user.agency.short_name}" for user in owners
        }

    def details(self) -> FollowUp:
        return FollowUp(self.words.data, self.owner.data, cast("date", self.due_on.data))


class DeclineFollowUpForm(DraftedForm):
    words = Paragraph("Why nothing follows", required="Say why nothing follows.", rows=2)

    def details(self) -> str:
        return str(self.words.data)

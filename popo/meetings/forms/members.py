"""Terms of reference, and visitors."""

from datetime import date
from typing import cast
from uuid import UUID

from popo.accounts.models import AgencyKind, User
from popo.meetings.forms.meetings import BODIES
from popo.meetings.models import MeetingBody
from popo.meetings.quorum import kind_words
from popo.meetings.services import NotedVisitor
from popo.meetings.services.members import MOST_NEEDED
from popo.web.fields import (
    ChipsField,
    Dropdown,
    NaturalDateField,
    Number,
    RadioChoice,
    TextLine,
    Tick,
)
from popo.web.forms import Form

KINDS = {
    kind.value: kind_words(kind.value).capitalize()
    for kind in AgencyKind
    if kind is not AgencyKind.PARTNERSHIP
}


class AddMemberForm(Form):
    body = RadioChoice(
        "Which group",
        choices=BODIES,
        coerce=MeetingBody,
        default=MeetingBody.ACTION_GROUP,
        required="Choose the group.",
    )
    user = Dropdown("Who", choices={}, required="Choose a colleague.")
    deputy_for = Dropdown(
        "Deputy of", choices={}, hint="Leave empty for a member in their own right"
    )
    starts_on = NaturalDateField("From", required="Enter the day it begins.", prefer="future")

    def offer(self, users: list[User]) -> None:
        named = {str(user.id): f"{user.name}, {user.agency.short_name}" for user in users}
        self.user.choices = {"": "Choose a colleague"} | named
        self.deputy_for.choices = {"": ""} | named

    def details(self) -> tuple[MeetingBody, UUID, UUID | None, date]:
        deputy_for = UUID(self.deputy_for.data) if self.deputy_for.data else None
        start = cast("date", self.starts_on.data)
        return self.body.data, UUID(self.user.data), deputy_for, start


class SetQuorumForm(Form):
    least = Number(
        "How many must be there",
        least=1,
        most=MOST_NEEDED,
        required="Enter how many must be there.",
        hint="Visitors count for nothing",
    )
    kinds = ChipsField("Somebody must be there of", choices=KINDS, coerce=AgencyKind)

    def details(self) -> tuple[int, list[AgencyKind]]:
        return int(self.least.data or 0), list(self.kinds.data or [])


class NoteVisitorForm(Form):
    name = TextLine("Name of the visitor", required="Enter the visitor's name.")
    organisation = TextLine("Organisation", required="Enter the visitor's organisation.")
    confidentiality_declared = Tick(
        "Declared confidentiality for this item",
        hint="Without it the visitor leaves for every item about a person",
    )

    def details(self) -> NotedVisitor:
        return NotedVisitor(
            self.name.data, self.organisation.data, self.confidentiality_declared.data
        )

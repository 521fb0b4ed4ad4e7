from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import cast
from uuid import UUID

from popo.accounts.models import User
from popo.meetings.models import ItemKind, MeetingBody
from popo.meetings.services import NewItem, NotedAttendance
from popo.people.models import Person
from popo.web.fields import (
    ChipField,
    Dropdown,
    NaturalDateTimeField,
    Number,
    Paragraph,
    RadioChoice,
    TextLine,
    Tick,
)
from popo.web.forms import Form, VersionedForm

BODIES = {body.value: body.words for body in MeetingBody}
KINDS = {
    ItemKind.NOMINATION.value: "Nomination",
    ItemKind.REVIEW.value: "Review",
    ItemKind.DE_SELECTION.value: "De-selection",
    ItemKind.CRITERIA.value: "Criteria",
    ItemKind.OTHER.value: "Other",
}


class AddMeetingForm(Form):
    body = RadioChoice(
        "Which group", choices=BODIES, coerce=MeetingBody, required="Choose the group."
    )
    starts_at = NaturalDateTimeField(
        "When it starts",
        required="Enter the day and time.",
        prefer="future",
        hint="Like tue 14:00 or 7 May 9.30",
    )

    def details(self) -> "MeetingDetails":
        return MeetingDetails(self.body.data, cast("datetime", self.starts_at.data))


@dataclass(frozen=True)
class MeetingDetails:
    body: MeetingBody
    starts_at: datetime


class AddItemForm(Form):
    item_kind = ChipField(
        "What sort of item", choices=KINDS, coerce=ItemKind, required="Choose the sort of item."
    )
    reference = TextLine(
        "Scheme reference of the person",
        hint="Leave empty for an item about nobody",
        width=10,
    )
    title = TextLine("What it is about", required="Say what the item is about.")
    restricted = Tick("Restricted", hint="Only those present and those who run meetings read it")

    minutes = Number("Minutes for it", least=1, most=180, hint="Leave empty for no limit")

    def details(self, person: Person | None) -> NewItem:
        return NewItem(
            self.item_kind.data, self.title.data, person, self.restricted.data, self.minutes.data
        )


class Part(StrEnum):
    PRESENT = "present"
    APOLOGIES = "apologies"
    CONFLICT = "conflict"


PARTS = {
    Part.PRESENT.value: "Present",
    Part.APOLOGIES.value: "Apologies",
    Part.CONFLICT.value: "Left: conflict of interest",
}


class NoteAttendanceForm(Form):
    user = Dropdown("Who", choices={}, required="Choose a colleague.")
    part = RadioChoice("Was this colleague there?", choices=PARTS, coerce=Part, required="Choose.")
    late = Tick("Came late, after the item began")
    confidentiality_declared = Tick("Declared confidentiality for this item")

    def offer(self, users: list[User]) -> None:
        self.user.choices = {"": "Choose a colleague"} | {
            str(user.id): f"{user.name}, {user.agency.short_name}" for user in users
        }

    @property
    def user_id(self) -> UUID:
        return UUID(self.user.data)

    def details(self, user: User) -> NotedAttendance:
        return NotedAttendance(
            user,
            present=self.part.data is Part.PRESENT,
            conflict=self.part.data is Part.CONFLICT,
            confidentiality_declared=self.confidentiality_declared.data,
            late=self.late.data,
        )


class WriteMinuteForm(VersionedForm):
    words = Paragraph("What was said and agreed", required="Write what was said.", rows=8)

    def details(self) -> str:
        return str(self.words.data)

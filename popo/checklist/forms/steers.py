from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from popo.accounts.models import User
from popo.checklist.forms.common import NO_NAMES, offer, offer_meetings
from popo.checklist.models import Steer
from popo.checklist.services.steers import Steered
from popo.meetings.models import Meeting
from popo.web.fields import Dropdown, NaturalDateField, Paragraph
from popo.web.forms import Form, VersionedForm


class _SteeredForm(Form):
    meeting = Dropdown("Said at", choices={}, required="Choose the meeting.")
    words = Paragraph(
        "What was asked", required="Say what was asked.", hint=NO_NAMES, rows=4, max_length=3_000
    )
    owner = Dropdown("Owner", choices={}, required="Choose the owner.")
    due_on = NaturalDateField("Due", required="Enter the day it is due.", prefer="future")

    def offer(self, meetings: Sequence[Meeting], users: Sequence[User]) -> None:
        self.meetings = offer_meetings(self.meeting, meetings)
        self.users = offer(self.owner, users)

    def details(self) -> Steered:
        return Steered(
            self.meetings[self.meeting.data],
            self.words.data,
            self.users[self.owner.data],
            cast("date", self.due_on.data),
        )


class RecordSteerForm(_SteeredForm):
    pass


class EditSteerForm(VersionedForm, _SteeredForm):
    @staticmethod
    def held(steer: Steer) -> dict[str, Any]:
        return {
            "version": steer.version,
            "meeting": str(steer.meeting_id),
            "words": steer.words,
            "owner": str(steer.owner_id),
            "due_on": steer.due_on,
        }


class TurnForm(Form):
    words = Paragraph(
        "What is to be done", required="Say what is to be done.", hint=NO_NAMES, rows=3
    )
    owner = Dropdown("Who does it", choices={}, required="Choose who does it.")
    due_on = NaturalDateField(
        "By when",
        required="Enter the day it is due.",
        prefer="future",
        not_before_today="The due date must be today or later.",
    )

    def offer(self, users: Sequence[User]) -> None:
        self.users = offer(self.owner, users)

    def details(self) -> tuple[str, User, date]:
        return self.words.data, self.users[self.owner.data], cast("date", self.due_on.data)


class AnswerSteerForm(VersionedForm):
    answer = Paragraph(
        "Answer",
        required="Write the answer.",
        hint=f"It goes into the next update and cannot be changed. {NO_NAMES}",
        rows=5,
        max_length=3_000,
    )

    @staticmethod
    def held(steer: Steer) -> dict[str, Any]:
        return {"version": steer.version, "answer": steer.answer or ""}

    def details(self) -> str:
        return str(self.answer.data)

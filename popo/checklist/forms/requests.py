from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from popo.checklist.forms.common import NO_NAMES, offer_meetings
from popo.checklist.models import RequestAnswer, ResourceRequest
from popo.checklist.services.requests import Answered, Asked
from popo.meetings.models import Meeting
from popo.web.fields import Dropdown, NaturalDateField, Paragraph, RadioChoice, TextLine
from popo.web.forms import Form, VersionedForm


class AskForm(Form):
    words = Paragraph(
        "What is asked for",
        required="Say what is asked for.",
        hint=f"The Tasking Group reads this. {NO_NAMES}",
        rows=3,
        max_length=3_000,
    )
    why = Paragraph("Why", required="Say why.", hint=NO_NAMES, rows=3, max_length=3_000)
    how_much = TextLine(
        "How much", required="Say how much.", hint="Like £4,000, two officers or one desk"
    )
    needed_by = NaturalDateField(
        "Needed by",
        required="Enter the day it is needed.",
        prefer="future",
        not_before_today="The day it is needed must be today or later.",
    )

    def details(self) -> Asked:
        return Asked(
            self.words.data, self.why.data, self.how_much.data, cast("date", self.needed_by.data)
        )


class EditRequestForm(VersionedForm, AskForm):
    @staticmethod
    def held(row: ResourceRequest) -> dict[str, Any]:
        return {
            "version": row.version,
            "words": row.words,
            "why": row.why,
            "how_much": row.how_much,
            "needed_by": row.needed_by,
        }


class AnswerRequestForm(VersionedForm):
    answer = RadioChoice(
        "What the Tasking Group decided",
        choices={answer.value: answer.words for answer in RequestAnswer},
        coerce=RequestAnswer,
        required="Choose what was decided.",
    )
    answer_words = Paragraph(
        "In its words", required="Write what was said.", hint=NO_NAMES, rows=4, max_length=3_000
    )
    meeting = Dropdown("Decided at", choices={}, required="Choose the meeting.")

    def offer(self, meetings: Sequence[Meeting]) -> None:
        self.meetings = offer_meetings(self.meeting, meetings)

    @staticmethod
    def held(row: ResourceRequest) -> dict[str, Any]:
        return {
            "version": row.version,
            "answer": row.answer,
            "answer_words": row.answer_words or "",
            "meeting": str(row.meeting_id) if row.meeting_id else "",
        }

    def details(self) -> Answered:
        return Answered(self.answer.data, self.answer_words.data, self.meetings[self.meeting.data])

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from popo.accounts.models import User
from popo.checklist.forms.common import NO_NAMES, offer, offer_meetings
from popo.checklist.kinds import Progress
from popo.checklist.models import GroupPlan, GroupTarget
from popo.checklist.services.plan import NewTarget
from popo.meetings.models import Meeting
from popo.web.fields import Dropdown, NaturalDateField, Paragraph, RadioChoice, TextLine
from popo.web.forms import Form, VersionedForm


class TargetForm(VersionedForm):
    """`version` is the plan's."""

    words = Paragraph(
        "What is to be reached",
        required="Say what is to be reached.",
        hint=NO_NAMES,
        rows=3,
        max_length=2_000,
    )
    owner = Dropdown("Owner", choices={}, required="Choose the owner.")
    due_on = NaturalDateField("By when", required="Enter the day.", prefer="future")
    measure = TextLine("How it is measured", required="Say how it is measured.")
    baseline = TextLine("Where it starts", required="Say where it starts.", hint="Like 62% in May")
    target = TextLine("What is aimed at", required="Say what is aimed at.", hint="Like 80%")

    def offer(self, users: Sequence[User]) -> None:
        self.users = offer(self.owner, users)

    @staticmethod
    def held(plan: GroupPlan, target: GroupTarget | None = None) -> dict[str, Any]:
        if target is None:
            return {"version": plan.version}
        return {
            "version": plan.version,
            "words": target.words,
            "owner": str(target.owner_id),
            "due_on": target.due_on,
            "measure": target.measure,
            "baseline": target.baseline,
            "target": target.target,
        }

    def details(self) -> NewTarget:
        return NewTarget(
            self.words.data,
            self.users[self.owner.data],
            cast("date", self.due_on.data),
            self.measure.data,
            self.baseline.data,
            self.target.data,
        )


class RemoveTargetForm(VersionedForm):
    pass


class AgreeGroupPlanForm(VersionedForm):
    meeting = Dropdown("Agreed at", choices={}, required="Choose the meeting.")

    def offer(self, meetings: Sequence[Meeting]) -> None:
        self.meetings = offer_meetings(self.meeting, meetings)

    def details(self) -> Meeting:
        return self.meetings[self.meeting.data]


class ProgressForm(Form):
    progress = RadioChoice(
        "How it goes",
        choices={one.value: one.words for one in Progress},
        coerce=Progress,
        required="Say how it goes.",
    )
    words = Paragraph(
        "In words", required="Say how it goes in words.", hint=NO_NAMES, rows=3, max_length=2_000
    )

    def details(self) -> tuple[Progress, str]:
        return self.progress.data, str(self.words.data)

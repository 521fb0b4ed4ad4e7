from collections.abc import Sequence
from datetime import date
from typing import cast

from popo.accounts.models import User
from popo.people.models import Told
from popo.selection.models import How
from popo.selection.services.telling import RecordTelling
from popo.web.fields import ChipField, Dropdown, NaturalDateField, Paragraph, TextLine
from popo.web.forms import DraftedForm, VersionedForm

OUTCOMES = {
    Told.TOLD.value: "Told",
    Told.WITHHELD.value: "Withheld for now",
    Told.NOT_YET.value: "Not yet",
}


class RecordTellingForm(VersionedForm, DraftedForm):
    outcome = ChipField(
        "Was the person told", choices=OUTCOMES, coerce=Told, required="Choose one."
    )
    day = NaturalDateField(
        "On which day", required="Enter the day.", not_after_today="This cannot be in the future."
    )
    how = ChipField("How", choices={each.value: each.words for each in How}, coerce=How)
    teller = Dropdown("Who told them", choices={})
    reaction = Paragraph("How they took it", rows=3)
    adjustments = Paragraph(
        "What was done so that they understood", rows=2, hint="Interpreter, easy read, read out"
    )
    present_name = TextLine("Parent or appropriate adult who was there")
    present_role = TextLine("Who they are to the child", hint="Mother, carer, appropriate adult")
    reason = Paragraph("Why not", rows=3, hint="Withheld, or not yet")
    review_on = NaturalDateField("If withheld, looked at again on", prefer="future")

    def offer(self, users: Sequence[User]) -> None:
        self.users = users
        self.teller.choices = {"": "Choose a colleague"} | {
            str(user.id): f"{user.name}, {user.agency.short_name}" for user in users
        }

    def details(self) -> RecordTelling:
        return RecordTelling(
            outcome=self.outcome.data,
            day=cast("date", self.day.data),
            how=self.how.data,
            teller=next((user for user in self.users if str(user.id) == self.teller.data), None),
            reaction=str(self.reaction.data),
            adjustments=str(self.adjustments.data),
            present_name=str(self.present_name.data),
            present_role=str(self.present_role.data),
            reason=str(self.reason.data),
            review_on=self.review_on.data,
        )

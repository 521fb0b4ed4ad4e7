from datetime import date
from typing import cast
from uuid import UUID

from popo.accounts.models import User
from popo.plans.forms.fields import OwnerForm, PathwayForm
from popo.plans.models import ObjectiveOutcome
from popo.plans.services.objectives import ObjectiveDetails
from popo.plans.wording import OUTCOMES
from popo.web.fields import ChipField, NaturalDateField, Paragraph
from popo.web.forms import DraftedForm, VersionedForm

_READABLE = "Plainly: it stands on the copy they take away"


class _ObjectiveForm(OwnerForm):
    own_words = Paragraph("In their own words", hint="Leave empty if they have not said", rows=2)
    words = Paragraph("In yours", required="Say what is to be reached.", hint=_READABLE, rows=2)
    measure = Paragraph(
        "How we will know it is done",
        required="Say how you will know that it is done.",
        hint=_READABLE,
        rows=2,
    )
    target_on = NaturalDateField(
        "By when",
        required="Enter the day it is to be reached by.",
        hint="Like 13/9 or +84",
        prefer="future",
        not_before_today="The target must be today or later.",
    )

    def written(self, owner: User, progress: str = "") -> ObjectiveDetails:
        return ObjectiveDetails(
            own_words=self.own_words.data,
            words=self.words.data,
            measure=self.measure.data,
            target_on=cast("date", self.target_on.data),
            owner=owner,
            progress=progress,
        )


class AddObjectiveForm(PathwayForm, _ObjectiveForm, DraftedForm):
    def details(self, owner: User) -> ObjectiveDetails:
        """`owner` is whom `owner` names."""
        return self.written(owner)


class EditObjectiveForm(_ObjectiveForm, VersionedForm, DraftedForm):
    progress = Paragraph("Where it stands now", rows=3)

    def details(self, owner: User) -> ObjectiveDetails:
        return self.written(owner, self.progress.data)


class EndObjectiveForm(VersionedForm, DraftedForm):
    outcome = ChipField(
        "How it ended", choices=OUTCOMES, coerce=ObjectiveOutcome, required="Choose how it ended."
    )
    what_helped = Paragraph(
        "What helped, or what would have",
        required="Say what helped, or what would have.",
        rows=3,
    )

    def details(self) -> tuple[ObjectiveOutcome, str]:
        return self.outcome.data, str(self.what_helped.data)


class HandOverObjectiveForm(OwnerForm, VersionedForm):
    def details(self) -> UUID:
        """The key of the new owner."""
        return cast("UUID", self.owner.data)


class AddObjectiveActionForm(OwnerForm, DraftedForm):
    words = Paragraph("What is to be done", required="Say what is to be done.", rows=3)
    due_on = NaturalDateField(
        "By when",
        required="Enter the day it is due.",
        hint="Like fri, +7 or 13/3",
        prefer="future",
        not_before_today="The due date must be today or later.",
    )

    def details(self) -> tuple[str, date]:
        return str(self.words.data), cast("date", self.due_on.data)

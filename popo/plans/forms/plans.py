from datetime import date
from typing import cast

from popo.plans.models import PersonView
from popo.plans.services.plans import Agreement, PlanDetails
from popo.plans.wording import VIEWS
from popo.web.fields import ChipField, NaturalDateField, Paragraph
from popo.web.forms import DraftedForm, VersionedForm


class WritePlanForm(VersionedForm, DraftedForm):
    """`version` is 0 for a plan not yet begun."""

    own_goals = Paragraph(
        "What they want, in their own words",
        hint="It stands first on the copy they take away. Leave it empty if they have not said",
        rows=4,
    )
    review_on = NaturalDateField(
        "Look at the plan again on",
        required="Enter the day of the review.",
        hint="Within six months. Like 13/3 or +84",
        prefer="future",
    )

    def details(self) -> PlanDetails:
        return PlanDetails(self.own_goals.data, cast("date", self.review_on.data))


class AgreePlanForm(VersionedForm, DraftedForm):
    shown_on = NaturalDateField(
        "Shown to them on",
        required="Enter the day you went through it with them.",
        prefer="past",
        not_after_today="The day cannot be in the future.",
    )
    view = ChipField(
        "What they did", choices=VIEWS, coerce=PersonView, required="Choose what they did."
    )
    words = Paragraph("What they said about it", rows=3)

    def details(self) -> Agreement:
        return Agreement(cast("date", self.shown_on.data), self.view.data, self.words.data)


class EndPlanForm(VersionedForm, DraftedForm):
    words = Paragraph("Why the plan ends", required="Say why the plan ends.", rows=3)

    def details(self) -> str:
        return str(self.words.data)


class PressForm(VersionedForm):
    """A button that acts on what was read."""

    def details(self) -> int:
        return int(self.version.data)

"""The steps of a release checklist."""

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from popo.accounts.models import Agency, User
from popo.web.fields import ChipField, Dropdown, Paragraph
from popo.web.forms import DraftedForm, VersionedForm
from popo.whereabouts.models import StepStatus


def _key(value: object) -> UUID:
    """As it was posted, or as a record holds it."""
    return UUID(str(value))


class EndStepForm(VersionedForm, DraftedForm):
    status = ChipField(
        "It is",
        choices={status.value: status.words for status in StepStatus if status is not status.OPEN},
        coerce=StepStatus,
        required="Choose whether it is done or not needed.",
    )
    evidence = Paragraph(
        "How you know, or why it is not needed",
        required="Say how you know, or why it is not needed.",
        rows=3,
    )

    def details(self) -> tuple[StepStatus, str]:
        return self.status.data, str(self.evidence.data)


class ReopenStepForm(VersionedForm):
    def details(self) -> int:
        """The version that was read."""
        return int(self.version.data)


class AssignStepForm(VersionedForm):
    owner = Dropdown("Who does it", choices={}, coerce=_key, required="Choose who does it.")

    def offer_owners(self, agencies: Sequence[Agency], users: Sequence[User]) -> None:
        """An agency, with nobody named yet, or somebody there."""
        self.owner.choices = {
            **{str(agency.id): f"{agency.short_name}, nobody named yet" for agency in agencies},
            **{str(user.id): f"{user.name}, {user.agency.short_name}" for user in users},
        }

    def details(self) -> UUID:
        """The key of the agency or of the colleague."""
        return cast("UUID", self.owner.data)

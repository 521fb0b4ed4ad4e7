from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from popo.accounts.models import Agency, User
from popo.cases.models import AssignmentRole, Colour, Strand
from popo.cases.services.lights import REVIEW_DAYS
from popo.web.fields import ChipField, Dropdown, NaturalDateField, Paragraph, RadioChoice
from popo.web.forms import DraftedForm, Form, VersionedForm

_REVIEW_HINT = (
    "Leave empty for the latest day allowed: {} days for red and amber, {} for the others"
)


def _key(value: str) -> UUID | None:
    return UUID(value) if value else None


@dataclass(frozen=True)
class LightDetails:
    """`review_on` is empty where the latest day allowed is meant."""

    colour: Colour
    reason: str
    review_on: date | None


class SetTrafficLightForm(VersionedForm, DraftedForm):
    """`version` is `queries.lights_set` as the form was opened."""

    colour = ChipField(
        "Colour",
        choices={colour.value: colour.value.capitalize() for colour in Colour},
        coerce=Colour,
        required="Choose the colour.",
    )
    reason = Paragraph(
        "Why",
        required="Say why the case has this colour.",
        hint="What somebody reading it next month needs to know. An assessment, not intelligence",
        rows=3,
        max_length=2000,
    )
    review_on = NaturalDateField(
        "Look at it again on",
        hint=_REVIEW_HINT.format(REVIEW_DAYS[Colour.RED], REVIEW_DAYS[Colour.GREEN]),
        prefer="future",
    )

    def details(self) -> LightDetails:
        return LightDetails(self.colour.data, self.reason.data, self.review_on.data)


@dataclass(frozen=True)
class AssignmentDetails:
    user_id: UUID
    role: AssignmentRole


class AssignWorkerForm(Form):
    role = RadioChoice(
        "Part in the case",
        choices={},
        coerce=AssignmentRole,
        required="Choose the part in the case.",
        hint="There is one of each lead: the former one ends",
    )
    user = Dropdown("Who", choices={}, coerce=_key, required="Choose who.")

    def offer(self, workers: Sequence[User], roles: Iterable[AssignmentRole]) -> None:
        self.role.choices = {role.value: role.words for role in roles}
        self.user.choices = {"": ""} | {
            str(user.id): f"{user.name}, {user.agency.short_name}" for user in workers
        }

    def details(self) -> AssignmentDetails:
        return AssignmentDetails(self.user.data, self.role.data)


@dataclass(frozen=True)
class EngagementDetails:
    strand: Strand
    lead_agency_id: UUID
    effective_on: date
    tier: str | None


class EngageStrandForm(Form):
    strand = RadioChoice("Strand", choices={}, coerce=Strand, required="Choose the strand.")
    lead = Dropdown("Lead agency", choices={}, coerce=_key, required="Choose the lead agency.")
    tier = Dropdown("Tier", choices={}, hint="Prevent and Deter only")
    effective_on = NaturalDateField(
        "From",
        required="Enter the day it starts.",
        not_after_today="The day cannot be in the future.",
    )

    def offer(
        self, strands: Sequence[Strand], agencies: Sequence[Agency], tiers: list[str]
    ) -> None:
        self.strand.choices = {strand.value: strand.words for strand in strands}
        self.lead.choices = {"": ""} | {str(agency.id): agency.name for agency in agencies}
        self.tier.choices = {"": ""} | dict(zip(tiers, tiers, strict=True))

    def details(self) -> EngagementDetails:
        return EngagementDetails(
            self.strand.data,
            self.lead.data,
            cast("date", self.effective_on.data),
            self.tier.data or None,
        )

"""What every decision of a panel asks: where, why, from when, and what each agency said."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar, cast
from uuid import UUID

from popo.accounts.models import Agency, AgencyKind, User
from popo.cases.models import AssignmentRole
from popo.errors import RuleBroken
from popo.meetings.queries import Cited
from popo.selection.forms.criteria import chosen, offer_items
from popo.selection.models import PartyView
from popo.selection.services.parties import Panel, PartyAnswer
from popo.selection.services.starting import FirstSteps
from popo.web.fields import Dropdown, NaturalDateField, Paragraph, TextLine, Tick
from popo.web.forms import DraftedForm

VIEWS = {
    PartyView.AGREES.value: "Agrees",
    PartyView.DISSENTS.value: "Dissents",
    PartyView.NO_VIEW.value: "No view",
}
URGENT = "Urgent, between meetings: the next meeting ratifies or undoes it"
WORKERS = {
    AssignmentRole.LEAD_OFFICER: AgencyKind.POLICE,
    AssignmentRole.OFFENDER_MANAGER: AgencyKind.PROBATION,
    AssignmentRole.YOS_WORKER: AgencyKind.YOUTH_OFFENDING_SERVICE,
}
"""Of which sort of agency each lead worker is."""

_NOBODY = "Not asked"


class PartiesForm(DraftedForm):
    """Why, and what each agency said, which has its own fields: see `panel_form`."""

    agencies: Sequence[Agency] = ()
    users: Sequence[User] = ()

    reasons = Paragraph("Reasons", required="Give the reasons of the panel.", rows=4)

    def parties(self) -> tuple[PartyAnswer, ...]:
        """Raises RuleBroken where it is half said who spoke for an agency and what."""
        return tuple(self._parties())

    def _parties(self) -> Iterable[PartyAnswer]:
        users = {str(user.id): user for user in self.users}
        for agency in self.agencies:
            user_id, view, words = (
                self._fields[party_field(agency, part)].data for part in ("user", "view", "words")
            )
            if not user_id and not view:
                continue
            if not user_id:
                raise RuleBroken(
                    f"Say who spoke for {agency.short_name}.", party_field(agency, "user")
                )
            if not view:
                raise RuleBroken(f"Say what {agency.short_name} said.", party_field(agency, "view"))
            yield PartyAnswer(users[user_id], PartyView(view), words or "")


class PanelForm(PartiesForm):
    """And where and from when: of a decision that takes effect as it is recorded."""

    item = Dropdown("Where it was decided", choices={})
    effective_on = NaturalDateField(
        "When it takes effect", required="Enter the day it takes effect."
    )

    def offer_items(self, items: list[Cited]) -> None:
        self.items = items
        self.item.choices = offer_items(items, URGENT)

    def panel(self) -> Panel:
        """Raises RuleBroken where it is half said who spoke for an agency and what."""
        return Panel(
            chosen(self.items, self.item.data),
            self.parties(),
            str(self.reasons.data),
            cast("date", self.effective_on.data),
        )


class StartsForm(PartiesForm):
    """And what a new spell starts with."""

    lead_agency = Dropdown("Who leads", choices={})
    tier = Dropdown("Tier", choices={})
    review_on = NaturalDateField("First review", prefer="future")
    lead_officer = Dropdown("Lead officer (police)", choices={})
    offender_manager = Dropdown("Offender manager (probation)", choices={})
    yos_worker = Dropdown("Youth offending worker", choices={})
    over_number = Tick("Select although the agreed number is reached")

    def offer_starts(self, tiers: list[str]) -> None:
        self.lead_agency.choices = agency_choices(self.agencies)
        self.tier.choices = {"": "No tier"} | {tier: tier for tier in tiers}
        for role, kind in WORKERS.items():
            of_kind = [user for user in self.users if user.agency.kind is kind]
            self._fields[role.value].choices = {"": "To be named later"} | {
                str(user.id): f"{user.name}, {user.agency.short_name}" for user in of_kind
            }

    def lead(self) -> UUID | None:
        return UUID(self.lead_agency.data) if self.lead_agency.data else None

    def first_steps(self) -> FirstSteps:
        users = {str(user.id): user for user in self.users}
        named = ((self._fields[role.value].data, role) for role in WORKERS)
        workers = tuple((users[key], role) for key, role in named if key)
        return FirstSteps(self.review_on.data, workers)


class StartingForm(StartsForm, PanelForm):
    """A decision that may begin a new spell."""


F = TypeVar("F", bound=PartiesForm)


def agency_choices(agencies: Sequence[Agency]) -> dict[str, str]:
    return {"": "Choose an agency"} | {str(agency.id): agency.name for agency in agencies}


def party_field(agency: Agency, part: str) -> str:
    """The name of a field about one agency."""
    return f"party_{agency.id.hex}_{part}"


def panel_form(form: type[F], agencies: Sequence[Agency], users: Sequence[User]) -> type[F]:
    """The form with a line for each agency that has somebody who could speak for it."""
    speaking = {user.agency_id for user in users}
    asked = [agency for agency in agencies if agency.id in speaking]
    fields: dict[str, Any] = {"agencies": asked, "users": users}
    for agency in asked:
        own = {str(user.id): user.name for user in users if user.agency_id == agency.id}
        name = agency.short_name
        fields[party_field(agency, "user")] = Dropdown(
            f"Who spoke for {name}", choices={"": _NOBODY} | own
        )
        fields[party_field(agency, "view")] = Dropdown(
            f"What {name} said", choices={"": "Nothing"} | VIEWS
        )
        fields[party_field(agency, "words")] = TextLine(f"Words of {name}", max_length=500)
    return cast("type[F]", type(form.__name__, (form,), fields))

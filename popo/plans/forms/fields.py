"""What several forms of the plan ask."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from wtforms.validators import ValidationError

from popo.accounts.models import User
from popo.plans.models import Pathway
from popo.plans.wording import HEALTH_HINT, PATHWAYS
from popo.web.fields import ChipField, Dropdown, Tick
from popo.web.forms import Form


def key(value: str) -> UUID | None:
    return UUID(value) if value else None


class PathwayForm(Form):
    """Which pathway, and whether what is written is health information."""

    pathway = ChipField("Pathway", choices=PATHWAYS, coerce=Pathway, required="Choose the pathway.")
    health = Tick("This holds health information", hint=HEALTH_HINT)

    def validate_health(self, field: Any) -> None:
        chosen = self.pathway.data
        if field.data and isinstance(chosen, Pathway) and not chosen.may_hold_health:
            raise ValidationError(
                "Health information goes under Health, or Drugs and alcohol. Choose one of these, "
                "or take it out of what you wrote and untick this."
            )


class OwnerForm(Form):
    owner = Dropdown("Who owns it", choices={}, coerce=key, required="Choose who owns it.")

    def offer_owners(self, owners: Sequence[User]) -> None:
        """Who may be chosen, one's own agency first."""
        self.owner.choices = {"": ""} | {
            str(user.id): f"{user.name}, {user.agency.short_name}" for user in owners
        }

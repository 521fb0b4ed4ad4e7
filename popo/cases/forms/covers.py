from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast
from uuid import UUID

from popo.accounts.models import User
from popo.web.fields import Dropdown, NaturalDateField, TextLine, Tick
from popo.web.forms import Form

_PAST = "It begins today or later."


def _key(value: str) -> UUID | None:
    return UUID(value) if value else None


@dataclass(frozen=True)
class CoverDetails:
    """`ends_on` is the day after the last."""

    away_id: UUID
    acting_id: UUID
    starts_on: date
    ends_on: date
    reason: str
    leads_strand: bool


class AddCoverForm(Form):
    away = Dropdown("Who is away", choices={}, coerce=_key, required="Choose who is away.")
    acting = Dropdown(
        "Who acts for them", choices={}, coerce=_key, required="Choose who acts for them."
    )
    starts_on = NaturalDateField(
        "From", required="Enter the first day.", prefer="future", not_before_today=_PAST
    )
    last_on = NaturalDateField(
        "Up to and with", required="Enter the last day.", prefer="future", not_before_today=_PAST
    )
    reason = TextLine("Why", hint="Like leave, or a course. No health details", max_length=100)
    leads_strand = Tick("They lead the strand for these days as well")

    def offer(self, away: Sequence[User], acting: Sequence[User]) -> None:
        self.away.choices = {"": ""} | {str(user.id): _words(user) for user in away}
        self.acting.choices = {"": ""} | {str(user.id): _words(user) for user in acting}

    def details(self) -> CoverDetails:
        return CoverDetails(
            self.away.data,
            self.acting.data,
            cast("date", self.starts_on.data),
            cast("date", self.last_on.data) + timedelta(days=1),
            self.reason.data,
            bool(self.leads_strand.data),
        )


def _words(user: User) -> str:
    return f"{user.name}, {user.agency.short_name}"

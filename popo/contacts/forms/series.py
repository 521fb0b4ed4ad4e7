"""Planning contacts ahead on the same days of the week."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, cast
from uuid import UUID

from wtforms.validators import ValidationError

from popo import clock
from popo.accounts.models import User
from popo.contacts.models import ContactType
from popo.contacts.recurring import MOST_WEEKS, WEEKDAYS
from popo.contacts.wording import TYPE_WORDS
from popo.web import dates
from popo.web.fields import ChipField, ChipsField, Dropdown, NaturalDateField, TextLine, Tick
from popo.web.forms import DraftedForm, Form, VersionedForm

_AT_HINT = "Like 14:10, 9.30 or 2pm"
_TO_COME = "Choose today or a later day."


def _key(value: object) -> UUID:
    """As it was posted, or as a record holds it."""
    return UUID(str(value))


@dataclass(frozen=True)
class PlanDetails:
    """As `services.Plan`, with the key of the worker."""

    contact_type: ContactType
    worker_id: UUID
    weekdays: tuple[str, ...]
    at: time
    first: date
    until: date
    place: str
    skips_holidays: bool


class _PlanForm(DraftedForm):
    contact_type = ChipField(
        "What", choices=TYPE_WORDS, coerce=ContactType, required="Choose the type of contact."
    )
    worker = Dropdown("Who with", choices={}, coerce=_key, required="Choose who it is with.")
    weekdays = ChipsField("On", choices=WEEKDAYS, required="Choose at least one day of the week.")
    at = TextLine("At", required="Enter the time.", hint=_AT_HINT, width=5)
    first = NaturalDateField(
        "From",
        required="Enter the first day.",
        hint="Like today, mon or 13/5",
        prefer="future",
        not_before_today=_TO_COME,
    )
    until = NaturalDateField(
        "Until",
        required="Enter the last day.",
        hint=f"At most {MOST_WEEKS} weeks ahead",
        prefer="future",
    )
    place = TextLine("Where")
    skips_holidays = Tick("Leave out bank holidays", default=True)

    def validate_at(self, field: Any) -> None:
        try:
            _time_in(field.data)
        except ValueError as error:
            raise ValidationError(str(error)) from None

    def offer_workers(self, users: Iterable[User]) -> None:
        self.worker.choices = {str(user.id): user.name for user in users}

    def details(self) -> PlanDetails:
        return PlanDetails(
            self.contact_type.data,
            self.worker.data,
            tuple(cast("Sequence[str]", self.weekdays.data)),
            _time_in(self.at.data),
            cast("date", self.first.data),
            cast("date", self.until.data),
            self.place.data or "",
            bool(self.skips_holidays.data),
        )


def _time_in(text: str) -> time:
    """Raises ValueError, with a sentence, where it is no time and no more than one."""
    now = clock.local(clock.now()).replace(tzinfo=None)
    moment = dates.parse_moment(text, now)
    if moment.date() != now.date():
        raise dates.DateNotUnderstoodError(f"Enter a time only. {_AT_HINT}.")
    return moment.time()


class AddSeriesForm(_PlanForm):
    """Everything usual stands there already."""


class ChangeSeriesForm(_PlanForm, VersionedForm):
    """Opened with the series as it is, from today on."""


class EndSeriesForm(VersionedForm):
    from_day = NaturalDateField(
        "No more from",
        required="Enter the day from which there are no more.",
        prefer="future",
        not_before_today=_TO_COME,
    )

    def details(self) -> date:
        return cast("date", self.from_day.data)


class UndoSeriesForm(Form):
    """Nothing but the proof that our own page sent it."""

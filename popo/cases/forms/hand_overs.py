from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from popo.accounts.models import User
from popo.cases.queries.hand_overs import Held
from popo.cases.services.hand_overs import Handed
from popo.web.fields import Dropdown, Paragraph, Tick
from popo.web.forms import DraftedForm


def _key(value: str) -> UUID | None:
    return UUID(value) if value else None


def tick_of(held: Held) -> str:
    """The name of the field that says whether this part changes hands."""
    return f"hand-{held.assignment.id}"


def note_of(held: Held) -> str:
    """The name of the field for what the next worker has to know."""
    return f"note-{held.assignment.id}"


class HandOverCasesForm(DraftedForm):
    """Made by `hand_over_form`, with a tick and a note for each case."""

    parts: Sequence[Held] = ()

    to = Dropdown("Hand over to", choices={}, coerce=_key, required="Choose who takes them on.")

    def offer(self, workers: Sequence[User], loads: dict[UUID, int]) -> None:
        self.to.choices = {"": ""} | {
            str(user.id): f"{user.name}, {user.agency.short_name} ({loads.get(user.id, 0)} now)"
            for user in workers
        }

    def details(self) -> tuple[UUID, list[Handed]]:
        """To whom, and the parts that were ticked."""
        ticked = [held for held in self.parts if self[tick_of(held)].data]
        handed = [Handed(held, self[note_of(held)].data or "") for held in ticked]
        return cast("UUID", self.to.data), handed


def hand_over_form(parts: Sequence[Held], names: dict[UUID, str]) -> type[HandOverCasesForm]:
    fields: dict[str, Any] = {"parts": parts}
    for held in parts:
        person = held.person
        name = names.get(person.id, person.reference)
        fields[tick_of(held)] = Tick(f"{name}, {person.reference}: {held.assignment.role.words}")
        fields[note_of(held)] = Paragraph(
            f"What the next worker has to know of {person.reference}", rows=2, max_length=2_000
        )
    made = type("HandOverCasesForm", (HandOverCasesForm,), fields)
    return cast("type[HandOverCasesForm]", made)

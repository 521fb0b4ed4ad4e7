"""What is typed in the room."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from popo.accounts.models import User
from popo.meetings.models import LineKind
from popo.web.fields import ChipField, Paragraph, TickList
from popo.web.forms import DraftedForm, Form, VersionedForm

KINDS = {kind.value: kind.words for kind in LineKind}


class TakeLineForm(DraftedForm):
    line_kind = ChipField("What it is", choices=KINDS, coerce=LineKind, default=LineKind.NOTE)
    words = Paragraph(
        "Line of the minutes",
        required="Write what was said.",
        rows=3,
        hint="An action begins with @: @housing by 14/3 confirm tenancy",
    )

    def details(self) -> tuple[LineKind, str]:
        return self.line_kind.data or LineKind.NOTE, str(self.words.data)


class EditLineForm(VersionedForm):
    words = Paragraph("The line", required="Write what was said.", rows=4)

    def details(self) -> str:
        return str(self.words.data)


class StrikeLineForm(VersionedForm):
    reason = Paragraph("Why it is struck out", required="Say why it is struck out.", rows=2)
    instead = Paragraph("What the minutes say instead", hint="Leave empty for nothing", rows=3)

    def details(self) -> tuple[str, str]:
        return str(self.reason.data), str(self.instead.data or "")


class ClearRoomForm(Form):
    left = TickList("Who left", choices={}, required="Tick who left.")

    def offer(self, present: Mapping[str, str]) -> None:
        """`present`: words by the key of a user or a visitor."""
        self.left.choices = dict(present)

    def details(self) -> set[UUID]:
        return {UUID(key) for key in self.left.data}


class MarkPresentForm(Form):
    here = TickList("Who is here for this item", choices={}, required="Tick who is here.")

    def offer(self, users: Iterable[User]) -> None:
        self.here.choices = {
            str(user.id): f"{user.name}, {user.agency.short_name}" for user in users
        }

    def details(self) -> set[UUID]:
        return {UUID(key) for key in self.here.data}

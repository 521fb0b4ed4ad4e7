from collections.abc import Iterable, Sequence
from datetime import date
from typing import cast
from uuid import UUID

from popo.accounts.models import Agency, User
from popo.people.childhood import ChildsPart
from popo.transitions.kinds import View
from popo.transitions.models import Transition, TransitionPart
from popo.transitions.services.reviewing import Meeting, Part, Review
from popo.web.fields import Dropdown, NaturalDateField, Paragraph, RadioChoice
from popo.web.forms import DraftedForm, VersionedForm

_VIEWS = {view.value: view.words for view in View}


def words_field(part: ChildsPart) -> str:
    """The name of the field that says in words what of a part goes over."""
    return f"{part.value}_words"


def owner_field(part: ChildsPart) -> str:
    """The name of the field that says whose of a part goes over."""
    return f"{part.value}_owner"


class _WhatGoesOver(VersionedForm):
    """Two fields for each part of a child's record."""

    def offer_owners(self, agencies: Sequence[Agency]) -> None:
        choices = {"": "Of every agency"} | {
            str(agency.id): f"Only what {agency.short_name} wrote" for agency in agencies
        }
        for part in ChildsPart:
            self[owner_field(part)].choices = choices

    def parts(self) -> Iterable[Part]:
        for part in ChildsPart:
            words, owner = self[words_field(part)].data, self[owner_field(part)].data
            if words or owner:
                yield Part(part, words, UUID(owner) if owner else None)


for _part in ChildsPart:
    setattr(_WhatGoesOver, words_field(_part), Paragraph(_part.words, rows=2, max_length=2_000))
    setattr(_WhatGoesOver, owner_field(_part), Dropdown(f"{_part.words}: whose", choices={}))


class WriteReviewForm(_WhatGoesOver):
    receiver = Dropdown("Probation worker who is asked", choices={})
    effective_on = NaturalDateField("Takes effect on", prefer="future")
    young_view = RadioChoice("What the young person says to it", choices=_VIEWS, coerce=View)
    young_words = Paragraph("In the young person's words", rows=3, max_length=2_000)
    parent_view = RadioChoice("What a parent or guardian says", choices=_VIEWS, coerce=View)
    parent_words = Paragraph("In their words, or why none was asked", rows=3, max_length=2_000)

    def offer(self, receivers: Sequence[User], agencies: Sequence[Agency]) -> None:
        self.receivers = {str(user.id): user for user in receivers}
        self.receiver.choices = {"": "Not agreed yet"} | {
            key: f"{user.name}, {user.agency.short_name}" for key, user in self.receivers.items()
        }
        self.offer_owners(agencies)

    def details(self) -> Review:
        return Review(
            self.receivers.get(self.receiver.data),
            self.effective_on.data,
            tuple(self.parts()),
            self.young_view.data,
            self.young_words.data or "",
            self.parent_view.data,
            self.parent_words.data or "",
        )

    @staticmethod
    def held(row: Transition, parts: Iterable[TransitionPart]) -> dict[str, object]:
        """What the form shows of a transition as it stands."""
        shown: dict[str, object] = {
            "version": row.version,
            "receiver": str(row.receiver_id or ""),
            "effective_on": row.effective_on,
            "young_view": row.young_view,
            "young_words": row.young_words or "",
            "parent_view": row.parent_view,
            "parent_words": row.parent_words or "",
        }
        for part in parts:
            shown[words_field(part.part)] = part.words
            shown[owner_field(part.part)] = str(part.owner_agency_id or "")
        return shown


class AddMeetingForm(DraftedForm):
    held_on = NaturalDateField(
        "When they met",
        required="Enter the day.",
        prefer="past",
        not_after_today="The day cannot be in the future.",
    )
    yos_worker = Dropdown(
        "For the youth offending service", choices={}, required="Choose who was there."
    )
    words = Paragraph(
        "Who was there, and what was agreed",
        required="Say who was there and what was agreed.",
        rows=4,
        max_length=4_000,
    )

    def offer(self, workers: Sequence[User]) -> None:
        self.workers = {str(user.id): user for user in workers}
        self.yos_worker.choices = {"": ""} | {key: user.name for key, user in self.workers.items()}

    def details(self) -> Meeting:
        return Meeting(
            cast("date", self.held_on.data),
            self.workers[self.yos_worker.data],
            str(self.words.data),
        )


class ProposeForm(VersionedForm):
    """A button; what is proposed is what was read."""


class WithdrawForm(VersionedForm):
    words = Paragraph(
        "Why it is withdrawn", required="Say why it is withdrawn.", rows=3, max_length=2_000
    )

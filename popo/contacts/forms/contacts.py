import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from wtforms.validators import ValidationError

from popo.access.actor import Actor
from popo.contacts.models import ContactType, Outcome
from popo.contacts.policy import compartment_for, treats
from popo.contacts.services import Happened, NewContact
from popo.contacts.wording import JUDGED, KIND_WORDS, OUTCOME_WORDS, TYPE_WORDS, seen_by
from popo.people.about import AssertionKind, Handling
from popo.web.fields import (
    ChipField,
    NaturalDateTimeField,
    Paragraph,
    RadioChoice,
    TextLine,
    Tick,
)
from popo.web.forms import DraftedForm, Form, VersionedForm

_REFERENCE = re.compile(r"[A-Z]{2,6}-[0-9]{4,9}")
_BETWEEN = re.compile(r"[\s,;]+")


class _HappenedForm(Form):
    """Text first; whatever else is usual stands there already."""

    note = Paragraph("What happened", rows=4)
    contact_type = ChipField(
        "Type", choices=TYPE_WORDS, coerce=ContactType, required="Choose the type of contact."
    )
    outcome = ChipField(
        "Outcome", choices=OUTCOME_WORDS, coerce=Outcome, required="Choose the outcome."
    )
    at = NaturalDateTimeField(
        "When", required="Enter the day and time.", hint="Like today 14:10 or -1 9.30"
    )
    place = TextLine("Where")
    kind = ChipField(
        "This is",
        choices=KIND_WORDS,
        coerce=AssertionKind,
        default=AssertionKind.FACT,
        required="Choose what it is.",
    )
    source = TextLine("Source", hint="Who told you, or the reference of the intelligence")
    handling = RadioChoice(
        "Seen by",
        choices={},
        coerce=Handling,
        default=Handling.ACTION_GROUP,
        required="Choose who may see this.",
    )

    def offer(self, actor: Actor, types: Iterable[ContactType], *, judges: bool) -> None:
        """What this actor may choose. `judges`: they say whether an absence was acceptable."""
        self.contact_type.choices = {kind.value: TYPE_WORDS[kind] for kind in types}
        hidden = {Outcome.MISSED_NOT_JUDGED} if judges else JUDGED
        self.outcome.choices = {
            outcome.value: words
            for outcome, words in OUTCOME_WORDS.items()
            if outcome not in hidden or outcome == self.outcome.data
        }
        self.kind.choices = {
            kind.value: words
            for kind, words in KIND_WORDS.items()
            if kind is not AssertionKind.INTELLIGENCE or not treats(actor)
        }
        within = compartment_for(actor, AssertionKind.FACT)
        self.handling.choices = {
            handling.value: seen_by(handling, within, actor.agency_name, actor.agency_kind)
            for handling in Handling
        }

    def happened(self) -> Happened:
        return Happened(
            at=cast("datetime", self.at.data),
            contact_type=self.contact_type.data,
            outcome=self.outcome.data,
            note=self.note.data,
            kind=self.kind.data,
            place=self.place.data,
            source=self.source.data,
            handling=self.handling.data,
        )


@dataclass(frozen=True)
class Companion:
    """Somebody who may have been there too; `words` is what they are called in the form."""

    reference: str
    words: str

    @property
    def was_there(self) -> str:
        """The name of the field that says so."""
        return f"with-{self.reference}"

    @property
    def line(self) -> str:
        """The name of the field for what goes on this record only."""
        return f"line-{self.reference}"


class LogContactForm(_HappenedForm, DraftedForm):
    """Made by `log_form`, with a tick and a line for each of those one works with."""

    companions: Sequence[Companion] = ()

    also = TextLine("Anybody else", hint="Their references, like LUT-0042 LUT-0043")
    lines = Paragraph(
        "For one person's record only",
        hint="Begin each line with whose it is: LUT-0043 had no coat",
        rows=2,
    )

    @property
    def names_company(self) -> bool:
        """Whether somebody else is named, or named wrongly: then that part is open."""
        there = any(self[one.was_there].data for one in self.companions)
        return bool(there or self.also.data or self.also.errors or self.lines.errors)

    def validate_also(self, _field: Any) -> None:
        for word in self._words():
            if not _REFERENCE.fullmatch(word):
                raise ValidationError("Enter references, like LUT-0042, not names.")

    def validate_lines(self, _field: Any) -> None:
        for line in self._lines():
            if not _REFERENCE.match(line.upper()):
                raise ValidationError("Begin each line with a reference, like LUT-0042.")

    def details(self, reference: str) -> NewContact:
        """`reference`: the person whose page it is, who was always there."""
        there = [one for one in self.companions if self[one.was_there].data]
        own = {one.reference: self[one.line].data for one in there if self[one.line].data}
        return NewContact(
            people=tuple(
                dict.fromkeys((reference, *(one.reference for one in there), *self._words()))
            ),
            happened=self.happened(),
            lines={**own, **self._by_reference()},
            idempotency=self.idempotency.data,
        )

    def _words(self) -> list[str]:
        return [word.upper() for word in _BETWEEN.split(self.also.data or "") if word]

    def _lines(self) -> list[str]:
        return [line.strip() for line in (self.lines.data or "").splitlines() if line.strip()]

    def _by_reference(self) -> Mapping[str, str]:
        told: dict[str, str] = {}
        for line in self._lines():
            reference, _, words = line.partition(" ")
            key = reference.upper().rstrip(":")
            told[key] = "\n".join(part for part in (told.get(key), words.strip()) if part)
        return told


def log_form(companions: Sequence[Companion]) -> type[LogContactForm]:
    fields: dict[str, Any] = {"companions": companions}
    for one in companions:
        fields[one.was_there] = Tick(one.words)
        fields[one.line] = TextLine(f"Only on the record of {one.reference}", max_length=2_000)
    return cast("type[LogContactForm]", type("LogContactForm", (LogContactForm,), fields))


class CorrectContactForm(_HappenedForm, VersionedForm):
    reason = TextLine(
        "What was wrong",
        required="Say what was wrong.",
        hint="The old entry stays, struck through, with this beside it",
    )

    def details(self) -> tuple[Happened, str]:
        return self.happened(), self.reason.data


class GiveOutcomeForm(VersionedForm):
    outcome = ChipField(
        "What came of it", choices={}, coerce=Outcome, required="Choose what came of it."
    )
    words = Paragraph("What happened", rows=3)

    def offer(self, *, judges: bool, judging: bool) -> None:
        """`judging`: the absence is known, and only waits to be judged."""
        offered = JUDGED if judging else set(OUTCOME_WORDS) - {Outcome.PLANNED}
        hidden = {Outcome.MISSED_NOT_JUDGED} if judges else JUDGED
        self.outcome.choices = {
            outcome.value: words
            for outcome, words in OUTCOME_WORDS.items()
            if outcome in offered - hidden
        }

    def details(self) -> tuple[Outcome, str]:
        return self.outcome.data, self.words.data or ""


class UndoContactForm(Form):
    """Nothing but the proof that our own page sent it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from popo.accounts.models import User
from popo.cases.models import Strand
from popo.errors import RuleBroken
from popo.oversight.kinds import QUESTIONS, Answer, Topic
from popo.oversight.models import OversightNote
from popo.oversight.queries.samples import Sampled
from popo.oversight.services.notes import Asked, NewNote
from popo.oversight.services.samples import MOST_DRAWN, Found
from popo.people.about import Handling
from popo.web.fields import (
    ChipField,
    Dropdown,
    NaturalDateField,
    Number,
    Paragraph,
    RadioChoice,
    TextLine,
)
from popo.web.forms import DraftedForm, Form, VersionedForm

_HANDLING_WORDS = {
    Handling.ACTION_GROUP: "Every agency that works with this person",
    Handling.CRIMINAL_JUSTICE: "Police, probation, prisons and youth offending only",
    Handling.OWN_AGENCY: "Your agency only",
}


class _NoteForm(DraftedForm):
    looked_on = NaturalDateField(
        "On",
        required="Enter the day.",
        prefer="past",
        not_after_today="The day cannot be in the future.",
    )
    topic = ChipField(
        "What was looked at",
        choices={topic.value: topic.words for topic in Topic},
        coerce=Topic,
        required="Choose what was looked at.",
    )
    words = Paragraph(
        "What you saw, and what you think",
        required="Say what you looked at and what you think.",
        rows=5,
        max_length=5_000,
    )
    handling = RadioChoice(
        "Read by",
        choices={handling.value: words for handling, words in _HANDLING_WORDS.items()},
        coerce=Handling,
        default=Handling.ACTION_GROUP.value,
    )


class AddNoteForm(_NoteForm):
    asked = TextLine("What you ask the worker to do", hint="Leave empty for nothing")
    owner = Dropdown("Who does it", choices={})
    due_on = NaturalDateField(
        "By when",
        hint="Like fri, +7 or 13/3",
        prefer="future",
        not_before_today="The due date must be today or later.",
    )

    def offer(self, workers: Sequence[User]) -> None:
        self.workers = {str(user.id): user for user in workers}
        self.owner.choices = {"": "Nobody"} | {
            key: f"{user.name}, {user.agency.short_name}" for key, user in self.workers.items()
        }

    def details(self) -> NewNote:
        """Raises RuleBroken where it is half said what is asked."""
        return NewNote(
            cast("date", self.looked_on.data),
            self.topic.data,
            str(self.words.data),
            self.handling.data,
            self._asked(),
        )

    def _asked(self) -> Asked | None:
        words, owner, due_on = self.asked.data, self.owner.data, self.due_on.data
        if not words and not owner and due_on is None:
            return None
        if not words:
            raise RuleBroken("Say what you ask.", "asked")
        if not owner:
            raise RuleBroken("Choose who does it.", "owner")
        if due_on is None:
            raise RuleBroken("Enter the day it is due.", "due_on")
        return Asked(words, self.workers[owner], due_on)


class CorrectNoteForm(VersionedForm, _NoteForm):
    why = TextLine(
        "What was wrong",
        required="Say what was wrong.",
        hint="What it said stays, struck through, with this beside it",
        max_length=500,
    )

    @staticmethod
    def held(note: OversightNote) -> dict[str, Any]:
        return {
            "version": note.version,
            "looked_on": note.looked_on,
            "topic": note.topic,
            "words": note.words,
            "handling": note.handling,
        }

    def details(self) -> NewNote:
        return NewNote(
            cast("date", self.looked_on.data),
            self.topic.data,
            str(self.words.data),
            self.handling.data,
        )


class DrawSampleForm(Form):
    strand = Dropdown("Strand", choices={}, coerce=Strand, required="Choose the strand.")
    count = Number(
        "How many cases", least=1, most=MOST_DRAWN, required="Say how many cases.", default=5
    )

    def offer(self, strands: Sequence[Strand]) -> None:
        self.strand.choices = {strand.value: strand.words for strand in strands}


class AnswerLineForm(VersionedForm):
    """An answer and a finding for each question: see below."""

    def found(self) -> dict[str, Found]:
        return {
            question: Found(self[question].data, self[f"{question}_finding"].data or "")
            for question in QUESTIONS
        }

    @staticmethod
    def held(sampled: Sampled) -> dict[str, Any]:
        shown: dict[str, Any] = {"version": sampled.line.version}
        for question, row in sampled.answers.items():
            shown[question] = row.answer
            shown[f"{question}_finding"] = row.finding or ""
        return shown


for _question, _words in QUESTIONS.items():
    setattr(
        AnswerLineForm,
        _question,
        RadioChoice(
            _words,
            choices={answer.value: answer.words for answer in Answer},
            coerce=Answer,
            required="Answer every question.",
        ),
    )
    setattr(
        AnswerLineForm,
        f"{_question}_finding",
        Paragraph(
            f"What you found: {_question.replace('_', ' ')}",
            hint="Needed for partly and no",
            rows=2,
            max_length=2_000,
        ),
    )

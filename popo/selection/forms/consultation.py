from datetime import date
from typing import cast

from popo.selection.criteria import Criteria
from popo.selection.services.consultation import Comment, CommentAnswer
from popo.web.fields import Dropdown, NaturalDateField, Paragraph, Tick
from popo.web.forms import DraftedForm, Form, VersionedForm

_LONGEST = 5_000
_NO_NAMES = "Name nobody on the scheme: every agency reads this"


class ConsultOnCriteriaForm(Form):
    until = NaturalDateField(
        "Agencies may comment until",
        required="Enter the last day.",
        hint="That day included. Like 14 May or +14",
        not_before_today="Enter today or a later day.",
    )

    def details(self) -> date:
        return cast("date", self.until.data)


class MoveConsultationEndForm(ConsultOnCriteriaForm, VersionedForm):
    """Longer, or over earlier."""


class CommentOnCriteriaForm(DraftedForm):
    factor = Dropdown("About", choices={})
    words = Paragraph(
        "What your agency says",
        required="Say what your agency thinks.",
        hint=_NO_NAMES,
        rows=6,
        max_length=_LONGEST,
    )

    def offer(self, criteria: Criteria) -> None:
        titles = {factor.name: factor.title for factor in criteria.factors}
        self.factor.choices = {"": "The whole"} | titles

    def details(self) -> Comment:
        return Comment(str(self.words.data), self.factor.data or "")


class AnswerCommentForm(VersionedForm, DraftedForm):
    words = Paragraph(
        "The answer",
        required="Answer in words.",
        hint=f"What becomes of it, and why. {_NO_NAMES}",
        rows=6,
        max_length=_LONGEST,
    )
    changed_draft = Tick("The draft was changed because of this comment")

    def details(self) -> CommentAnswer:
        return CommentAnswer(str(self.words.data), changed_draft=bool(self.changed_draft.data))

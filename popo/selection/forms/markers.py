from collections.abc import Mapping
from uuid import UUID

from popo.web.fields import HiddenText, Paragraph, TickList
from popo.web.forms import DraftedForm, Form


class ReconcileMarkersForm(Form):
    """`shown` holds the keys of the list as it was opened: what came since is not answered."""

    shown = HiddenText()
    standing = TickList("Which of these stand on your own system today", choices={})

    def offer(self, people: Mapping[UUID, str]) -> None:
        self.standing.choices = {str(key): words for key, words in people.items()}

    def details(self) -> tuple[set[UUID], set[UUID]]:
        """Those shown, and those of them that stand. Raises ValueError for a forged list."""
        shown = {UUID(key) for key in str(self.shown.data).split()}
        return shown, {UUID(key) for key in self.standing.data or ()}


class AnswerDifferenceForm(DraftedForm):
    words = Paragraph(
        "What you found, and what you did", required="Say what you found and what you did.", rows=4
    )

    def details(self) -> str:
        return str(self.words.data)

from typing import cast

from popo.meetings.queries import Cited
from popo.selection.forms.criteria import chosen, offer_items
from popo.web.fields import Dropdown, Paragraph
from popo.web.forms import DraftedForm, Form


class _AtAMeeting(Form):
    item = Dropdown("The meeting that did so", choices={}, required="Choose the meeting.")

    def offer(self, items: list[Cited]) -> None:
        self.items = items
        self.item.choices = offer_items(items, "Choose an agenda item")

    def cited(self) -> Cited:
        return cast("Cited", chosen(self.items, self.item.data))


class RatifyDecisionForm(_AtAMeeting):
    def details(self) -> Cited:
        return self.cited()


class UndoDecisionForm(DraftedForm, _AtAMeeting):
    reasons = Paragraph("Why", required="Say why the meeting undid it.", rows=4)

    def details(self) -> tuple[Cited, str]:
        return self.cited(), str(self.reasons.data)

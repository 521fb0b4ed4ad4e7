from collections.abc import Iterable

from popo.web.fields import ChipsField, HiddenText, Number, Paragraph, TextLine
from popo.web.forms import Form, VersionedForm

SHORTEST = 15
LONGEST = 600


class ProposeForm(Form):
    """`order` and `added` hold references with spaces between; `take` those that are ticked.

    `shown`: the minutes as the page had them.
    """

    order = HiddenText(default="")
    added = HiddenText(default="")
    shown = HiddenText(default="")
    take = ChipsField("Who is talked of", choices={})
    minutes = Number("Minutes there are", least=SHORTEST, most=LONGEST)
    reference = TextLine("Add somebody by scheme reference", width=10)

    def offer(self) -> None:
        """Whoever stood in the list that was sent may be ticked in it."""
        self.take.choices = {reference: reference for reference in self.references()}

    def references(self) -> list[str]:
        return str(self.order.data or "").split()

    def by_hand(self) -> list[str]:
        return str(self.added.data or "").split()

    def adding(self) -> str:
        return str(self.reference.data or "").strip().upper()

    def has_other_time(self) -> bool:
        return bool(self.shown.data) and self.shown.data != str(self.minutes.data)

    def chosen(self) -> set[str]:
        return set(self.take.data or ())


def joined(references: Iterable[str]) -> str:
    return " ".join(references)


class AskForm(VersionedForm):
    words = Paragraph(
        "Why the next meeting should talk of them",
        required="Say why.",
        hint="Read by whoever prepares the meeting",
        rows=4,
    )

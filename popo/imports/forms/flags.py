"""The answer to a difference between a list of flagged people and the scheme's."""

from popo.imports.flagging import ANSWERS, FlagAnswer, Gap
from popo.web.fields import Paragraph, RadioChoice
from popo.web.forms import VersionedForm


class AnswerFlagForm(VersionedForm):
    """Give it its choices with `offer`: they follow from what differs."""

    answer = RadioChoice(
        "What comes of it", required="Choose what comes of it.", choices={}, coerce=FlagAnswer
    )
    words = Paragraph(
        "In a line",
        hint="What is to change, or why both are right. Kept with the record, for your agency",
        max_length=1_000,
        rows=3,
    )

    def offer(self, gap: Gap) -> None:
        self.answer.choices = [(answer.value, answer.words) for answer in ANSWERS[gap]]

    def details(self) -> tuple[FlagAnswer, str]:
        return self.answer.data, self.words.data or ""

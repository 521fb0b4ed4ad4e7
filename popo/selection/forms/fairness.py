from popo.selection.fairness import words
from popo.selection.queries.fairness_reviews import Reviewed
from popo.selection.services.fairness import FairnessWords
from popo.web.fields import Paragraph, TickList
from popo.web.forms import DraftedForm, VersionedForm


class AnswerFairnessForm(VersionedForm, DraftedForm):
    ratios = TickList(
        "What this answers",
        choices={},
        required="Choose what you are answering.",
        hint="Choose several where the same words are true of each",
    )
    words = Paragraph(
        "What explains it, or what is not known",
        required="Say in words what explains it or what is not known.",
        hint="It prints in the equality impact assessment. Name nobody",
        rows=8,
    )
    action = Paragraph(
        "What will be done",
        hint="By whom and by when. Leave empty where nothing will",
        rows=3,
    )

    def offer(self, reviewed: Reviewed) -> None:
        """Everything asked; what is answered already says so."""
        self.ratios.choices = {
            key: f"{title}{' (answered)' if key in reviewed.answers else ''}"
            for key, (title, _) in words.asked(reviewed.figures).items()
        }

    def details(self) -> FairnessWords:
        return FairnessWords(
            ratios=tuple(self.ratios.data),
            words=self.words.data,
            action=self.action.data,
            idempotency=self.idempotency.data,
        )

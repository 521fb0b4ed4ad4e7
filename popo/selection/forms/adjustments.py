from popo.selection.services.adjustments import AdjustmentDetails
from popo.web.fields import Number, Paragraph, RadioChoice, TextLine
from popo.web.forms import DraftedForm

_MOST_POINTS = 100


class ProposeAdjustmentForm(DraftedForm):
    direction = RadioChoice(
        "What should happen to the score",
        choices={"up": "Add points", "down": "Take points away"},
        required="Choose whether points are added or taken away.",
    )
    points = Number(
        "How many points", least=1, most=_MOST_POINTS, required="Enter how many points."
    )
    reasons = Paragraph(
        "Why the score is not right as it stands",
        required="Say why the score is not right as it stands.",
        rows=4,
        max_length=2000,
    )
    evidence = TextLine(
        "What this rests on, with its source and date",
        required="Say what this rests on, with its source and date.",
        max_length=500,
    )

    def details(self) -> AdjustmentDetails:
        sign = 1 if self.direction.data == "up" else -1
        return AdjustmentDetails(sign * self.points.data, self.reasons.data, self.evidence.data)

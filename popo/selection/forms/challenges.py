from popo.selection.models import ChallengeOutcome
from popo.selection.services.challenges import ChallengeAnswer, NewChallenge
from popo.web.fields import Paragraph, RadioChoice, TextLine
from popo.web.forms import DraftedForm, VersionedForm

CHALLENGE_OUTCOMES = {
    ChallengeOutcome.STANDS.value: "The decision stands",
    ChallengeOutcome.CHANGED.value: "The decision is changed",
}


class ChallengeDecisionForm(DraftedForm):
    made_by = TextLine(
        "Who challenges it, and how they said so",
        required="Say who challenges it, and how.",
        hint="Like the person, by letter; their solicitor, by telephone; the nominating agency",
    )
    grounds = Paragraph(
        "What they say is wrong", required="Say what they say is wrong.", hint="In their words"
    )

    def details(self) -> NewChallenge:
        return NewChallenge(self.made_by.data, self.grounds.data)


class AnswerChallengeForm(VersionedForm, DraftedForm):
    outcome = RadioChoice(
        "Decided again",
        choices=CHALLENGE_OUTCOMES,
        coerce=ChallengeOutcome,
        required="Choose the outcome.",
    )
    words = Paragraph(
        "Reasons",
        required="Give the reasons: the person is told them.",
        hint="What was looked at again, and what was found",
    )

    def details(self) -> ChallengeAnswer:
        return ChallengeAnswer(ChallengeOutcome(self.outcome.data), self.words.data)

from popo.selection.models import Refusal
from popo.selection.services.triage import Triage, TriageOutcome
from popo.web.fields import ChipField, NaturalDateField, Paragraph, RadioChoice
from popo.web.forms import DraftedForm, VersionedForm

OUTCOMES = {
    TriageOutcome.ACCEPT.value: "Accept for scoring",
    TriageOutcome.DEFER.value: "Defer",
    TriageOutcome.REFUSE.value: "Refuse",
}
REFUSALS = {
    Refusal.AGE.value: "Outside the age this strand is for",
    Refusal.NOT_AT_LIBERTY.value: "No current offending at liberty",
    Refusal.MANAGED_ELSEWHERE.value: "Already managed elsewhere",
    Refusal.NOT_ENOUGH_EVIDENCE.value: "Not enough evidence",
    Refusal.DUPLICATE.value: "The same person is nominated or worked with already",
    Refusal.OTHER_CRITERIA.value: "Does not meet the criteria otherwise",
}


class TriageNominationForm(VersionedForm, DraftedForm):
    outcome = ChipField(
        "Outcome", choices=OUTCOMES, coerce=TriageOutcome, required="Choose the outcome."
    )
    words = Paragraph(
        "Reasons", hint="The nominator reads them. Needed to defer and to refuse.", rows=4
    )
    look_again_on = NaturalDateField(
        "If deferred: when it is looked at again",
        prefer="future",
        not_before_today="Choose a day that lies ahead.",
    )
    because = RadioChoice(
        "If refused: which of the criteria it does not meet", choices=REFUSALS, coerce=Refusal
    )

    def details(self) -> Triage:
        outcome = TriageOutcome(self.outcome.data)
        defers, refuses = outcome is TriageOutcome.DEFER, outcome is TriageOutcome.REFUSE
        return Triage(
            outcome,
            self.words.data,
            self.look_again_on.data if defers else None,
            self.because.data if refuses else None,
        )

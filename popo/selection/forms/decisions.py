from popo.cases.models import CaseEnd
from popo.selection.forms.panel import StartingForm
from popo.selection.models import Decision
from popo.selection.services.decisions import DecideNomination
from popo.web.fields import ChipField, Paragraph
from popo.web.forms import VersionedForm

DECISIONS = {
    Decision.SELECT.value: "Select",
    Decision.DEFER.value: "Defer",
    Decision.DECLINE.value: "Decline",
}
ENDS = {
    CaseEnd.DESISTED: "Stopped offending",
    CaseEnd.LONG_CUSTODY: "In custody for long",
    CaseEnd.PASSED_TO_MAPPA: "MAPPA leads now",
    CaseEnd.PASSED_TO_DRUG_TEAM: "The drug team leads now",
    CaseEnd.BELOW_THRESHOLD: "Below the threshold at two reviews",
    CaseEnd.DISPLACED: "No capacity: others come first",
    CaseEnd.DEPORTED: "Deported",
    CaseEnd.TURNED_18: "Turned 18",
    CaseEnd.MOVED: "Moved, and accepted by another scheme",
    CaseEnd.DECEASED: "Died",
    CaseEnd.SELECTED_IN_ERROR: "Selected in error",
    CaseEnd.NOT_RATIFIED: "Urgent selection not ratified",
}


class DecideNominationForm(VersionedForm, StartingForm):
    decision = ChipField(
        "Decision", choices=DECISIONS, coerce=Decision, required="Choose the decision."
    )
    outcome_words = Paragraph(
        "What the nominator is told", required="Say what the nominator is told.", rows=3
    )

    def details(self) -> DecideNomination:
        panel = self.panel()
        return DecideNomination(
            decision=self.decision.data,
            reasons=panel.reasons,
            outcome_words=str(self.outcome_words.data),
            decided_at=panel.decided_at,
            parties=panel.parties,
            effective_on=panel.effective_on,
            lead_agency_id=self.lead(),
            tier=self.tier.data or None,
            over_number=bool(self.over_number.data),
            first_steps=self.first_steps(),
        )

from popo.selection.models import Finding
from popo.web.fields import Paragraph, RadioChoice
from popo.web.forms import DraftedForm, VersionedForm

FINDINGS = {
    Finding.NOTHING_KNOWN.value: "Nothing is known",
    Finding.SUPPORT_SUSTAINED.value: "Support goes on and holds",
    Finding.NEW_ARREST_OR_CHARGE.value: "A new arrest or charge",
    Finding.RE_SELECTED.value: "Selected again",
    Finding.NOT_KNOWABLE.value: "It cannot be known",
}


class RecordWatchForm(VersionedForm, DraftedForm):
    finding = RadioChoice(
        "What is known", choices=FINDINGS, coerce=Finding, required="Choose what is known."
    )
    words = Paragraph(
        "In words",
        hint="Needed for a new arrest or charge, and where it cannot be known",
        rows=3,
    )

    def details(self) -> tuple[Finding, str]:
        return self.finding.data, str(self.words.data)

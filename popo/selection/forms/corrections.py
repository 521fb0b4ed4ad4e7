from popo.web.fields import ChipField, Paragraph, TextLine
from popo.web.forms import DraftedForm, VersionedForm

_ERASE = {"yes": "Erase the record", "no": "Keep it"}


class AcknowledgeCorrectionForm(VersionedForm, DraftedForm):
    answer = Paragraph(
        "What was corrected",
        required="Say what was corrected.",
        hint="Say so too if there was nothing to correct",
        rows=3,
    )

    def details(self) -> str:
        return str(self.answer.data)


class SettleErasureForm(VersionedForm):
    to_erase = ChipField("What is decided", choices=_ERASE, required="Choose what is decided.")
    reason = TextLine("Reason", required="Give the reason.", max_length=300)

    def details(self) -> tuple[bool, str]:
        return self.to_erase.data == "yes", str(self.reason.data)

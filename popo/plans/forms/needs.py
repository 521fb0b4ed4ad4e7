from popo.plans.forms.fields import PathwayForm
from popo.plans.models import NeedLevel
from popo.plans.services.needs import NeedDetails
from popo.plans.wording import LEVELS
from popo.web.fields import ChipField, NaturalDateField, Paragraph, TextLine
from popo.web.forms import DraftedForm, Form, VersionedForm


class _NeedForm(Form):
    level = ChipField("How much need", choices=LEVELS, coerce=NeedLevel, required="Choose one.")
    evidence = Paragraph(
        "What shows it", hint="What was seen, said or assessed. Not needed for Not known", rows=4
    )
    source = TextLine("Where that comes from", hint="Like: OASys, the landlord, what they told me")
    evidence_on = NaturalDateField(
        "Day of the evidence", prefer="past", not_after_today="The day cannot be in the future."
    )

    def need(self) -> NeedDetails:
        return NeedDetails(
            self.level.data, self.evidence.data, self.source.data, self.evidence_on.data
        )


class AddNeedForm(PathwayForm, _NeedForm, DraftedForm):
    def details(self) -> NeedDetails:
        """The pathway and whether it is health information are asked apart."""
        return self.need()


class EditNeedForm(_NeedForm, VersionedForm, DraftedForm):
    def details(self) -> NeedDetails:
        return self.need()


class EndNeedForm(VersionedForm):
    reason = Paragraph("Why this is no longer so", required="Say why.", rows=3)

    def details(self) -> str:
        return str(self.reason.data)

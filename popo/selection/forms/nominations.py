from popo.cases.models import Strand
from popo.web.fields import Paragraph, RadioChoice
from popo.web.forms import Form

STRANDS = {
    strand.value: strand.words for strand in (Strand.CATCH_AND_CONVICT, Strand.PREVENT_AND_DETER)
}


class NominatePersonForm(Form):
    strand = RadioChoice(
        "Which strand", choices=STRANDS, coerce=Strand, required="Choose the strand."
    )
    grounds = Paragraph(
        "Why you nominate this person",
        required="Say why you nominate this person.",
        hint="What was done to whom, how often and since when. Leave out health, schooling and "
        "relatives: they never count.",
        rows=8,
    )

    def details(self) -> tuple[Strand, str]:
        return self.strand.data, str(self.grounds.data)

from popo.cases.models import Strand
from popo.web.fields import RadioChoice
from popo.web.forms import Form

STRANDS = {
    strand.value: strand.words for strand in (Strand.CATCH_AND_CONVICT, Strand.PREVENT_AND_DETER)
}


class NominatePersonForm(Form):
    strand = RadioChoice(
        "Which strand", choices=STRANDS, coerce=Strand, required="Choose the strand."
    )

    def details(self) -> Strand:
        return Strand(self.strand.data)

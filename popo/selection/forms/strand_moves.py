from collections.abc import Iterable
from uuid import UUID

from popo.cases.models import Strand
from popo.selection.forms.panel import PanelForm, agency_choices
from popo.selection.services.strand_moves import MoveStrand
from popo.web.fields import Dropdown, RadioChoice, Tick
from popo.web.forms import VersionedForm


class MoveStrandForm(VersionedForm, PanelForm):
    strand = RadioChoice(
        "Primary from then on", choices={}, coerce=Strand, required="Choose the strand."
    )
    lead_agency = Dropdown("Who leads, if the strand does not run yet", choices={})
    keep_former = Tick("Go on with the former strand beside it")

    def offer(self, strands: Iterable[Strand]) -> None:
        self.strand.choices = {strand.value: strand.words for strand in strands}
        self.lead_agency.choices = agency_choices(self.agencies)

    def details(self) -> MoveStrand:
        lead = UUID(self.lead_agency.data) if self.lead_agency.data else None
        return MoveStrand(self.panel(), self.strand.data, lead, bool(self.keep_former.data))

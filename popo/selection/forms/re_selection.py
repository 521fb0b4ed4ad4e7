from popo.selection.forms.panel import StartingForm
from popo.selection.services.re_selection import ReSelect


class ReSelectForm(StartingForm):
    def details(self) -> ReSelect:
        return ReSelect(
            panel=self.panel(),
            lead_agency_id=self.lead(),
            tier=self.tier.data or None,
            over_number=bool(self.over_number.data),
            first_steps=self.first_steps(),
        )

from datetime import date
from typing import cast
from uuid import UUID

from popo.selection.forms.panel import PanelForm, agency_choices
from popo.selection.models import AdultTold
from popo.selection.services.escalations import Escalate
from popo.web.fields import Dropdown, NaturalDateField, Paragraph, RadioChoice
from popo.web.forms import VersionedForm


class EscalateForm(VersionedForm, PanelForm):
    lead_agency = Dropdown(
        "Who leads Catch and Convict", choices={}, required="Choose the agency that leads."
    )
    own_words = Paragraph(
        "What the young person said",
        required="Say what the young person said, or why nobody asked.",
        rows=3,
    )
    adult_told = RadioChoice(
        "Who was told for them",
        choices={told.value: told.words for told in AdultTold},
        coerce=AdultTold,
        required="Choose who was told.",
    )
    told_on = NaturalDateField(
        "Told on",
        required="Enter the day, or the day it was decided to tell nobody.",
        prefer="past",
        not_after_today="The day cannot be in the future.",
    )
    told_words = Paragraph(
        "What they said, or why nobody was told",
        required="Say what they said, or why nobody was told.",
        rows=3,
    )

    def offer(self) -> None:
        self.lead_agency.choices = agency_choices(self.agencies)

    def details(self) -> Escalate:
        return Escalate(
            self.panel(),
            UUID(self.lead_agency.data),
            self.adult_told.data,
            cast("date", self.told_on.data),
            str(self.told_words.data),
            str(self.own_words.data),
        )

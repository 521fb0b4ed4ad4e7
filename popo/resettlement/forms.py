from datetime import date
from typing import cast

from popo.resettlement.kinds import STATES, Area
from popo.resettlement.services import NewState
from popo.web.fields import ChipField, NaturalDateField, Paragraph, TextLine
from popo.web.forms import VersionedForm


class SetStateForm(VersionedForm):
    """`version` is how often something was said of the area."""

    state = ChipField("How it stands", choices={}, required="Choose how it stands.")
    starts_on = NaturalDateField(
        "Since",
        required="Enter the day.",
        prefer="past",
        not_after_today="The day cannot be in the future.",
    )
    source = TextLine(
        "How it is known",
        required="Say how it is known.",
        hint="Seen there, tenancy shown, employer, service",
    )
    words = Paragraph("What else matters", rows=3, max_length=2_000)

    def offer(self, area: Area) -> None:
        self.state.choices = dict(STATES[area])

    def details(self) -> NewState:
        return NewState(
            str(self.state.data),
            cast("date", self.starts_on.data),
            str(self.source.data),
            self.words.data or "",
        )


class StrikeStateForm(VersionedForm):
    """`version` is how often something was said of the area."""

    reason = TextLine(
        "What was wrong",
        required="Say what was wrong.",
        hint="It counts no more. It stays to be seen, struck through, with this beside it",
        max_length=500,
    )

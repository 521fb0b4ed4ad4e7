from datetime import date

from popo import clock
from popo.cases.models import Colour, Strand
from popo.strands.queries.cohort import NO_COLOUR
from popo.web.fields import ChipField, NaturalDateField
from popo.web.forms import Form

_LISTED = (Strand.CATCH_AND_CONVICT, Strand.REHABILITATE_AND_RESETTLE)


class CohortForm(Form):
    """Asks for a part of the list; sent by GET, so that it can be bookmarked and printed."""

    class Meta:
        csrf = False  # it changes nothing

    strand = ChipField(
        "Strand",
        choices={"": "All"} | {strand.value: strand.words for strand in _LISTED},
        default="",
    )
    colour = ChipField(
        "Colour",
        choices={"": "All"}
        | {colour.value: colour.value.capitalize() for colour in Colour}
        | {NO_COLOUR: "Not set"},
        default="",
    )
    on = NaturalDateField(
        "As on",
        hint="Leave empty for today",
        prefer="past",
        not_after_today="The day cannot be in the future.",
    )

    def details(self) -> tuple[Strand | None, str, date]:
        """Strand, colour, day; what is empty or not understood asks for everything, today."""
        strand = Strand(self.strand.data) if self.strand.data and not self.strand.errors else None
        colour = self.colour.data if self.colour.data and not self.colour.errors else ""
        return strand, colour, self.on.data or clock.today()

from datetime import date

from popo import clock
from popo.selection.queries.subjects import Listing
from popo.web.fields import ChipField, NaturalDateField
from popo.web.forms import Form


class CandidatesForm(Form):
    """Asks for a list as on a day; sent by GET, so that it can be bookmarked and printed."""

    class Meta:
        csrf = False  # it changes nothing

    listing = ChipField(
        "List",
        choices={Listing.NOMINATED.value: "Nominated", Listing.ON_SCHEME.value: "On the scheme"},
        default=Listing.NOMINATED.value,
    )
    on = NaturalDateField(
        "As on",
        hint="Leave empty for today",
        prefer="past",
        not_after_today="The day cannot be in the future.",
    )

    def details(self) -> tuple[Listing, date]:
        """What is empty or not understood asks for who is nominated, today."""
        chosen = self.listing.data and not self.listing.errors
        listing = Listing(self.listing.data) if chosen else Listing.NOMINATED
        return listing, self.on.data or clock.today()

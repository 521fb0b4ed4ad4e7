"""Keeping a phone number or an address that a note spoke of."""

from collections.abc import Sequence

from popo.contacts.noticed import Noticed
from popo.contacts.services.details import KeptAddress
from popo.people.models import AddressKind
from popo.people.wording import ADDRESS_WORDS
from popo.web.fields import Dropdown, Paragraph, RadioChoice, TextLine, TickList
from popo.web.forms import Form


class KeepDetailsForm(Form):
    phones = TickList("Phone numbers to add", choices={})
    lines = Paragraph(
        "Address to add",
        hint="Without the postcode. Leave empty to add none",
        max_length=500,
        rows=3,
    )
    postcode = Dropdown("Postcode", choices={})
    kind = RadioChoice(
        "What it is", choices=ADDRESS_WORDS, coerce=AddressKind, default=AddressKind.HOME
    )
    source = TextLine("Source", required="Say where this comes from.")

    def offer(self, noticed: Noticed) -> None:
        self.phones.choices = {number: number for number in noticed.phones}
        self.postcode.choices = {code: code for code in noticed.postcodes}

    def details(self) -> tuple[Sequence[str], KeptAddress | None, str]:
        """The numbers, the address if there is one, and where they come from."""
        address = None
        if self.lines.data:
            kind = self.kind.data or AddressKind.HOME
            address = KeptAddress(kind, self.lines.data, self.postcode.data or "")
        return self.phones.data or (), address, self.source.data

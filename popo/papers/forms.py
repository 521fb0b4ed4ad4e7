"""To which agency an extract goes."""

from collections.abc import Iterable
from uuid import UUID

from popo.accounts.models import Agency
from popo.web.fields import RadioChoice
from popo.web.forms import Form


class IssueExtractForm(Form):
    agency = RadioChoice(
        "To which agency",
        choices={},
        required="Choose the agency.",
        hint="Those of it who may read the item get a copy each",
    )

    def offer(self, agencies: Iterable[Agency]) -> None:
        self.agency.choices = {str(agency.id): agency.name for agency in agencies}

    def details(self) -> UUID:
        return UUID(self.agency.data)

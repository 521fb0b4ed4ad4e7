from collections.abc import Iterable

from popo.cases.services import TierDetails
from popo.web.fields import Dropdown, Number, Paragraph, TextLine, Tick
from popo.web.forms import DraftedForm, VersionedForm


class TierForm(VersionedForm):
    """`version` is 0 for a tier not yet on the list."""

    name = TextLine("Name", required="Name the tier.", max_length=60, width=20)
    meaning = Paragraph(
        "What it means",
        hint="Who belongs in it, and what they get. About nobody in particular",
        rows=3,
        max_length=1000,
    )
    position = Number("Place in the list", required="Say which place.", least=1, most=50)
    in_use = Tick("May be chosen", hint="Untick to close it: whoever has it keeps it")

    def details(self) -> TierDetails:
        return TierDetails(
            str(self.name.data),
            str(self.meaning.data),
            int(self.position.data or 1),
            bool(self.in_use.data),
        )


class ChangeTierForm(VersionedForm, DraftedForm):
    """`version` is how many rows the work under all strands has."""

    tier = Dropdown("Tier from today", choices={})
    reason = Paragraph(
        "Why it changes",
        required="Say why the tier changes.",
        hint="What is different now. What stood before stays on record",
        rows=3,
        max_length=2000,
    )

    def offer(self, tiers: Iterable[str]) -> None:
        self.tier.choices = {"": "No tier"} | {tier: tier for tier in tiers}

    def details(self) -> tuple[str | None, str]:
        return self.tier.data or None, str(self.reason.data)

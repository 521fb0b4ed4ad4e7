from typing import Any

from popo.selection.services.statements import PartDetails
from popo.web.fields import NaturalDateField, Paragraph, TextLine
from popo.web.forms import DraftedForm, VersionedForm


class WriteNominationPartForm(VersionedForm, DraftedForm):
    """One part of a statement: what is known, from where, and of which day. May be emptied."""

    words = Paragraph("What you know", rows=8)
    source = TextLine("Where this comes from", hint="Like PNC, a neighbour or your own visits")
    as_at = NaturalDateField(
        "Of which day this is true", prefer="past", not_after_today="This cannot be in the future."
    )

    def validate(self, extra_validators: Any = None) -> bool:
        sound = bool(super().validate(extra_validators))
        if not self.words.data:
            return sound
        for field, message in (
            (self.source, "Say where this comes from."),
            (self.as_at, "Enter the day this is true of."),
        ):
            if not field.data and not field.errors:
                field.errors = [message]
                sound = False
        return sound

    def details(self) -> PartDetails | None:
        if not self.words.data or self.as_at.data is None:
            return None
        return PartDetails(self.words.data, self.source.data, self.as_at.data)

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from popo.offending.find_offence import Offence
from popo.offending.models import OffenceEventKind
from popo.offending.services import NewCoOffending, NewEvent
from popo.people.about import Handling
from popo.web.fields import (
    Dropdown,
    HiddenText,
    NaturalDateField,
    Paragraph,
    RadioChoice,
    TextLine,
)
from popo.web.forms import DraftedForm, VersionedForm

K = OffenceEventKind
_NO_FUTURE = "The day cannot be in the future."
_OFFENCE = ("offence_words", "offence", "offence_on", "postcode")
FIELDS: dict[K, tuple[str, ...]] = {
    K.ARREST: (*_OFFENCE, "asn"),
    K.CHARGE: (*_OFFENCE, "asn"),
    K.CAUTION: _OFFENCE,
    K.CONVICTION: (*_OFFENCE, "sentenced_on", "sentence_custodial"),
    K.BREACH: (),
    K.RECALL: (),
    K.FAILURE_TO_APPEAR: (),
    K.WARRANT: (),
    K.DRUG_TEST: ("test_positive",),
}
"""What is asked for each kind besides its day, its detail, its source and who may read it."""
_ASKED_OF_SOME = {name for names in FIELDS.values() for name in names}

HANDLING_WORDS = {
    Handling.ACTION_GROUP: "Every agency that works with this person",
    Handling.CRIMINAL_JUSTICE: "Police, probation, prisons and youth offending only",
    Handling.OWN_AGENCY: "Your agency only",
}


def _yes_or_no(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)


class _OffersOffences:
    """For a form with the fields `offence_words` and `offence`."""

    offence: Any

    def offer_offences(self, found: Sequence[Offence]) -> None:
        """Offers what the typed words found; the only hit is chosen."""
        self.offence.choices = {"": ""} | {
            one.ho_code: f"{one.title} ({one.ho_code})" for one in reversed(found)
        }
        if len(found) == 1 and not self.offence.data:
            self.offence.data = found[0].ho_code


class RecordEventForm(_OffersOffences, DraftedForm):
    """Asks what belongs to one kind of event; the other fields are taken out."""

    kind = HiddenText()
    happened_on = NaturalDateField(
        "On", required="Enter the day.", prefer="past", not_after_today=_NO_FUTURE
    )
    offence_words = TextLine(
        "Offence",
        hint="Words from its title, such as burglary dwelling, or its code",
    )
    offence = Dropdown("Which offence", choices={})
    offence_on = NaturalDateField(
        "Day of the offence",
        hint="Leave empty if it is not known",
        prefer="past",
        not_after_today=_NO_FUTURE,
    )
    postcode = TextLine(
        "Postcode where it happened", hint="Only its ward is kept", width=10, max_length=10
    )
    asn = TextLine("Arrest summons number", width=20, max_length=30)
    sentenced_on = NaturalDateField(
        "Sentenced on", hint="Leave empty if sentence is still to come", prefer="past"
    )
    sentence_custodial = RadioChoice(
        "Sent to custody", choices={"yes": "Yes", "no": "No", "": "Not sentenced yet"}, default=""
    )
    test_positive = RadioChoice(
        "Result of the police test",
        choices={"yes": "Positive", "no": "Negative"},
        hint="A test by the police only. Results of treatment do not belong here",
    )
    detail = Paragraph(
        "What happened",
        hint="Facts. Intelligence stays in the police system and is never copied here",
        rows=4,
    )
    source = TextLine("Source", required="Say who says so.", hint="PNC, court register, custody")
    handling = RadioChoice(
        "Read by",
        choices={handling.value: words for handling, words in HANDLING_WORDS.items()},
        coerce=Handling,
        default=Handling.ACTION_GROUP.value,
    )

    def __init__(self, event_kind: OffenceEventKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _ASKED_OF_SOME.difference(FIELDS[event_kind]):
            del self[name]
        self.event_kind = event_kind
        self.kind.data = event_kind.value

    @property
    def asks_for_offence(self) -> bool:
        return "offence" in self

    def _held(self, name: str) -> Any:
        return self[name].data if name in self else None

    def details(self) -> NewEvent:
        return NewEvent(
            kind=self.event_kind,
            happened_on=cast("date", self.happened_on.data),
            offence_on=self._held("offence_on"),
            ho_code=self._held("offence") or None,
            postcode=self._held("postcode") or "",
            sentenced_on=self._held("sentenced_on"),
            sentence_custodial=_yes_or_no(self._held("sentence_custodial") or ""),
            test_positive=_yes_or_no(self._held("test_positive") or ""),
            detail=self.detail.data,
            asn=self._held("asn"),
            source=self.source.data,
            handling=self.handling.data,
        )


class ConcludeWarrantForm(VersionedForm):
    concluded_on = NaturalDateField(
        "Executed or withdrawn on",
        required="Enter the day.",
        prefer="past",
        not_after_today=_NO_FUTURE,
    )

    def details(self) -> date:
        return cast("date", self.concluded_on.data)


class RecordCoOffendingForm(_OffersOffences, DraftedForm):
    other = TextLine(
        "Reference of the other person",
        required="Enter the reference of the other person.",
        hint="Like LUT-0042",
        width=10,
        max_length=20,
    )
    offended_on = NaturalDateField(
        "Day of the offence", required="Enter the day.", prefer="past", not_after_today=_NO_FUTURE
    )
    offence_words = TextLine(
        "Offence", hint="If it is known: words from its title, such as burglary dwelling, or code"
    )
    offence = Dropdown("Which offence", choices={})
    source = TextLine(
        "Source", required="Say who says so.", hint="Charged together, court register, PNC"
    )
    words = Paragraph(
        "What each did",
        hint="Facts, kept on both records. Intelligence stays in the police system",
        rows=3,
        max_length=2000,
    )
    handling = RadioChoice(
        "Read by",
        choices={handling.value: words for handling, words in HANDLING_WORDS.items()},
        coerce=Handling,
        default=Handling.ACTION_GROUP.value,
    )

    def details(self) -> NewCoOffending:
        return NewCoOffending(
            other=self.other.data.upper(),
            offended_on=cast("date", self.offended_on.data),
            source=self.source.data,
            ho_code=self.offence.data or None,
            words=self.words.data,
            handling=self.handling.data,
        )


class MarkCoOffendingWrongForm(VersionedForm):
    reason = TextLine(
        "What was wrong",
        required="Say what was wrong.",
        hint="The line stays on both records, struck through, with this beside it",
        max_length=500,
    )

    def details(self) -> str:
        return str(self.reason.data)

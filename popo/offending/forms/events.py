"""One form for every step: it asks what belongs to the kind of event, and nothing else."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast
from uuid import UUID

from popo.offending.forms.offences import NO_FUTURE, OffersOffences, read_by
from popo.offending.kinds import ENFORCEMENT, RESULTS, VARIETIES
from popo.offending.kinds import OffenceEventKind as K
from popo.offending.services import NewEvent
from popo.offending.wording import CONCLUDED, NEXT, OUTCOME, VARIETY, happened_label
from popo.web.fields import (
    Dropdown,
    HiddenText,
    NaturalDateField,
    Paragraph,
    RadioChoice,
    TextLine,
)
from popo.web.forms import DraftedForm, Form, VersionedForm

_OFFENCE = ("offence_words", "offence", "offence_on", "postcode")
FIELDS: Mapping[K, tuple[str, ...]] = {
    K.ARREST: (*_OFFENCE, "asn"),
    K.BAIL: ("variety", "next_on"),
    K.UNDER_INVESTIGATION: (),
    K.REMAND: ("court", "next_on"),
    K.NO_FURTHER_ACTION: (),
    K.CAUTION: _OFFENCE,
    K.CHARGE: (*_OFFENCE, "asn", "court", "next_on"),
    K.HEARING: ("court", "variety", "result", "next_on"),
    K.CONVICTION: (*_OFFENCE, "court", "sentenced_on", "sentence_custodial"),
    K.NOT_CONVICTED: ("variety", "court"),
    K.SENTENCE: ("variety", "length", "court"),
    K.BREACH: ("basis", "requirement", "absent_on", "court"),
    K.RECALL: ("variety", "basis", "revoked_on"),
    K.FAILURE_TO_APPEAR: ("court",),
    K.WARRANT: ("variety", "court"),
    K.DRUG_TEST: ("test_positive",),
    K.PRISON_TOLD: (),
}
"""What is asked for each kind besides its day, its detail, its source and who may read it."""
_OUTCOME = ("result", "concluded_on")
_ASKED_OF_SOME = {*_OUTCOME, *(name for names in FIELDS.values() for name in names)}
_COURT_HINT = "Such as Luton magistrates"
_YOUTH_COURT_HINT = "Such as Luton youth court"


def _yes_or_no(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)


def _key(value: str | None) -> UUID | None:
    return UUID(value) if value else None


class EventFields(OffersOffences, Form):
    """The fields of every kind; those that do not belong to this one are taken out."""

    happened_on = NaturalDateField(
        "On", required="Enter the day.", prefer="past", not_after_today=NO_FUTURE
    )
    matter = Dropdown("Belongs to", choices={})
    offence_words = TextLine(
        "Offence", hint="Words from its title, such as burglary dwelling, or its code"
    )
    offence = Dropdown("Which offence", choices={})
    offence_on = NaturalDateField(
        "Day of the offence",
        hint="Leave empty if it is not known",
        prefer="past",
        not_after_today=NO_FUTURE,
    )
    postcode = TextLine(
        "Postcode where it happened", hint="Only its ward is kept", width=10, max_length=10
    )
    asn = TextLine("Arrest summons number", width=20, max_length=30)
    variety = Dropdown("Kind", choices={})
    length = TextLine("Length", hint="Such as 16 weeks, or 120 hours unpaid", width=20)
    court = TextLine("Court", hint=_COURT_HINT, width=30)
    result = Dropdown("Result", choices={})
    next_on = NaturalDateField("Goes on", hint="Leave empty if it is not known", prefer="future")
    basis = Dropdown("Licence or order", choices={})
    requirement = TextLine("Requirement or condition broken")
    absent_on = NaturalDateField(
        "Second unacceptable absence on",
        hint="Proceedings begin within 10 working days of it. Leave empty for another breach",
        prefer="past",
        not_after_today=NO_FUTURE,
    )
    revoked_on = NaturalDateField(
        "Licence revoked on",
        hint="Leave empty until it is",
        prefer="past",
        not_after_today=NO_FUTURE,
    )
    concluded_on = NaturalDateField(
        "Concluded on",
        hint="Leave empty while nothing has come of it",
        prefer="past",
        not_after_today=NO_FUTURE,
    )
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
        rows=3,
    )
    source = TextLine("Source", required="Say who says so.", hint="PNC, court register, custody")
    handling = read_by()

    def __init__(
        self, event_kind: K, *args: Any, also: tuple[str, ...] = (), **kwargs: Any
    ) -> None:
        """`also`: what is asked besides."""
        super().__init__(*args, **kwargs)
        for name in _ASKED_OF_SOME.difference(FIELDS[event_kind], also):
            del self[name]
        self.event_kind = event_kind
        self.happened_on.label.text = happened_label(event_kind)
        self._speak(event_kind)

    def _speak(self, kind: K) -> None:
        """Labels and choices in the words of this kind."""
        for name, labels in (
            ("variety", VARIETY),
            ("next_on", NEXT),
            ("result", OUTCOME),
            ("concluded_on", CONCLUDED),
        ):
            if name in self and kind in labels:
                self[name].label.text = labels[kind]
        for name, lists in (("variety", VARIETIES), ("result", RESULTS)):
            if name in self:
                self[name].choices = {"": ""} | dict(lists[kind])

    def offer(
        self, matters: Mapping[str, str], orders: Mapping[str, str], *, is_child: bool
    ) -> None:
        """The matters and orders it may belong to, by key; of a child, the youth court."""
        self.matter.choices = {"": "A matter of its own"} | dict(matters)
        if "basis" in self:
            self["basis"].choices = {"": "Not said"} | dict(orders)
        if "court" in self and is_child:
            self["court"].description = _YOUTH_COURT_HINT

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
            matter_id=_key(self.matter.data),
            basis_id=_key(self._held("basis")),
            variety=self._held("variety"),
            result=self._held("result"),
            next_on=self._held("next_on"),
            concluded_on=self._held("concluded_on"),
            revoked_on=self._held("revoked_on"),
            absent_on=self._held("absent_on"),
            court=self._held("court"),
            length=self._held("length"),
            requirement=self._held("requirement"),
        )


class RecordEventForm(EventFields, DraftedForm):
    kind = HiddenText()

    def __init__(self, event_kind: K, *args: Any, **kwargs: Any) -> None:
        super().__init__(event_kind, *args, **kwargs)
        self.kind.data = event_kind.value


class CorrectEventForm(EventFields, VersionedForm):
    """Asks for the outcome as well, where the kind of event has one later."""

    reason = TextLine(
        "What was wrong",
        required="Say what was wrong.",
        hint="What it said stays, struck through, with this beside it",
        max_length=500,
    )

    def __init__(self, event_kind: K, *args: Any, **kwargs: Any) -> None:
        outcome = _OUTCOME if event_kind in ENFORCEMENT else ()
        super().__init__(event_kind, *args, also=outcome, **kwargs)

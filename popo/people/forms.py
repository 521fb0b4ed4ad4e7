"""Forms about people."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from wtforms.validators import Regexp

from popo.people.identifiers import IdentifierKind
from popo.people.models import AddressKind, LinkVerdict, MarkerKind, NameKind, Sex, StopKind
from popo.people.services import (
    EditPerson,
    NewAddress,
    NewIdentifier,
    NewMarker,
    NewName,
    NewPerson,
    NewPhone,
    NewStop,
)
from popo.people.wording import (
    ADDRESS_WORDS,
    IDENTIFIER_WORDS,
    MARKER_WORDS,
    NAME_WORDS,
    SEX_WORDS,
    VERDICT_WORDS,
)
from popo.web.fields import (
    ChipField,
    Dropdown,
    NaturalDateField,
    Paragraph,
    RadioChoice,
    TextLine,
    Tick,
    TickList,
)
from popo.web.forms import DraftedForm, Form, VersionedForm

_FUTURE_BIRTH = "The date of birth cannot be in the future."
_BIRTH_HINT = "Like 3/5/1983 or 3 May 1983"
_SOURCE_HINT = "Like PNC, custody record or the person themself"
_PHONE = Regexp(r"^\+?[0-9][0-9 ()-]{5,19}$", message="Enter the number with figures only.")


def _source() -> TextLine:
    return TextLine(
        "Where this comes from", required="Say where this comes from.", hint=_SOURCE_HINT
    )


class FindPeopleForm(Form):
    words = TextLine(
        "Name, reference, identifier, date of birth, postcode or phone number",
        required="Enter a name, a reference or a number to look for.",
        hint="However it is spelt. A year of birth beside a name narrows it: Hussein 1987",
    )


class AddPersonForm(DraftedForm):
    given = TextLine("Given names", hint="Leave empty if not known")
    family = TextLine("Family name", required="Enter the family name.")
    date_of_birth = NaturalDateField(
        "Date of birth",
        hint=f"{_BIRTH_HINT}. Leave empty if not known",
        prefer="past",
        not_after_today=_FUTURE_BIRTH,
    )
    age_group = RadioChoice(
        "If the date of birth is not known",
        choices={"adult": "18 or over", "young": "Under 18, or may be"},
    )
    sex = ChipField("Sex", choices=SEX_WORDS, coerce=Sex, required="Choose the sex.")
    source = _source()
    anyway = Tick("Nobody here is the same person. Add the new record")

    def validate(self, extra_validators: Any = None) -> bool:
        sound = bool(super().validate(extra_validators))
        born = self.date_of_birth
        if born.data is None and not born.errors and not self.age_group.data:
            born.errors = ["Enter the date of birth, or say below whether they are 18 or over."]
            return False
        return sound

    def details(self) -> NewPerson:
        return NewPerson(
            given=self.given.data,
            family=self.family.data,
            date_of_birth=self.date_of_birth.data,
            sex=self.sex.data,
            source=self.source.data,
            young=self.age_group.data == "young",
        )

    @property
    def full_name(self) -> str:
        return f"{self.given.data} {self.family.data}".strip()


class EditPersonForm(VersionedForm):
    date_of_birth = NaturalDateField(
        "Date of birth", hint=_BIRTH_HINT, prefer="past", not_after_today=_FUTURE_BIRTH
    )
    sex = ChipField("Sex", choices=SEX_WORDS, coerce=Sex, required="Choose the sex.")

    def details(self) -> EditPerson:
        return EditPerson(self.date_of_birth.data, self.sex.data)


class WriteSummaryForm(VersionedForm, DraftedForm):
    words = Paragraph(
        "Summary",
        required="Write the summary.",
        hint="One paragraph: how things stand and what matters now",
        max_length=1500,
        rows=8,
    )

    def details(self) -> str:
        return str(self.words.data)


class AddNameForm(Form):
    kind = RadioChoice(
        "What it is", choices=NAME_WORDS, coerce=NameKind, required="Say what sort of name it is."
    )
    given = TextLine("Given names")
    family = TextLine("Family name or nickname", required="Enter the name.")
    source = _source()

    def details(self) -> NewName:
        return NewName(self.kind.data, self.given.data, self.family.data, self.source.data)


class AddIdentifierForm(Form):
    kind = Dropdown(
        "What it is",
        choices={"": "", **IDENTIFIER_WORDS},
        coerce=lambda value: IdentifierKind(value) if value else None,
        required="Choose what sort of number it is.",
    )
    typed = TextLine(
        "Number",
        required="Enter the number.",
        hint="As it stands in the source. A wrong check letter is kept and flagged",
        max_length=40,
        width=20,
    )
    source = _source()

    def details(self) -> NewIdentifier:
        return NewIdentifier(self.kind.data, self.typed.data, self.source.data)


class AddAddressForm(Form):
    kind = RadioChoice(
        "What it is", choices=ADDRESS_WORDS, coerce=AddressKind, required="Say what it is."
    )
    lines = Paragraph(
        "Address",
        required="Enter the address, or say where they sleep.",
        hint="Without the postcode",
        max_length=500,
        rows=3,
    )
    postcode = TextLine(
        "Postcode", hint="Gives the ward. Leave empty if not known", max_length=10, width=10
    )
    since = NaturalDateField(
        "Since",
        hint="Leave empty for today",
        prefer="past",
        not_after_today="An address cannot start in the future.",
    )
    verified_on = NaturalDateField(
        "Checked on",
        hint="When somebody last saw that it is true",
        prefer="past",
        not_after_today="It cannot have been checked in the future.",
    )
    source = _source()

    def details(self) -> NewAddress:
        return NewAddress(
            self.kind.data,
            self.lines.data,
            self.postcode.data,
            self.source.data,
            self.verified_on.data,
            self.since.data,
        )


class AddPhoneForm(Form):
    number = TextLine(
        "Phone number", required="Enter the phone number.", width=20, validators=[_PHONE]
    )
    source = _source()

    def details(self) -> NewPhone:
        return NewPhone(self.number.data, self.source.data)


def _day(field: NaturalDateField) -> date:
    """The day of a field that insists on one."""
    return cast("date", field.data)


def _review_field() -> NaturalDateField:
    return NaturalDateField(
        "Look at it again on",
        required="Enter the review date.",
        hint="Within a year. Past that day it lapses",
        prefer="future",
    )


class AddMarkerForm(Form):
    kind = ChipField(
        "What it is about", choices=MARKER_WORDS, coerce=MarkerKind, required="Choose what it is."
    )
    words = TextLine(
        "What a colleague should do or know",
        required="Say what a colleague should do or know.",
        hint="Shown on every page about this person",
    )
    evidence = Paragraph(
        "What it rests on", required="Say what it rests on.", max_length=2000, rows=3
    )
    review_on = _review_field()

    def details(self) -> NewMarker:
        return NewMarker(self.kind.data, self.words.data, self.evidence.data, _day(self.review_on))


class ReviewMarkerForm(VersionedForm):
    review_on = _review_field()

    def details(self) -> date:
        return _day(self.review_on)


_GUESSED = (LinkVerdict.MAY_BE_SAME, LinkVerdict.NOT_SAME)
"""That they are the same is answered where both are compared, with the reason."""


class LinkPeopleForm(Form):
    other = TextLine(
        "Reference of the other record",
        required="Enter the reference of the other record.",
        width=10,
        max_length=20,
    )
    verdict = RadioChoice(
        "The other record",
        choices={verdict: VERDICT_WORDS[verdict] for verdict in _GUESSED},
        coerce=LinkVerdict,
        required="Say whether it may be the same person.",
    )

    def details(self) -> LinkVerdict:
        return LinkVerdict(self.verdict.data)


class DeclareConflictForm(Form):
    reason = Paragraph(
        "How you are tied to this person",
        required="Say how you are tied to this person.",
        hint="Like family, neighbour or former colleague",
        max_length=1000,
        rows=3,
    )

    def details(self) -> str:
        return str(self.reason.data)


class RestrictPersonForm(Form):
    reason = Paragraph("Why", required="Say why the record is restricted.", rows=3)
    review_on = NaturalDateField(
        "Look at it again on",
        required="Enter the review date.",
        hint="Within six months",
        prefer="future",
    )
    named = TickList("Who may still open it, besides you", choices={})

    def offer(self, names: dict[UUID, str]) -> None:
        self.named.choices = {str(key): name for key, name in names.items()}

    def details(self) -> tuple[str, date, list[UUID]]:
        return self.reason.data, _day(self.review_on), [UUID(key) for key in self.named.data or ()]


class RecordStopForm(Form):
    kind = RadioChoice(
        "What happened",
        choices={kind.value: kind.words for kind in StopKind},
        coerce=StopKind,
        required="Choose what happened.",
    )
    happened_on = NaturalDateField(
        "On which day",
        required="Enter the day.",
        prefer="past",
        not_after_today="The day cannot be in the future.",
    )
    source = TextLine("How this is known", required="Say how this is known.", max_length=500)

    def details(self) -> NewStop:
        return NewStop(self.kind.data, _day(self.happened_on), self.source.data)


class UndoStopForm(Form):
    why = TextLine("What was wrong", required="Say what was wrong.", max_length=500)

    def details(self) -> str:
        return str(self.why.data)

from dataclasses import dataclass
from datetime import date
from typing import cast

from popo import clock
from popo.web.fields import ChipField, Dropdown, NaturalDateField, Paragraph, TextLine
from popo.web.forms import DraftedForm, Form, VersionedForm
from popo.whereabouts.models import Basis, Confidence, DateKind, Place

_SOURCE_HINT = "Who says so: the prison, PNC, the person, family"
_NO_FUTURE = "The day cannot be in the future."


@dataclass(frozen=True)
class MoveDetails:
    place: Place
    starts_on: date
    detail: str
    source: str
    confidence: Confidence
    verified_on: date


class MoveForm(VersionedForm, DraftedForm):
    """`version` is `queries.locations_noted` as the form was opened."""

    place = ChipField(
        "Where",
        choices={place.value: place.words for place in Place},
        coerce=Place,
        required="Choose where.",
    )
    detail = TextLine("Which prison, hospital or address", hint="Leave empty if it is not known")
    starts_on = NaturalDateField(
        "Since", required="Enter the day it began.", prefer="past", not_after_today=_NO_FUTURE
    )
    source = TextLine("Source", required="Say who says so.", hint=_SOURCE_HINT)
    confidence = ChipField(
        "How sure",
        choices={one.value: one.value.capitalize() for one in Confidence},
        coerce=Confidence,
        default=Confidence.REPORTED,
        required="Choose how sure it is.",
    )
    verified_on = NaturalDateField(
        "Last checked on",
        hint="Leave empty for today",
        prefer="past",
        not_after_today=_NO_FUTURE,
    )

    def details(self) -> MoveDetails:
        return MoveDetails(
            self.place.data,
            cast("date", self.starts_on.data),
            self.detail.data or "",
            self.source.data or "",
            self.confidence.data,
            self.verified_on.data or clock.today(),
        )


@dataclass(frozen=True)
class BasisDetails:
    basis: Basis
    starts_on: date
    due_to_end_on: date | None
    conditions: str
    source: str


class SetBasisForm(DraftedForm):
    basis = Dropdown(
        "Supervised under",
        choices={"": ""} | {basis.value: basis.words for basis in Basis},
        coerce=lambda value: Basis(value) if value else None,
        required="Choose the order or licence.",
    )
    starts_on = NaturalDateField(
        "Since", required="Enter the day it began.", not_after_today=_NO_FUTURE
    )
    due_to_end_on = NaturalDateField(
        "Due to end on", prefer="future", hint="Leave empty where no end is set"
    )
    conditions = Paragraph("Conditions or requirements", rows=4)
    source = TextLine("Source", required="Say who says so.", hint=_SOURCE_HINT)

    def details(self) -> BasisDetails:
        return BasisDetails(
            self.basis.data,
            cast("date", self.starts_on.data),
            self.due_to_end_on.data,
            self.conditions.data or "",
            self.source.data or "",
        )


@dataclass(frozen=True)
class KeyDateDetails:
    kind: DateKind
    falls_on: date
    as_at: date
    source: str


class SetKeyDateForm(DraftedForm):
    date_kind = Dropdown(
        "What",
        choices={"": ""} | {kind.value: kind.words for kind in DateKind},
        coerce=lambda value: DateKind(value) if value else None,
        required="Choose what the date is.",
        hint="It takes the place of the date of the same kind",
    )
    falls_on = NaturalDateField("Day", required="Enter the day.", prefer="future")
    as_at = NaturalDateField(
        "As it stood on",
        hint="When the source said so; leave empty for today",
        prefer="past",
        not_after_today=_NO_FUTURE,
    )
    source = TextLine("Source", required="Say who says so.", hint=_SOURCE_HINT)

    def details(self) -> KeyDateDetails:
        return KeyDateDetails(
            self.date_kind.data,
            cast("date", self.falls_on.data),
            self.as_at.data or clock.today(),
            self.source.data or "",
        )


class EndBasisForm(Form):
    ends_on = NaturalDateField(
        "Ended on", required="Enter the day it ended.", not_after_today=_NO_FUTURE
    )

    def details(self) -> date:
        return cast("date", self.ends_on.data)

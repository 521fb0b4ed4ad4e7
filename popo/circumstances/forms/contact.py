from datetime import date
from typing import cast

from popo.circumstances.kinds import ArrangementKind, Level
from popo.circumstances.models import Need, Safety
from popo.web.fields import ChipField, Dropdown, NaturalDateField, TextLine
from popo.web.forms import DraftedForm

_SOURCE_HINT = "Who says so: the person, family, an agency"
_NO_FUTURE = "The day cannot be in the future."


class _Reviewed(DraftedForm):
    review_on = NaturalDateField(
        "Looked at again on", required="Enter when it is looked at again.", prefer="future"
    )

    @property
    def review_day(self) -> date:
        return cast("date", self.review_on.data)


class AddAdjustmentForm(_Reviewed):
    need = ChipField(
        "What they need",
        choices={need.value: need.words for need in Need},
        coerce=Need,
        required="Choose what they need.",
    )
    words = TextLine("What to do", hint="Which language, what size", required="Say what to do.")
    source = TextLine("Source", required="Say who says so.", hint=_SOURCE_HINT)

    def details(self) -> tuple[Need, str, str, date]:
        return self.need.data, self.words.data or "", self.source.data or "", self.review_day


class AddContactRuleForm(_Reviewed):
    safety = ChipField(
        "Rule",
        choices={safety.value: safety.words for safety in Safety},
        coerce=Safety,
        required="Choose the rule.",
    )
    words = TextLine(
        "Which address, which times, who", required="Say which address, times or person."
    )
    source = TextLine("Source", required="Say who says so.", hint=_SOURCE_HINT)

    def details(self) -> tuple[Safety, str, str, date]:
        return self.safety.data, self.words.data or "", self.source.data or "", self.review_day


class AddArrangementForm(_Reviewed):
    arrangement_kind = Dropdown(
        "Arrangement",
        choices={"": ""} | {kind.value: kind.words for kind in ArrangementKind},
        coerce=lambda value: ArrangementKind(value) if value else None,
        required="Choose the arrangement.",
    )
    level = Dropdown(
        "Level",
        choices={"": ""} | {level.value: level.words for level in Level},
        coerce=lambda value: Level(value) if value else None,
        required="Choose the level.",
    )
    starts_on = NaturalDateField(
        "Since", required="Enter the day.", prefer="past", not_after_today=_NO_FUTURE
    )
    contact_name = TextLine("Whom to ring", required="Give a name.")
    contact_agency = TextLine("Their agency", required="Name the agency.")
    contact_phone = TextLine("Phone", required="Give a telephone number.", width=20)

    def details(self) -> tuple[ArrangementKind, Level, date, date, tuple[str, str, str]]:
        contact = (
            self.contact_name.data or "",
            self.contact_agency.data or "",
            self.contact_phone.data or "",
        )
        starts_on = cast("date", self.starts_on.data)
        return self.arrangement_kind.data, self.level.data, starts_on, self.review_day, contact

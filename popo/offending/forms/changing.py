"""What came of a warrant, breach or recall; and striking out what should not be there."""

from typing import Any

from popo.offending.forms.offences import NO_FUTURE
from popo.offending.kinds import RESULTS
from popo.offending.kinds import OffenceEventKind as K
from popo.offending.services import Conclusion
from popo.offending.wording import CONCLUDED
from popo.web.fields import NaturalDateField, RadioChoice, TextLine
from popo.web.forms import Form, VersionedForm


class ConcludeEventForm(VersionedForm):
    revoked_on = NaturalDateField(
        "Licence revoked on", prefer="past", not_after_today=NO_FUTURE, hint="If it was"
    )
    result = RadioChoice("What came of it", choices={})
    concluded_on = NaturalDateField("On", prefer="past", not_after_today=NO_FUTURE)

    def __init__(self, event_kind: K, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.concluded_on.label.text = CONCLUDED[event_kind]
        self.result.choices = dict(RESULTS[event_kind])
        if event_kind is K.RECALL:
            self.result.choices = {"": "Not back yet"} | self.result.choices
        else:
            del self.revoked_on

    def details(self) -> Conclusion:
        return Conclusion(
            result=self.result.data or "",
            on=self.concluded_on.data,
            revoked_on=self.revoked_on.data if "revoked_on" in self else None,
        )


class StrikeEventForm(VersionedForm):
    reason = TextLine(
        "Why it does not belong here",
        required="Say why.",
        hint="It counts no more. It stays to be seen, struck through, with this beside it",
        max_length=500,
    )

    def details(self) -> str:
        return str(self.reason.data)


class UndoEventForm(Form):
    """Nothing but the proof of where it came from."""

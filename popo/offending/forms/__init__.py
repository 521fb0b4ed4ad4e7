from popo.offending.forms.changing import ConcludeEventForm, StrikeEventForm, UndoEventForm
from popo.offending.forms.events import CorrectEventForm, RecordEventForm
from popo.offending.forms.orders import AddConditionForm, EndConditionForm, RecordOrderForm
from popo.offending.forms.together import MarkCoOffendingWrongForm, RecordCoOffendingForm

__all__ = [
    "AddConditionForm",
    "ConcludeEventForm",
    "CorrectEventForm",
    "EndConditionForm",
    "MarkCoOffendingWrongForm",
    "RecordCoOffendingForm",
    "RecordEventForm",
    "RecordOrderForm",
    "StrikeEventForm",
    "UndoEventForm",
]

from popo.cases.forms.cases import (
    AssignmentDetails,
    AssignWorkerForm,
    EngagementDetails,
    EngageStrandForm,
    LightDetails,
    SetTrafficLightForm,
)
from popo.cases.forms.covers import AddCoverForm
from popo.cases.forms.hand_overs import HandOverCasesForm, hand_over_form, note_of, tick_of

__all__ = [
    "AddCoverForm",
    "AssignWorkerForm",
    "AssignmentDetails",
    "EngageStrandForm",
    "EngagementDetails",
    "HandOverCasesForm",
    "LightDetails",
    "SetTrafficLightForm",
    "hand_over_form",
    "note_of",
    "tick_of",
]

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
from popo.cases.forms.tiers import ChangeTierForm, TierForm

__all__ = [
    "AddCoverForm",
    "AssignWorkerForm",
    "AssignmentDetails",
    "ChangeTierForm",
    "EngageStrandForm",
    "EngagementDetails",
    "HandOverCasesForm",
    "LightDetails",
    "SetTrafficLightForm",
    "TierForm",
    "hand_over_form",
    "note_of",
    "tick_of",
]

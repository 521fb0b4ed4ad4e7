from popo.whereabouts.forms.checklists import AssignStepForm, EndStepForm, ReopenStepForm
from popo.whereabouts.forms.places import EndBasisForm, MoveForm, SetBasisForm, SetKeyDateForm

__all__ = [
    "AssignStepForm",
    "EndBasisForm",
    "EndStepForm",
    "MoveForm",
    "ReopenStepForm",
    "SetBasisForm",
    "SetKeyDateForm",
]

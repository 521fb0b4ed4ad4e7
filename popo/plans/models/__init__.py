from popo.plans.models.needs import Need, NeedLevel, Pathway
from popo.plans.models.plans import (
    DefaultOwner,
    Objective,
    ObjectiveAction,
    ObjectiveOutcome,
    PersonView,
    Plan,
    PlanStatus,
)
from popo.plans.models.support import Intervention, LocalService, SupportResult, SupportStatus

__all__ = [
    "DefaultOwner",
    "Intervention",
    "LocalService",
    "Need",
    "NeedLevel",
    "Objective",
    "ObjectiveAction",
    "ObjectiveOutcome",
    "Pathway",
    "PersonView",
    "Plan",
    "PlanStatus",
    "SupportResult",
    "SupportStatus",
]

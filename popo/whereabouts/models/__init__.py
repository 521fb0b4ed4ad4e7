from popo.whereabouts.models.checklists import ReleaseChecklist, ReleaseStep, StepStatus
from popo.whereabouts.models.places import (
    Basis,
    Confidence,
    DateKind,
    KeyDate,
    Location,
    Place,
    SupervisionBasis,
)

__all__ = [
    "Basis",
    "Confidence",
    "DateKind",
    "KeyDate",
    "Location",
    "Place",
    "ReleaseChecklist",
    "ReleaseStep",
    "StepStatus",
    "SupervisionBasis",
]

from popo.cases.models.cases import (
    Assignment,
    AssignmentRole,
    CaseEnd,
    Colour,
    ExitPlan,
    SchemeCase,
    SchemeStatus,
    Status,
    Strand,
    StrandEngagement,
    TrafficLight,
)
from popo.cases.models.covers import Cover
from popo.cases.models.hand_overs import HandOver
from popo.cases.models.tiers import Tier

__all__ = [
    "Assignment",
    "AssignmentRole",
    "CaseEnd",
    "Colour",
    "Cover",
    "ExitPlan",
    "HandOver",
    "SchemeCase",
    "SchemeStatus",
    "Status",
    "Strand",
    "StrandEngagement",
    "Tier",
    "TrafficLight",
]

from popo.checklist.models.items import (
    ChecklistEntry,
    ChecklistItem,
    ChecklistRound,
    ChecklistVersion,
)
from popo.checklist.models.plan import GroupPlan, GroupPlanStatus, GroupTarget, TargetProgress
from popo.checklist.models.requests import RequestAnswer, ResourceRequest
from popo.checklist.models.steers import Steer, SteerAction

__all__ = [
    "ChecklistEntry",
    "ChecklistItem",
    "ChecklistRound",
    "ChecklistVersion",
    "GroupPlan",
    "GroupPlanStatus",
    "GroupTarget",
    "RequestAnswer",
    "ResourceRequest",
    "Steer",
    "SteerAction",
    "TargetProgress",
]

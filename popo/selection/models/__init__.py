from popo.selection.models.criteria import CriteriaKind, CriteriaSet, CriteriaStatus
from popo.selection.models.decision import (
    Decision,
    DecisionParty,
    PanelDecision,
    PartyView,
)
from popo.selection.models.nomination import Nomination, NominationStatus
from popo.selection.models.scoring import Adjustment, Prediction, Scoring, ScoringAnswer

__all__ = [
    "Adjustment",
    "CriteriaKind",
    "CriteriaSet",
    "CriteriaStatus",
    "Decision",
    "DecisionParty",
    "Nomination",
    "NominationStatus",
    "PanelDecision",
    "PartyView",
    "Prediction",
    "Scoring",
    "ScoringAnswer",
]

from popo.selection.models.after_watch import AfterWatch, Finding
from popo.selection.models.challenge import Challenge, ChallengeOutcome
from popo.selection.models.consultation import Consultation, CriteriaComment
from popo.selection.models.correction import CorrectionNotice, ErasureReview
from popo.selection.models.criteria import CriteriaKind, CriteriaSet, CriteriaStatus
from popo.selection.models.decision import (
    Decision,
    DecisionParty,
    PanelDecision,
    PartyView,
)
from popo.selection.models.escalation import AdultTold, Escalation
from popo.selection.models.exits import ExitNotice, PromptAnswer
from popo.selection.models.fairness import FairnessAnswer, FairnessReview
from popo.selection.models.marker import AgencyMarker
from popo.selection.models.nomination import Nomination, NominationStatus, Refusal
from popo.selection.models.scoring import (
    Adjustment,
    Prediction,
    ScoreMove,
    Scoring,
    ScoringAnswer,
)
from popo.selection.models.statement import NominationPart, NominationStatement
from popo.selection.models.telling import How, Telling
from popo.selection.models.transfer import (
    Direction,
    Hosting,
    OtherScheme,
    Transfer,
    TransferAnswer,
)

__all__ = [
    "Adjustment",
    "AdultTold",
    "AfterWatch",
    "AgencyMarker",
    "Challenge",
    "ChallengeOutcome",
    "Consultation",
    "CorrectionNotice",
    "CriteriaComment",
    "CriteriaKind",
    "CriteriaSet",
    "CriteriaStatus",
    "Decision",
    "DecisionParty",
    "Direction",
    "ErasureReview",
    "Escalation",
    "ExitNotice",
    "FairnessAnswer",
    "FairnessReview",
    "Finding",
    "Hosting",
    "How",
    "Nomination",
    "NominationPart",
    "NominationStatement",
    "NominationStatus",
    "OtherScheme",
    "PanelDecision",
    "PartyView",
    "Prediction",
    "PromptAnswer",
    "Refusal",
    "ScoreMove",
    "Scoring",
    "ScoringAnswer",
    "Telling",
    "Transfer",
    "TransferAnswer",
]

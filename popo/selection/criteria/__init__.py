"""The criteria as one readable document: what it holds, what it may never hold, and its digest."""

from popo.selection.criteria.faults import FORBIDDEN
from popo.selection.criteria.model import (
    KINDS,
    Band,
    Criteria,
    Decay,
    Factor,
    Gradings,
    Leaving,
    Level,
    Measure,
)
from popo.selection.criteria.reading import CriteriaRefused, canonical, digest, read

__all__ = [
    "FORBIDDEN",
    "KINDS",
    "Band",
    "Criteria",
    "CriteriaRefused",
    "Decay",
    "Factor",
    "Gradings",
    "Leaving",
    "Level",
    "Measure",
    "canonical",
    "digest",
    "read",
]

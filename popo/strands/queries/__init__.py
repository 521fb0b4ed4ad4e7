from popo.strands.queries.caseload import (
    PAGE,
    STANDARDS,
    Caseload,
    Filters,
    Line,
    caseload,
    gathered,
)
from popo.strands.queries.cohort import Cohort, Headroom, Member, cohort
from popo.strands.queries.countdown import Countdown, countdown
from popo.strands.queries.premium import PremiumService, premium_service

__all__ = [
    "PAGE",
    "STANDARDS",
    "Caseload",
    "Cohort",
    "Countdown",
    "Filters",
    "Headroom",
    "Line",
    "Member",
    "PremiumService",
    "caseload",
    "cohort",
    "countdown",
    "gathered",
    "premium_service",
]

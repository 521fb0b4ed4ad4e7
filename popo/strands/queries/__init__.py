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
    "caseload",
    "cohort",
    "countdown",
    "gathered",
]

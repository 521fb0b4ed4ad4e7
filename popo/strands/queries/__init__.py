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

__all__ = [
    "PAGE",
    "STANDARDS",
    "Caseload",
    "Cohort",
    "Filters",
    "Headroom",
    "Line",
    "Member",
    "caseload",
    "cohort",
    "gathered",
]

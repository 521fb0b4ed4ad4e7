from popo.plans.views import (
    directory,
    needs,
    objectives,
    overseeing,
    printing,
    reviews,
    support,
    versions,
)
from popo.plans.views.common import plans

__all__ = [
    "directory",
    "needs",
    "objectives",
    "overseeing",
    "plans",
    "printing",
    "reviews",
    "support",
    "versions",
]

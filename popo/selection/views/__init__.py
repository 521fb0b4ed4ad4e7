from popo.selection.views import (
    criteria,
    de_selection,
    decisions,
    nominations,
    predictions,
    scorings,
)
from popo.selection.views.common import selection

__all__ = [
    "criteria",
    "de_selection",
    "decisions",
    "nominations",
    "predictions",
    "scorings",
    "selection",
]

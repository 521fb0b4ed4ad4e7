"""Working out a score: pure, so that the same document and answers give the same score for ever.

Missing evidence is never zero. Until a factor has a level and evidence young enough to count, it
may still be worth anything between its fewest and its most points.
"""

from popo.selection.scoring.adjusting import adjusted, moved
from popo.selection.scoring.answer import Answer, State
from popo.selection.scoring.changes import AHEAD_DAYS, what_would_change
from popo.selection.scoring.keeping import cited_in, kept, reports_in
from popo.selection.scoring.line import Fall, Line, falls, line_of
from popo.selection.scoring.moves import (
    Total,
    change_words,
    is_big,
    move_words,
    points_moved,
)
from popo.selection.scoring.score import (
    Difference,
    Score,
    answers_of,
    band_between,
    compare,
    score,
    with_level,
)
from popo.selection.scoring.words import named, span

__all__ = [
    "AHEAD_DAYS",
    "Answer",
    "Difference",
    "Fall",
    "Line",
    "Score",
    "State",
    "Total",
    "adjusted",
    "answers_of",
    "band_between",
    "change_words",
    "cited_in",
    "compare",
    "falls",
    "is_big",
    "kept",
    "line_of",
    "move_words",
    "moved",
    "named",
    "points_moved",
    "reports_in",
    "score",
    "span",
    "what_would_change",
    "with_level",
]

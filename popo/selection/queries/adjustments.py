"""Overrides beside frozen runs."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from popo.db import db
from popo.selection.models import Adjustment, Scoring


def adjustments_of(scorings: Iterable[UUID]) -> dict[UUID, list[Adjustment]]:
    """By run, in the order they were proposed; those withdrawn among them."""
    groups: defaultdict[UUID, list[Adjustment]] = defaultdict(list)
    statement = select(Adjustment).where(Adjustment.scoring_id.in_(list(scorings)))
    for row in db.session.scalars(statement.order_by(Adjustment.created_at, Adjustment.id)):
        groups[row.scoring_id].append(row)
    return groups


def adjustments_locked(scoring: Scoring) -> list[Adjustment]:
    """Those of a run, read once whoever else is proposing one has done so."""
    db.session.execute(select(Scoring.id).where(Scoring.id == scoring.id).with_for_update())
    return adjustments_of([scoring.id])[scoring.id]


def signed_points(adjustments: Iterable[Adjustment]) -> int:
    """What counts: the sum of the lines two agencies signed."""
    return sum(row.points for row in adjustments if row.counts)


def get_adjustment(adjustment_id: UUID) -> Adjustment | None:
    """Whoever asks for it must be shown its run."""
    return db.session.get(Adjustment, adjustment_id)

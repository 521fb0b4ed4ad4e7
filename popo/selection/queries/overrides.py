"""How often each scorer's work is overridden, and which way. Names nobody who was scored."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.db import db
from popo.selection.models import Adjustment, Scoring

PERIOD_DAYS = 365
MOST_RUNS = 50_000


@dataclass(frozen=True)
class Rate:
    """Of one scorer, or of all: frozen runs with points, and how many two agencies overrode."""

    scorer_id: UUID
    frozen: int
    up: int
    down: int
    waiting: int

    @property
    def percent(self) -> int:
        """Runs overridden of a hundred frozen, to the nearest whole one."""
        return (200 * (self.up + self.down) + self.frozen) // (2 * self.frozen)


@dataclass(frozen=True)
class Rates:
    """`scorers` are in the order of how often they were overridden, the most first."""

    since: date
    until: date
    scorers: list[Rate]

    @property
    def frozen(self) -> int:
        return sum(rate.frozen for rate in self.scorers)

    @property
    def up(self) -> int:
        return sum(rate.up for rate in self.scorers)

    @property
    def down(self) -> int:
        return sum(rate.down for rate in self.scorers)


def override_rates(today: date) -> Rates:
    """The runs frozen in the last year. A run counts once, by where its signed lines took it."""
    since = today - timedelta(days=PERIOD_DAYS)
    runs = db.session.execute(
        select(Scoring.id, Scoring.scorer_id)
        .where(
            Scoring.frozen_at >= clock.at(since),
            Scoring.frozen_at < clock.at(today + timedelta(days=1)),
            Scoring.low.is_not(None),
        )
        .order_by(Scoring.id)
        .limit(MOST_RUNS)
    ).all()
    moved, waiting = _moved(since)
    frozen = Counter(scorer for _, scorer in runs)
    up = Counter(scorer for run, scorer in runs if moved.get(run, 0) > 0)
    down = Counter(scorer for run, scorer in runs if moved.get(run, 0) < 0)
    waits = Counter(scorer for run, scorer in runs if run in waiting)
    rates = (
        Rate(scorer, count, up[scorer], down[scorer], waits[scorer])
        for scorer, count in frozen.items()
    )
    return Rates(since, today, _ordered(rates))


def _ordered(rates: Iterable[Rate]) -> list[Rate]:
    return sorted(rates, key=lambda rate: (-rate.percent, -rate.frozen, str(rate.scorer_id)))


def _moved(since: date) -> tuple[Counter[UUID], set[UUID]]:
    """The points signed for each run, and the runs with a line that still waits."""
    rows = db.session.execute(
        select(Adjustment.scoring_id, Adjustment.points, Adjustment.signed_on).where(
            Adjustment.proposed_on >= since, Adjustment.withdrawn_on.is_(None)
        )
    )
    points: Counter[UUID] = Counter()
    waiting: set[UUID] = set()
    for scoring, each, signed_on in rows:
        if signed_on is None:
            waiting.add(scoring)
        else:
            points[scoring] += each
    return points, waiting

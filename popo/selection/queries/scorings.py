"""Scorings, worked out again from what was stored: the same answers give the same score."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, select

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import SchemeCase
from popo.db import db
from popo.keys.models import Compartment
from popo.keys.sealed import Destroyed
from popo.people.policy import may_open_intelligence
from popo.selection.criteria import Criteria
from popo.selection.models import (
    Adjustment,
    CriteriaSet,
    Decision,
    Nomination,
    PanelDecision,
    Scoring,
    ScoringAnswer,
)
from popo.selection.policy import is_in_hand
from popo.selection.queries.adjustments import adjustments_of, signed_points
from popo.selection.scoring import (
    Answer,
    Score,
    adjusted,
    answers_of,
    cited_in,
    moved,
    reports_in,
    score,
)

MOST_ROWS = 200

Scorable = Nomination | SchemeCase
"""A nomination is scored for the panel, a case again at its review."""


@dataclass(frozen=True)
class Scored:
    """One scorer's run, with the criteria it was made over and the overrides beside it."""

    scoring: Scoring
    criteria_set: CriteriaSet
    score: Score
    version: int
    """Goes up with every change of the run or of one of its answers."""
    adjustments: list[Adjustment]
    is_earlier: bool = False
    """Frozen before the nomination was last deferred."""

    @property
    def is_frozen(self) -> bool:
        return self.scoring.frozen_at is not None

    @cached_property
    def adjusted(self) -> Score:
        """With the overrides that two agencies signed; the lines stay as scored."""
        return adjusted(self.score, signed_points(self.adjustments))

    def on(self, day: date) -> Score:
        """What the same answers, and the signed overrides, would come to on another day."""
        then = score(self.score.criteria, answers_of(self.score), day)
        return adjusted(then, signed_points(self.adjustments))


@dataclass(frozen=True)
class Ranged:
    """A frozen run as lists show it: its range and band with the signed overrides."""

    scoring: Scoring
    low: int | None
    high: int | None
    band: str | None


def scored_by(of: Scorable, actor: Actor) -> Scored | None:
    """The actor's own run: the one in hand, else what they froze since scoring last began.

    One in hand may have been begun over an earlier nomination: saved, it goes over to this.
    """
    in_hand = _scored(actor, Scoring.person_id == of.person_id, is_in_hand(actor))
    if in_hand:
        return in_hand[0]
    own = Scoring.scorer_id == actor.user_id
    frozen = _scored(actor, own, is_of(of), Scoring.frozen_at >= _began(of))
    return frozen[-1] if frozen else None


def scorings_shown(of: Scorable, actor: Actor) -> list[Scored]:
    """Frozen runs and one's own, in the order they were scored, earlier ones among them.

    Whoever has not frozen their own run sees no other, so that scorers stay independent.
    """
    began = _began(of)
    runs = _scored(actor, is_of(of), earlier_than=began)
    own = [run for run in runs if run.scoring.scorer_id == actor.user_id and not run.is_frozen]
    return own or [run for run in runs if run.is_frozen]


def is_of(of: Scorable) -> ColumnElement[bool]:
    column = Scoring.nomination_id if isinstance(of, Nomination) else Scoring.case_id
    condition: ColumnElement[bool] = column == of.id
    return condition


def _began(of: Scorable) -> datetime:
    """When the present round of scoring began: a case may be scored again every day."""
    if isinstance(of, SchemeCase):
        return clock.at(clock.today())
    return deferrals([of.id]).get(of.id, of.created_at)


def deferrals(nominations: Iterable[UUID]) -> dict[UUID, datetime]:
    """When each was last deferred: what was frozen before that is earlier."""
    rows = db.session.execute(
        select(PanelDecision.nomination_id, PanelDecision.created_at, PanelDecision.decided_on)
        .where(
            PanelDecision.nomination_id.in_(list(nominations)),
            PanelDecision.decision == Decision.DEFER,
            PanelDecision.undone_item_id.is_(None),
        )
        .order_by(PanelDecision.created_at, PanelDecision.id)
    )
    return {key: _deferred_at(recorded, on) for key, recorded, on in rows if key is not None}


def _deferred_at(recorded: datetime, decided_on: date | None) -> datetime:
    """A decision recorded days later was taken by the end of its day."""
    if decided_on is None:
        return recorded
    return min(recorded, clock.at(decided_on + timedelta(days=1)))


def frozen_ranges(nominations: Iterable[Nomination]) -> dict[UUID, list[Scoring]]:
    """The frozen runs of many nominations, without their answers."""
    groups: defaultdict[UUID, list[Scoring]] = defaultdict(list)
    rows = db.session.scalars(
        select(Scoring)
        .where(
            Scoring.nomination_id.in_([nomination.id for nomination in nominations]),
            Scoring.frozen_at.is_not(None),
        )
        .order_by(Scoring.frozen_at, Scoring.id)
    )
    for row in rows:
        if row.nomination_id is not None:
            groups[row.nomination_id].append(row)
    return groups


def ranges_shown(nominations: Iterable[Nomination], actor: Actor) -> dict[UUID, list[Ranged]]:
    """Frozen runs for lists, as signed overrides left them; none of what the actor still scores.

    After a deferral the runs frozen since; the earlier ones while nobody has scored afresh.
    """
    held = list(nominations)
    shown = frozen_ranges(one for one in held if one.id not in _in_hand(held, actor))
    deferred = deferrals(shown)
    current = {key: _current(rows, deferred.get(key)) for key, rows in shown.items()}
    ranged = ranged_of(row for rows in current.values() for row in rows)
    return {key: [ranged[row.id] for row in rows] for key, rows in current.items()}


def _in_hand(nominations: Iterable[Nomination], actor: Actor) -> set[UUID | None]:
    statement = select(Scoring.nomination_id).where(
        Scoring.nomination_id.in_([nomination.id for nomination in nominations]),
        is_in_hand(actor),
    )
    return set(db.session.scalars(statement))


def _current(rows: list[Scoring], deferred: datetime | None) -> list[Scoring]:
    since = [
        row for row in rows if row.frozen_at and (deferred is None or row.frozen_at > deferred)
    ]
    return since or rows


def ranged_of(scorings: Iterable[Scoring]) -> dict[UUID, Ranged]:
    """Each run's range with its signed overrides, in two statements for all of them."""
    rows = list(scorings)
    adjustments = adjustments_of(row.id for row in rows)
    wanted = {row.criteria_set_id for row in rows if adjustments.get(row.id)}
    sets = db.session.scalars(select(CriteriaSet).where(CriteriaSet.id.in_(wanted)))
    criteria = {row.id: row.opened() for row in sets}
    return {
        row.id: _ranged(row, criteria.get(row.criteria_set_id), adjustments.get(row.id, []))
        for row in rows
    }


def _ranged(scoring: Scoring, criteria: Criteria | None, held: list[Adjustment]) -> Ranged:
    points = signed_points(held)
    if not points or criteria is None or scoring.low is None or scoring.high is None:
        return Ranged(scoring, scoring.low, scoring.high, scoring.band)
    low, high, band = moved(criteria, scoring.low, scoring.high, points)
    return Ranged(scoring, low, high, band.name if band else None)


def _scored(
    actor: Actor, *conditions: ColumnElement[bool], earlier_than: datetime | None = None
) -> list[Scored]:
    runs = db.session.execute(
        select(Scoring, CriteriaSet)
        .join(CriteriaSet, CriteriaSet.id == Scoring.criteria_set_id)
        .where(*conditions)
        .order_by(Scoring.created_at, Scoring.id)
        .limit(MOST_ROWS)
    ).all()
    return opened_runs([(run, held) for run, held in runs], actor, earlier_than)


def opened_runs(
    runs: list[tuple[Scoring, CriteriaSet]], actor: Actor, earlier_than: datetime | None = None
) -> list[Scored]:
    """Runs found by a query that asked who may see them, each with its score."""
    answers = rows_of(scoring for scoring, _ in runs)
    adjustments = adjustments_of(scoring.id for scoring, _ in runs)
    return [
        Scored(
            scoring,
            criteria_set,
            replay(scoring, criteria_set.opened(), answers.get(scoring.id, []), actor),
            version_of(scoring, answers.get(scoring.id, [])),
            adjustments.get(scoring.id, []),
            bool(earlier_than and scoring.frozen_at and scoring.frozen_at <= earlier_than),
        )
        for scoring, criteria_set in runs
    ]


def rows_of(scorings: Iterable[Scoring]) -> dict[UUID, list[ScoringAnswer]]:
    """The answers of each run."""
    groups: defaultdict[UUID, list[ScoringAnswer]] = defaultdict(list)
    wanted = [scoring.id for scoring in scorings]
    statement = select(ScoringAnswer).where(ScoringAnswer.scoring_id.in_(wanted))
    for row in db.session.scalars(statement.order_by(ScoringAnswer.factor, ScoringAnswer.id)):
        groups[row.scoring_id].append(row)
    return groups


def version_of(scoring: Scoring, rows: Iterable[ScoringAnswer]) -> int:
    return scoring.version + sum(row.version for row in rows)


def replay(
    scoring: Scoring,
    criteria: Criteria,
    rows: Iterable[ScoringAnswer],
    actor: Actor | None = None,
) -> Score:
    """The score as on the day it was scored. Answers to what is no longer asked are left out.

    Intelligence stays closed to whoever may not read it, and to nobody in particular: it then
    counts what it counted when it was kept.
    """
    answers = _told(scoring) if criteria.is_narrative else [_answer(row, actor) for row in rows]
    asked = {factor.name: factor for factor in criteria.factors}
    kept = [
        answer
        for answer in answers
        if answer.factor in asked
        and (not answer.level or asked[answer.factor].level(answer.level) is not None)
    ]
    return score(criteria, kept, scoring.scored_on)


def _answer(row: ScoringAnswer, actor: Actor | None) -> Answer:
    if row.compartment is Compartment.INTELLIGENCE:
        return _intelligence(row, actor)
    held = _facts(row.rests_on)
    return Answer(
        row.factor,
        row.level,
        row.evidence_on,
        row.evidence or "",
        row.source or "",
        row.value,
        cited_in(held) if held else (),
    )


def _intelligence(row: ScoringAnswer, actor: Actor | None) -> Answer:
    """The level is what the reports reach, so only where they cannot be read is it looked up."""
    may_open = actor is not None and may_open_intelligence(actor)
    if not may_open or isinstance(cast("object", row.rests_on), Destroyed):
        return Answer(
            row.factor,
            row.level,
            row.evidence_on,
            is_closed=row.evidence_on is not None,
            closed_points=row.points,
        )
    held = _facts(row.rests_on)
    return Answer(
        row.factor,
        None,
        row.evidence_on,
        row.evidence or "",
        row.source or "",
        reports=reports_in(held) if held else (),
    )


def _facts(held: object) -> dict[str, Any] | None:
    """What was kept; nothing where its key was destroyed."""
    return held if isinstance(held, dict) else None


def _told(scoring: Scoring) -> list[Answer]:
    """The answers of a narrative; none where its key was destroyed."""
    return [
        Answer(
            factor,
            None,
            date.fromisoformat(said["evidence_on"]) if said["evidence_on"] else None,
            said["evidence"],
            said["source"],
        )
        for factor, said in (_facts(cast("object", scoring.narrative)) or {}).items()
    ]

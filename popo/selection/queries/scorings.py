"""Scorings, worked out again from what was stored: the same answers give the same score."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from popo.access.actor import Actor
from popo.db import db
from popo.people.models import Person
from popo.people.policy import readable
from popo.selection.criteria import Criteria
from popo.selection.models import CriteriaSet, Nomination, Prediction, Scoring, ScoringAnswer
from popo.selection.scoring import Answer, Score, score

MOST_ROWS = 200


@dataclass(frozen=True)
class Scored:
    """One scorer's run, with the criteria it was made over."""

    scoring: Scoring
    criteria_set: CriteriaSet
    score: Score
    version: int
    """Goes up with every change of the run or of one of its answers."""

    @property
    def is_frozen(self) -> bool:
        return self.scoring.frozen_at is not None


def scored_by(nomination: Nomination, actor: Actor) -> Scored | None:
    """The actor's own run."""
    return next(iter(_scored([nomination], Scoring.scorer_id == actor.user_id)), None)


def scorings_shown(nomination: Nomination, actor: Actor) -> list[Scored]:
    """Frozen runs and one's own, in the order they were scored.

    Whoever has not frozen their own run sees no other, so that scorers stay independent.
    """
    runs = _scored([nomination])
    own = next((run for run in runs if run.scoring.scorer_id == actor.user_id), None)
    if own is not None and not own.is_frozen:
        return [own]
    return [run for run in runs if run.is_frozen or run is own]


def frozen_ranges(nominations: Iterable[Nomination]) -> dict[UUID, list[Scoring]]:
    """The frozen runs of many nominations, without their answers; for lists."""
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


def ranges_shown(nominations: Iterable[Nomination], actor: Actor) -> dict[UUID, list[Scoring]]:
    """Frozen runs for lists; none of a nomination the actor is still scoring, as above."""
    held = list(nominations)
    scoring = set(
        db.session.scalars(
            select(Scoring.nomination_id).where(
                Scoring.nomination_id.in_([nomination.id for nomination in held]),
                Scoring.scorer_id == actor.user_id,
                Scoring.frozen_at.is_(None),
            )
        )
    )
    return frozen_ranges(one for one in held if one.id not in scoring)


def _scored(nominations: Iterable[Nomination], *conditions: Any) -> list[Scored]:
    runs = db.session.execute(
        select(Scoring, CriteriaSet)
        .join(CriteriaSet, CriteriaSet.id == Scoring.criteria_set_id)
        .where(Scoring.nomination_id.in_([row.id for row in nominations]), *conditions)
        .order_by(Scoring.created_at, Scoring.id)
        .limit(MOST_ROWS)
    ).all()
    answers = rows_of(scoring for scoring, _ in runs)
    return [
        Scored(
            scoring,
            criteria_set,
            replay(scoring, criteria_set.opened(), answers.get(scoring.id, [])),
            version_of(scoring, answers.get(scoring.id, [])),
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


def replay(scoring: Scoring, criteria: Criteria, rows: Iterable[ScoringAnswer]) -> Score:
    """The score as on the day it was scored. Answers to what is no longer asked are left out."""
    answers = _told(scoring) if criteria.is_narrative else [_answer(row) for row in rows]
    asked = {factor.name: factor for factor in criteria.factors}
    kept = [
        answer
        for answer in answers
        if answer.factor in asked
        and (not answer.level or asked[answer.factor].level(answer.level) is not None)
    ]
    return score(criteria, kept, scoring.scored_on)


def _answer(row: ScoringAnswer) -> Answer:
    return Answer(row.factor, row.level, row.evidence_on, row.evidence or "", row.source or "")


def _told(scoring: Scoring) -> list[Answer]:
    """The answers of a narrative; none where its key was destroyed."""
    held = cast("object", scoring.narrative)
    if not isinstance(held, dict):
        return []
    return [
        Answer(
            factor,
            None,
            date.fromisoformat(said["evidence_on"]) if said["evidence_on"] else None,
            said["evidence"],
            said["source"],
        )
        for factor, said in held.items()
    ]


def predictions_of(person: Person, actor: Actor) -> list[Prediction]:
    """Newest first."""
    ordered = (
        select(Prediction)
        .where(Prediction.person_id == person.id, readable(Prediction, actor))
        .order_by(Prediction.calculated_on.desc(), Prediction.created_at.desc(), Prediction.id)
        .limit(MOST_ROWS)
    )
    return list(db.session.scalars(ordered))

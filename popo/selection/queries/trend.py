"""A person's scorings over time: how they moved, and when the next is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import SchemeCase
from popo.cases.queries import engagements_of, open_cases_of
from popo.db import db
from popo.meetings.models import AgendaItem, Meeting
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.selection.criteria import Criteria
from popo.selection.models import CriteriaSet, Nomination, ScoreMove, Scoring
from popo.selection.policy import is_in_hand, scoring_open_to
from popo.selection.prompts import SAME_REVIEW_DAYS
from popo.selection.queries.criteria import criteria_in_force, kind_for
from popo.selection.queries.scorings import (
    MOST_ROWS,
    Ranged,
    Scored,
    opened_runs,
    ranged_of,
)
from popo.selection.scoring import Total, change_words

MOST_MOVES = 200


@dataclass(frozen=True)
class Point:
    """A frozen run in the trend. `change` is since the one before; empty in words and at first."""

    scoring: Scoring
    criteria_set: CriteriaSet
    total: Total | None
    change: str


@dataclass(frozen=True)
class Run:
    """One frozen run, with what was scored."""

    scored: Scored
    person: Person
    nomination: Nomination | None
    case: SchemeCase | None

    @property
    def is_open(self) -> bool:
        """Still to be decided, or the case still runs: only then may it be adjusted."""
        if self.nomination is not None:
            return self.nomination.status.is_open
        return self.case is not None and self.case.is_open_on(clock.today())


def trend_of(person: Person, actor: Actor) -> list[Point]:
    """Every frozen run, newest first; none while the actor has one of their own in hand."""
    if has_in_hand(person.id, actor):
        return []
    statement = _frozen(actor, SightLevel.READ).where(Scoring.person_id == person.id)
    rows = db.session.execute(
        statement.order_by(Scoring.frozen_at.desc(), Scoring.id).limit(MOST_ROWS)
    ).all()
    totals = totals_of([(scoring, held) for scoring, held in rows])
    points = []
    for place, (scoring, held) in enumerate(rows):
        now = totals[scoring.id]
        alike = [
            row for row, other in rows[place + 1 :] if other.criteria_kind == held.criteria_kind
        ]
        before = totals[alike[0].id] if alike else None
        change = change_words(before, now) if before and now else ""
        points.append(Point(scoring, held, now, change))
    return points


def get_run(scoring_id: UUID, actor: Actor, level: SightLevel = SightLevel.READ) -> Run | None:
    """A frozen run; nobody with one of their own in hand for the person is shown another."""
    row = db.session.execute(_frozen(actor, level).where(Scoring.id == scoring_id)).one_or_none()
    if row is None or has_in_hand(row[0].person_id, actor):
        return None
    scoring, held = row
    return Run(
        opened_runs([(scoring, held)], actor)[0],
        db.session.get_one(Person, scoring.person_id),
        db.session.get(Nomination, scoring.nomination_id) if scoring.nomination_id else None,
        db.session.get(SchemeCase, scoring.case_id) if scoring.case_id else None,
    )


def _frozen(actor: Actor, level: SightLevel) -> Select[Scoring, CriteriaSet]:
    return (
        select(Scoring, CriteriaSet)
        .join(CriteriaSet, CriteriaSet.id == Scoring.criteria_set_id)
        .join(Person, Person.id == Scoring.person_id)
        .where(
            Scoring.frozen_at.is_not(None),
            visible_to(actor, level),
            readable(Scoring, actor),
            scoring_open_to(actor),
        )
    )


def has_in_hand(person_id: UUID, actor: Actor) -> bool:
    """Whether the actor has begun to score this person and not frozen it."""
    statement = select(Scoring.id).where(Scoring.person_id == person_id, is_in_hand(actor))
    return db.session.execute(statement).first() is not None


def totals_of(runs: Iterable[tuple[Scoring, CriteriaSet]]) -> dict[UUID, Total | None]:
    """Range and band of each run with its signed overrides; nothing where it has no points."""
    held = {scoring.id: (scoring, criteria_set) for scoring, criteria_set in runs}
    ranged = ranged_of(scoring for scoring, _ in held.values())
    return {
        key: _total(ranged[key], criteria_set.opened()) for key, (_, criteria_set) in held.items()
    }


def _total(ranged: Ranged, criteria: Criteria) -> Total | None:
    if ranged.low is None or ranged.high is None:
        return None
    band = next((band for band in criteria.bands if band.name == ranged.band), None)
    return Total(ranged.low, ranged.high, band)


def run_before(scoring: Scoring, criteria_set: CriteriaSet) -> tuple[Scoring, CriteriaSet] | None:
    """The frozen run to compare with: the scorer's own last, or another's of an earlier review.

    What another scorer made of it in these weeks is a second opinion and no move.
    """
    since = clock.now() - timedelta(days=SAME_REVIEW_DAYS)
    row = db.session.execute(
        select(Scoring, CriteriaSet)
        .join(CriteriaSet, CriteriaSet.id == Scoring.criteria_set_id)
        .where(
            Scoring.person_id == scoring.person_id,
            Scoring.id != scoring.id,
            Scoring.frozen_at.is_not(None),
            or_(Scoring.scorer_id == scoring.scorer_id, Scoring.frozen_at <= since),
            CriteriaSet.criteria_kind == criteria_set.criteria_kind,
        )
        .order_by(Scoring.frozen_at.desc(), Scoring.id)
        .limit(1)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def scoring_due(people: Iterable[UUID], today: date) -> dict[UUID, date]:
    """When each person with an open case is to be scored again, by the criteria in force.

    Counted from the last frozen run, else from the day the case was opened. Whoever has no case,
    or no criteria to be scored over, is left out.
    """
    cases = open_cases_of(people)
    strands = {
        case_id: rows[0].strand
        for case_id, rows in engagements_of([case.id for case in cases.values()], today).items()
    }
    kinds = {kind_for(strand) for strand in strands.values()}
    in_force = {kind: held for kind in kinds if (held := criteria_in_force(kind))}
    every = {kind: held.opened().review_every_days for kind, held in in_force.items()}
    last = _last_scored(cases)
    return {
        person_id: last.get(person_id, case.opened_on) + timedelta(days=every[kind_for(strand)])
        for person_id, case in cases.items()
        if (strand := strands.get(case.id)) and kind_for(strand) in every
    }


def _last_scored(people: Iterable[UUID]) -> dict[UUID, date]:
    rows = db.session.execute(
        select(Scoring.person_id, func.max(Scoring.scored_on))
        .where(Scoring.person_id.in_(list(people)), Scoring.frozen_at.is_not(None))
        .group_by(Scoring.person_id)
    )
    return dict(iter(rows))


def big_moves(actor: Actor, today: date) -> list[tuple[ScoreMove, Person]]:
    """Moves that wait for a meeting to be planned, the oldest first."""
    rows = db.session.execute(
        select(ScoreMove, Person)
        .join(Person, Person.id == ScoreMove.person_id)
        .join(Scoring, Scoring.id == ScoreMove.scoring_id)
        .join(CriteriaSet, CriteriaSet.id == Scoring.criteria_set_id)
        .where(
            ScoreMove.agenda_item_id.is_(None),
            ScoreMove.created_at < clock.at(today + timedelta(days=1)),
            visible_to(actor, SightLevel.READ),
            readable(ScoreMove, actor),
            scoring_open_to(actor),
        )
        .order_by(ScoreMove.created_at, ScoreMove.id)
        .limit(MOST_MOVES)
    )
    return [(move, person) for move, person in rows]


def is_announced(person_id: UUID, meeting: Meeting | None) -> bool:
    """Whether a move of this person waits already, or is on the agenda of that meeting."""
    waits: ColumnElement[bool] = ScoreMove.agenda_item_id.is_(None)
    if meeting is not None:
        items = select(AgendaItem.id).where(AgendaItem.meeting_id == meeting.id)
        waits = or_(waits, ScoreMove.agenda_item_id.in_(items))
    statement = select(ScoreMove.id).where(ScoreMove.person_id == person_id, waits)
    return db.session.execute(statement).first() is not None

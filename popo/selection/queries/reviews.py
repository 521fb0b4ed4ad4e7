"""Frozen scorings of open cases, their own and those of the nomination behind them."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from popo.access.actor import Actor
from popo.cases.models import SchemeCase
from popo.cases.queries import is_open
from popo.db import db
from popo.selection.models import Adjustment, CriteriaKind, CriteriaSet, PanelDecision, Scoring
from popo.selection.policy import is_in_hand
from popo.selection.prompts import Capacity, Scored
from popo.selection.queries.criteria import criteria_in_force
from popo.selection.queries.places import cases_on_list, places_taken

Reviews = Mapping[UUID, tuple[Scored, ...]]


def reviews_of_open_cases(today: date, actor: Actor) -> Reviews:
    """By case, the newest first; signed overrides are in the points.

    Points of a person the actor is scoring just now are left out, so that scorers stay
    independent.
    """
    selected = _selected(today)
    cases = select(SchemeCase.id).where(is_open(today))
    rows = db.session.execute(
        select(
            Scoring.id,
            Scoring.case_id,
            Scoring.nomination_id,
            Scoring.scored_on,
            Scoring.high,
            Scoring.criteria_set_id,
            Scoring.person_id,
        )
        .where(
            Scoring.frozen_at.is_not(None),
            or_(Scoring.case_id.in_(cases), Scoring.nomination_id.in_(selected)),
        )
        .order_by(Scoring.scored_on.desc(), Scoring.id)
    ).all()
    thresholds, adjusted = _thresholds(), _adjusted()
    in_hand = _in_hand(actor)
    groups: defaultdict[UUID, list[Scored]] = defaultdict(list)
    for row in rows:
        case_id = row.case_id or selected[row.nomination_id]
        shown = row.high is not None and row.person_id not in in_hand
        most = row.high + adjusted.get(row.id, 0) if shown else None
        threshold = thresholds.get(row.criteria_set_id)
        groups[case_id].append(Scored(row.scored_on, most, threshold))
    return {case_id: tuple(scored) for case_id, scored in groups.items()}


def capacities(reviews: Reviews) -> dict[CriteriaKind, Capacity]:
    """Of each kind of criteria in force: places taken, the agreed number and, if over it, the cut.

    Counted over the whole scheme, whoever asks.
    """
    found = {}
    for kind in CriteriaKind:
        in_force = criteria_in_force(kind)
        if in_force is None:
            continue
        taken, agreed = places_taken(kind), in_force.opened().agreed_number
        over = taken - agreed
        cut = _cut(cases_on_list(kind), reviews, over) if over > 0 else None
        found[kind] = Capacity(taken, agreed, cut)
    return found


def _cut(cases: list[UUID], reviews: Reviews, over: int) -> int | None:
    """The points of the last one who would have to go, were the lowest scored to."""
    newest = [reviews[case][0].most for case in cases if case in reviews]
    points = sorted(most for most in newest if most is not None)
    return points[min(over, len(points)) - 1] if points else None


def _selected(today: date) -> dict[UUID, UUID]:
    """The open case that came of each nomination."""
    statement = (
        select(PanelDecision.nomination_id, PanelDecision.case_id)
        .join(SchemeCase, SchemeCase.id == PanelDecision.case_id)
        .where(PanelDecision.nomination_id.is_not(None), is_open(today))
    )
    rows = db.session.execute(statement)
    return {nomination: case for nomination, case in rows if nomination and case}


def nomination_behind(case_id: UUID) -> Select[UUID | None]:
    """The nomination that the case came of, as a statement."""
    return select(PanelDecision.nomination_id).where(
        PanelDecision.case_id == case_id, PanelDecision.nomination_id.is_not(None)
    )


def _thresholds() -> dict[UUID, int | None]:
    """Of every version a frozen scoring was made over."""
    used: Select[CriteriaSet] = select(CriteriaSet).where(
        CriteriaSet.id.in_(select(Scoring.criteria_set_id).where(Scoring.frozen_at.is_not(None)))
    )
    return {row.id: row.opened().threshold for row in db.session.scalars(used)}


def _adjusted() -> dict[UUID, int]:
    """What signed overrides add to each scoring."""
    statement = (
        select(Adjustment.scoring_id, func.sum(Adjustment.points))
        .where(Adjustment.signed_on.is_not(None))
        .group_by(Adjustment.scoring_id)
    )
    rows = db.session.execute(statement)
    return {scoring: int(points) for scoring, points in rows}


def _in_hand(actor: Actor) -> set[UUID]:
    """The people the actor has begun to score and not frozen."""
    return set(db.session.scalars(select(Scoring.person_id).where(is_in_hand(actor))))

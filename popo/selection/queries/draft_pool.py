"""Everybody with a frozen scoring who is nominated or on the scheme, to try a draft on.

Without sight by person, for counts alone: see `queries.traits`.
"""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import or_, select

from popo import clock
from popo.cases.models import SchemeCase
from popo.cases.queries import is_open
from popo.db import db
from popo.selection.models import (
    CriteriaKind,
    CriteriaSet,
    Nomination,
    NominationStatus,
    Scoring,
    ScoringAnswer,
)
from popo.selection.pool import Held, Pool, Pooled

_WAITING = [status for status in NominationStatus if status.is_open]


def draft_pool(kind: CriteriaKind) -> Pool:
    """The newest frozen run of each, over whichever version of these criteria it was made."""
    newest = _newest(kind)
    held = _answers()
    people = [
        Pooled(person, "", False, (), version, tuple(held.get(scoring, ())))
        for person, (scoring, version) in newest.items()
    ]
    rows = db.session.scalars(select(CriteriaSet).where(CriteriaSet.criteria_kind == kind))
    versions = {row.id: row for row in rows}
    used = {version for _, version in newest.values()}
    return Pool(tuple(people), {version: versions[version].opened() for version in used})


def _newest(kind: CriteriaKind) -> dict[UUID, tuple[UUID, UUID]]:
    on_scheme = select(SchemeCase.person_id).where(is_open(clock.today()))
    nominated = select(Nomination.person_id).where(Nomination.status.in_(_WAITING))
    rows = db.session.execute(
        select(Scoring.person_id, Scoring.id, Scoring.criteria_set_id)
        .join(CriteriaSet, CriteriaSet.id == Scoring.criteria_set_id)
        .where(
            CriteriaSet.criteria_kind == kind,
            Scoring.frozen_at.is_not(None),
            or_(Scoring.person_id.in_(on_scheme), Scoring.person_id.in_(nominated)),
        )
        .order_by(Scoring.frozen_at, Scoring.id)
    )
    return {person: (scoring, version) for person, scoring, version in rows}


def _answers() -> dict[UUID, list[Held]]:
    rows = db.session.execute(
        select(
            ScoringAnswer.scoring_id,
            ScoringAnswer.factor,
            ScoringAnswer.level,
            ScoringAnswer.value,
            ScoringAnswer.points,
            ScoringAnswer.evidence_on,
        )
        .join(Scoring, Scoring.id == ScoringAnswer.scoring_id)
        .where(Scoring.frozen_at.is_not(None))
    )
    groups: defaultdict[UUID, list[Held]] = defaultdict(list)
    for row in rows:
        groups[row.scoring_id].append(Held(*row[1:]))
    return groups

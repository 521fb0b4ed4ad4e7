"""Everybody with a frozen scoring who is nominated or on the scheme, to try a draft on.

Without sight by person, for counts alone: see `queries.traits`.
"""

from uuid import UUID

from sqlalchemy import select

from popo.db import db, raw_key
from popo.selection.models import CriteriaKind, CriteriaSet, Scoring
from popo.selection.pool import Pool, Pooled
from popo.selection.queries.held import held_of_pool, is_of_pool
from popo.selection.queries.subjects import Raw


def draft_pool(kind: CriteriaKind) -> Pool:
    """The newest frozen run of each, over whichever version of these criteria it was made."""
    newest, held = _newest(kind), held_of_pool()
    people = [
        Pooled(person, "", False, (), version, tuple(held.get(scoring, ())))
        for person, (scoring, version) in newest.items()
    ]
    rows = db.session.scalars(select(CriteriaSet).where(CriteriaSet.criteria_kind == kind))
    versions = {row.id: row for row in rows}
    used = {version for _, version in newest.values()}
    return Pool(tuple(people), {version: versions[version].opened() for version in used})


def _newest(kind: CriteriaKind) -> dict[UUID, tuple[Raw, UUID]]:
    rows = db.session.execute(
        select(Scoring.person_id, raw_key(Scoring.id), Scoring.criteria_set_id)
        .join(CriteriaSet, CriteriaSet.id == Scoring.criteria_set_id)
        .where(CriteriaSet.criteria_kind == kind, Scoring.frozen_at.is_not(None), is_of_pool())
        .order_by(Scoring.frozen_at, Scoring.id)
    )
    return {person: (scoring, version) for person, scoring, version in rows}

"""Versions of the criteria. They name nobody."""

from uuid import UUID

from sqlalchemy import func, select

from popo.cases.counting import SchemeList
from popo.cases.models import Strand
from popo.db import db
from popo.selection.models import CriteriaKind, CriteriaSet, CriteriaStatus

MOST_VERSIONS = 200

STRANDS = {
    CriteriaKind.CATCH_AND_CONVICT: (
        Strand.CATCH_AND_CONVICT,
        Strand.REHABILITATE_AND_RESETTLE,
    ),
    CriteriaKind.PREVENT_AND_DETER: (Strand.PREVENT_AND_DETER,),
}
"""The strands whose places each kind of criteria gives."""


LISTS = {
    CriteriaKind.CATCH_AND_CONVICT: SchemeList.ADULTS,
    CriteriaKind.PREVENT_AND_DETER: SchemeList.PREVENT_AND_DETER,
}


def kind_for(strand: Strand) -> CriteriaKind:
    return next(kind for kind, strands in STRANDS.items() if strand in strands)


def list_for(strand: Strand) -> SchemeList:
    return LISTS[kind_for(strand)]


def list_criteria() -> list[CriteriaSet]:
    """Every version, the newest of each kind first."""
    ordered = select(CriteriaSet).order_by(
        CriteriaSet.criteria_kind, CriteriaSet.number.desc(), CriteriaSet.id
    )
    return list(db.session.scalars(ordered.limit(MOST_VERSIONS)))


def get_criteria(criteria_id: UUID) -> CriteriaSet | None:
    return db.session.get(CriteriaSet, criteria_id)


def criteria_in_force(kind: CriteriaKind) -> CriteriaSet | None:
    return db.session.scalars(
        select(CriteriaSet).where(
            CriteriaSet.criteria_kind == kind, CriteriaSet.status == CriteriaStatus.ADOPTED
        )
    ).one_or_none()


def version_before(row: CriteriaSet) -> CriteriaSet | None:
    """What a version is best compared with: for a draft the one in force, else the one before."""
    if row.is_draft:
        return criteria_in_force(row.criteria_kind)
    earlier = select(CriteriaSet).where(
        CriteriaSet.criteria_kind == row.criteria_kind,
        CriteriaSet.adopted_on.is_not(None),
        CriteriaSet.number < row.number,
    )
    return db.session.scalars(earlier.order_by(CriteriaSet.number.desc()).limit(1)).one_or_none()


def newest_number(kind: CriteriaKind) -> int:
    newest = select(func.max(CriteriaSet.number)).where(CriteriaSet.criteria_kind == kind)
    return db.session.execute(newest).scalar() or 0

"""What agencies said of a draft, who is silent, and what still stands in the way of adopting it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select

from popo import clock
from popo.access.permissions import ROLE_PERMISSIONS, Permission
from popo.accounts.models import Agency, AgencyKind, RoleGrant, User
from popo.accounts.queries import list_agencies
from popo.clock import written
from popo.db import db
from popo.intervals import on
from popo.selection.models import Consultation, CriteriaComment, CriteriaSet
from popo.selection.queries.fairness_reviews import fairness_of

MOST_COMMENTS = 300
"""How many comments one consultation takes."""

_READERS = [role for role, held in ROLE_PERMISSIONS.items() if Permission.CRITERIA_READ in held]


class Step(StrEnum):
    """What would take an obstacle away."""

    CONSULT = "consult"
    MOVE_END = "move_end"
    ANSWER = "answer"
    FAIRNESS = "fairness"


@dataclass(frozen=True)
class Obstacle:
    """One reason why a draft may not be adopted yet. `comment_id`: the one to answer."""

    sentence: str
    step: Step
    comment_id: UUID | None = None


def consultation_on(row: CriteriaSet) -> Consultation | None:
    return consultations_on([row]).get(row.id)


def consultations_on(rows: Iterable[CriteriaSet]) -> dict[UUID, Consultation]:
    """By the criteria they are about."""
    keys = [row.id for row in rows]
    found = select(Consultation).where(Consultation.criteria_set_id.in_(keys))
    return {each.criteria_set_id: each for each in db.session.scalars(found)}


def comments_on(row: CriteriaSet) -> list[CriteriaComment]:
    """The oldest first."""
    found = select(CriteriaComment).where(CriteriaComment.criteria_set_id == row.id)
    ordered = found.order_by(CriteriaComment.created_at, CriteriaComment.id)
    return list(db.session.scalars(ordered.limit(MOST_COMMENTS)))


def count_comments(row: CriteriaSet) -> int:
    counted = select(func.count()).where(CriteriaComment.criteria_set_id == row.id)
    return db.session.execute(counted).scalar_one()


def get_comment(comment_id: UUID) -> CriteriaComment | None:
    return db.session.get(CriteriaComment, comment_id)


def commented_by(agency_id: UUID, rows: Iterable[CriteriaSet]) -> set[UUID]:
    """Those of these criteria that this agency has said something about."""
    keys = [row.id for row in rows]
    found = select(CriteriaComment.criteria_set_id).where(
        CriteriaComment.agency_id == agency_id, CriteriaComment.criteria_set_id.in_(keys)
    )
    return set(db.session.scalars(found.distinct()))


def agencies_asked() -> list[Agency]:
    """Every agency with somebody in casework, who may therefore read criteria and comment."""
    working = (
        select(User.agency_id)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(User.closed_at.is_(None), RoleGrant.role.in_(_READERS), on(RoleGrant, clock.today()))
    )
    asked = set(db.session.scalars(working.distinct()))
    return [
        agency
        for agency in list_agencies()
        if agency.id in asked and agency.kind is not AgencyKind.PARTNERSHIP
    ]


def obstacles(row: CriteriaSet) -> list[Obstacle]:
    """What stands in the way of adopting this draft: its consultation, and its fairness."""
    found = list(_unconsulted(row))
    fairness = fairness_of(row)
    if not fairness.is_clear:
        found.append(Obstacle(fairness.obstacle, Step.FAIRNESS))
    return found


def _unconsulted(row: CriteriaSet) -> Iterator[Obstacle]:
    consultation = consultation_on(row)
    if consultation is None:
        yield Obstacle("It was never sent out for consultation.", Step.CONSULT)
        return
    if clock.today() < consultation.ends_on:
        until = f"Agencies may comment until {written(consultation.ends_on)}."
        yield Obstacle(until, Step.MOVE_END)
    yield from _unanswered(row)


def _unanswered(row: CriteriaSet) -> Iterator[Obstacle]:
    waiting = [comment for comment in comments_on(row) if not comment.is_answered]
    names = {agency.id: agency.short_name for agency in list_agencies()} if waiting else {}
    titles = {factor.name: factor.title for factor in row.opened().factors}
    for comment in waiting:
        on_what = titles.get(comment.factor or "", "the whole")
        sentence = f"The comment of {names[comment.agency_id]} on {on_what} is not answered."
        yield Obstacle(sentence, Step.ANSWER, comment.id)

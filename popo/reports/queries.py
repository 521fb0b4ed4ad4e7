"""Reading updates, and what they are compared with."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import defer

from popo.access.actor import Actor
from popo.access.permissions import Permission
from popo.cases.models import SchemeCase
from popo.db import db
from popo.people import tokens
from popo.people.models import PersonName, SearchToken, TokenKind
from popo.reports.models import MonthlyUpdate, UpdateStatus
from popo.reports.narrative import words_of
from popo.selection.models import CriteriaKind, CriteriaSet, CriteriaStatus

MOST_LISTED = 120


def get_update(update_id: UUID, actor: Actor) -> MonthlyUpdate | None:
    """A published one for every reader, an unpublished one for those who prepare it."""
    statement = select(MonthlyUpdate).where(MonthlyUpdate.id == update_id, _readable(actor))
    return db.session.scalars(statement.options(defer(MonthlyUpdate.members))).one_or_none()


def list_updates(actor: Actor) -> list[MonthlyUpdate]:
    """Newest month first, its newest version first; what they counted is not loaded."""
    statement = (
        _newest_first()
        .where(_readable(actor))
        .options(defer(MonthlyUpdate.members), defer(MonthlyUpdate.figures))
        .limit(MOST_LISTED)
    )
    return list(db.session.scalars(statement))


def published_update(month: date) -> MonthlyUpdate | None:
    """The newest published version of a month."""
    statement = _newest_first().where(
        MonthlyUpdate.month == month, MonthlyUpdate.status == UpdateStatus.PUBLISHED
    )
    return db.session.scalars(statement.options(defer(MonthlyUpdate.members)).limit(1)).first()


def open_update(month: date) -> MonthlyUpdate | None:
    """The version of a month that is being prepared; there is one at most."""
    statement = _newest_first().where(
        MonthlyUpdate.month == month, MonthlyUpdate.status != UpdateStatus.PUBLISHED
    )
    return db.session.scalars(statement.limit(1)).first()


def newer_version(update: MonthlyUpdate) -> MonthlyUpdate | None:
    """The published version that has taken the place of this one, if any."""
    newest = published_update(update.month)
    return newest if newest and newest.number > update.number else None


def latest_published_month() -> date | None:
    statement = select(MonthlyUpdate.month).where(MonthlyUpdate.status == UpdateStatus.PUBLISHED)
    return db.session.scalar(statement.order_by(MonthlyUpdate.month.desc()).limit(1))


def agreed_number(kind: CriteriaKind, day: date) -> int | None:
    """How many people the criteria in force on `day` say a list can hold."""
    in_force = (
        select(CriteriaSet.document)
        .where(
            CriteriaSet.criteria_kind == kind,
            CriteriaSet.status.in_([CriteriaStatus.ADOPTED, CriteriaStatus.SUPERSEDED]),
            CriteriaSet.adopted_on <= day,
            or_(CriteriaSet.superseded_on.is_(None), CriteriaSet.superseded_on > day),
        )
        .order_by(CriteriaSet.number.desc())
    )
    document: dict[str, Any] = db.session.scalars(in_force.limit(1)).first() or {}
    number = document.get("agreed_number")
    return int(number) if number is not None else None


def _newest_first() -> Select[MonthlyUpdate]:
    return select(MonthlyUpdate).order_by(
        MonthlyUpdate.month.desc(), MonthlyUpdate.number.desc(), MonthlyUpdate.id
    )


def _readable(actor: Actor) -> ColumnElement[bool]:
    published = MonthlyUpdate.status == UpdateStatus.PUBLISHED
    return true() if actor.can(Permission.UPDATE_PREPARE) else published


def names_met(words: Iterable[str]) -> list[tuple[list[str], list[str]]]:
    """Names of those on the lists that share a part with these words: given parts, family parts.

    Found by search token, so that only these few are opened; for a check, never for showing.
    """
    sought = {tokens.exact(TokenKind.EXACT, word)[1] for word in words}
    met = (
        select(SearchToken.person_id)
        .join(SchemeCase, SchemeCase.person_id == SearchToken.person_id)
        .where(
            SearchToken.digest.in_(sorted(sought)),
            SearchToken.token_kind == int(TokenKind.EXACT),
            SchemeCase.closed_on.is_(None),
        )
    )
    rows = db.session.scalars(select(PersonName).where(PersonName.person_id.in_(met)))
    return [(words_of(row.given), words_of(row.family)) for row in rows]

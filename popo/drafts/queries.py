"""A user's own unfinished forms; nobody else's are ever found."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, select

from popo import clock
from popo.access.actor import Actor
from popo.db import db
from popo.drafts.models import Draft

_MOST = 50


def find_draft(actor: Actor, form: str, about_reference: str = "") -> Draft | None:
    """The newest thing this user has begun in that form about that record."""
    found = select(Draft).where(
        _waiting(actor), Draft.form == form, Draft.about_reference == about_reference
    )
    return db.session.scalars(found.order_by(Draft.saved_at.desc(), Draft.id).limit(1)).first()


def get_draft(actor: Actor, key: UUID) -> Draft | None:
    return db.session.scalars(select(Draft).where(_waiting(actor), Draft.id == key)).one_or_none()


def list_drafts(actor: Actor) -> list[Draft]:
    """Everything this user has begun and neither sent nor discarded, newest first."""
    found = select(Draft).where(_waiting(actor)).order_by(Draft.saved_at.desc(), Draft.id)
    return list(db.session.scalars(found.limit(_MOST)))


def _waiting(actor: Actor) -> ColumnElement[bool]:
    return and_(
        Draft.user_id == actor.user_id, Draft.sent_at.is_(None), Draft.expires_at > clock.now()
    )

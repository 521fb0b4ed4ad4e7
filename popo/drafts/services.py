"""Keeping unfinished forms, and letting them go.

None of this is in the trail: it is not a record until the form is sent.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from popo import clock
from popo.access.actor import Actor
from popo.db import db
from popo.drafts.models import Draft

KEPT = timedelta(days=14)


class AlreadySent(Exception):  # noqa: N818 - it names what happened
    """The form of this draft was sent: what arrives now is late."""


@dataclass(frozen=True)
class Typed:
    """What a form holds so far: its endpoint, the record it is about, its own key, its fields."""

    form: str
    about_reference: str
    idempotency: str
    fields: dict[str, list[str]]


def save_draft(actor: Actor, typed: Typed) -> Draft:
    """Keeps what was typed, in place of what was kept before. Raises AlreadySent."""
    draft = _held(actor, typed.idempotency)
    if draft is None:
        draft = _new(actor, typed)
        db.session.add(draft)
    elif draft.sent_at is not None:
        raise AlreadySent
    draft.fields = typed.fields
    draft.saved_at = clock.now()
    draft.expires_at = draft.saved_at + KEPT
    return draft


def mark_sent(actor: Actor, idempotency: str) -> bool:
    """Empties the draft of a form that was sent, and refuses what arrives late for it.

    False where that form was sent before: then the caller has nothing more to do.
    """
    draft = _held(actor, idempotency) or _claim(actor, idempotency)
    if draft.sent_at is not None:
        return False
    draft.fields = None
    draft.sent_at = clock.now()
    return True


def discard_draft(actor: Actor, draft: Draft) -> None:
    """Its owner does not want it any more."""
    if draft.user_id == actor.user_id:
        db.session.delete(draft)


def forget_about(names: Collection[str]) -> None:
    """Empties every draft named after one of these records: it would outlive what it is about.

    A draft lies under its owner's key. What is still typed into such a form is refused.
    """
    for draft in db.session.scalars(select(Draft).where(Draft.sent_at.is_(None))):
        if draft.about_reference in names:
            draft.fields, draft.sent_at = None, clock.now()


def forget_expired() -> int:
    """Removes what has waited too long; says how many. For the night."""
    gone = db.session.scalars(
        delete(Draft).where(Draft.expires_at <= clock.now()).returning(Draft.id)
    )
    return len(gone.all())


def _held(actor: Actor, idempotency: str) -> Draft | None:
    """Locked, so that a form being sent and a draft being saved wait for one another."""
    own = Draft.user_id == actor.user_id, Draft.idempotency == idempotency
    locked = select(Draft).where(*own).with_for_update()
    return db.session.scalars(locked, execution_options={"populate_existing": True}).one_or_none()


def _claim(actor: Actor, idempotency: str) -> Draft:
    """An empty draft that holds the key; another request may be writing the first one just now."""
    empty = _new(actor, Typed("", "", idempotency, {}))
    try:
        with db.session.begin_nested():
            db.session.add(empty)
    except IntegrityError:
        held = _held(actor, idempotency)
        assert held is not None  # noqa: S101 - the key that was in the way
        return held
    return empty


def _new(actor: Actor, typed: Typed) -> Draft:
    now = clock.now()
    return Draft(
        user_id=actor.user_id,
        agency_id=actor.agency_id,
        form=typed.form,
        about_reference=typed.about_reference,
        idempotency=typed.idempotency,
        saved_at=now,
        expires_at=now + KEPT,
    )

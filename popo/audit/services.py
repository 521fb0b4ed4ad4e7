"""Recording: events wait beside the work and are written, chained, just before it is committed."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import Table, insert, text
from sqlalchemy.orm import Session

from popo import clock
from popo.access.actor import Actor
from popo.audit import anchors, chain
from popo.audit.events import Event, Operation
from popo.audit.models import AuditContent, AuditEvent, AuditHead, AuditSubject
from popo.db import after_commit, after_undo, before_commit, db
from popo.keys.models import KeyScope
from popo.keys.ring import ring_of

CHAINS = 8
_CONTENTS = cast("Table", AuditContent.__table__)
_LASTING = {Operation.CONSULTATION, Operation.REFUSAL, Operation.DISCLOSURE}


@dataclass
class Pending:
    """An event waiting to be written; it outlives a rollback of the work it belongs to."""

    event: Event
    at: datetime
    actor: Actor | None
    people: frozenset[UUID]
    about: tuple[str, UUID] | None
    details: dict[str, Any]
    content: list[tuple[KeyScope, dict[str, Any]]] = field(repr=False)


def record(
    event: Event,
    actor: Actor | None,
    *,
    people: Iterable[UUID] = (),
    about: tuple[str, UUID] | None = None,
    content: Iterable[tuple[KeyScope, dict[str, Any]]] = (),
    **details: Any,
) -> None:
    """Adds an event to the trail of this piece of work.

    `people`: keys of those it was about. `about`: table and key of another record it was about.
    `content`: before and after, or search words, each sealed under the scope it names.
    `details`: exactly the keys the event declares; never a personal value.
    """
    if details.keys() != event.keys:
        raise TypeError(f"{event.label} takes {sorted(event.keys)}, not {sorted(details)}")
    at = clock.real_now()
    waiting(db.session()).append(
        Pending(event, at, actor, frozenset(people), about, details, list(content))
    )


def waiting(session: Session) -> list[Pending]:
    """The events recorded in this piece of work and not yet written."""
    events: list[Pending] = session.info.setdefault("trail", [])
    return events


@after_undo
def forget_undone() -> None:
    """After a rollback: what was looked at or refused still happened, what was changed did not."""
    session = db.session()
    session.info["trail"] = [pending for pending in waiting(session) if _lasts(pending.event)]
    anchors.forget(session)


def _lasts(event: Event) -> bool:
    return event.operation in _LASTING or event is Event.SIGN_IN_FAILED


@before_commit
def write_trail() -> None:
    """Writes and chains what waits. The head is locked last, so the chain has no open window."""
    session = db.session()
    events = waiting(session)
    if not events:
        return
    session.flush()  # the head must be locked after everything else the work writes
    number = os.getpid() % CHAINS
    head = session.get_one(AuditHead, number, with_for_update=True, populate_existing=True)
    for key, pending in zip(_next_ids(session, len(events)), events, strict=True):
        _write(session, head, key, pending)
    session.flush()  # the head goes with its events
    anchors.note(session, head.chain, head.sequence, head.digest)


@after_commit
def close_trail() -> None:
    """Only now: had the commit failed, what waited would have to be written again."""
    session = db.session()
    waiting(session).clear()
    anchors.append_head(session)


def _next_ids(session: Session, count: int) -> Iterable[int]:
    """SQLite holds the write lock here; PostgreSQL counts for everybody."""
    if session.get_bind().dialect.name == "sqlite":
        newest = session.execute(text("SELECT coalesce(max(id), 0) FROM audit_events")).scalar_one()
        return range(newest + 1, newest + 1 + count)
    series = text("SELECT nextval('audit_events_id_seq') FROM generate_series(1, :count)")
    return session.execute(series, {"count": count}).scalars().all()


def _write(session: Session, head: AuditHead, key: int, pending: Pending) -> None:
    row = _row(head, key, pending)
    contents = [_content(session, key, scope, facts) for scope, facts in pending.content]
    held = {content["id"]: content["content"] for content in contents}
    digest = chain.link(head.digest, row, pending.people, held)
    session.execute(insert(AuditEvent), [{**row, "digest": digest}])
    if pending.people:
        people = [{"event_id": key, "person_id": person} for person in sorted(pending.people)]
        session.execute(insert(AuditSubject), people)
    if contents:
        session.execute(_CONTENTS.insert(), contents)
    head.sequence += 1
    head.digest = digest


def _row(head: AuditHead, key: int, pending: Pending) -> dict[str, Any]:
    actor, about = pending.actor, pending.about
    return {
        "id": key,
        "chain": head.chain,
        "sequence": head.sequence + 1,
        "at": pending.at,
        "event": pending.event.label,
        "operation": pending.event.operation,
        "user_id": actor.user_id if actor else None,
        "agency_id": actor.agency_id if actor else None,
        "operator": actor.operator if actor else "",
        "about_table": about[0] if about else "",
        "about_id": about[1] if about else None,
        "details": pending.details,
    }


def _content(
    session: Session, event_id: int, scope: KeyScope, facts: dict[str, Any]
) -> dict[str, Any]:
    row = uuid4()
    generation, key = ring_of(session).current(scope)
    table = AuditContent.__tablename__
    return {
        "id": row,
        "created_at": clock.now(),
        "version": 1,
        "event_id": event_id,
        "subject_id": scope.subject,
        "agency_id": scope.agency,
        "compartment": scope.compartment,
        "content": AuditContent.content.seal_with(key, generation, row, scope, table, facts),
    }

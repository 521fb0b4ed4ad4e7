"""Letting lists go: cancelled by hand, and by the night when their time is over."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import delete

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import StaleVersion
from popo.imports.models import (
    BatchState,
    ImportBatch,
    ImportChange,
    ImportDigest,
    ImportPart,
    ImportRow,
)
from popo.imports.policy import check_may_decide
from popo.imports.queries.batches import counts_of, open_batches_before, taken_before
from popo.keys.services import destroy_keys

Ending = Callable[[Actor, ImportBatch], None]
UNFINISHED_KEPT = timedelta(days=7)
UNDO_KEPT = timedelta(days=28)


def cancel(actor: Actor, batch: ImportBatch) -> None:
    """Nothing was taken: the list goes, and its keys with it."""
    check_may_decide(actor, batch)
    if batch.state not in {BatchState.MAPPING, BatchState.CHECKING, BatchState.CHECKED}:
        raise StaleVersion
    _drop_lines(batch)
    batch.state = BatchState.CANCELLED
    _record(actor, batch)


def stop_taking(actor: Actor, batch: ImportBatch) -> None:
    """What was taken stays and can be undone; what was not waits."""
    check_may_decide(actor, batch)
    if batch.state is not BatchState.ACCEPTING:
        raise StaleVersion
    batch.state = BatchState.ACCEPTED
    batch.taken_at = batch.taken_at or clock.now()


def let_go() -> None:
    """The night's work: what nobody finished, what can no longer be undone, and old digests."""
    today = clock.today()
    for batch in open_batches_before(today - UNFINISHED_KEPT):
        if batch.state is BatchState.ACCEPTING:
            batch.state, batch.taken_at = BatchState.ACCEPTED, batch.taken_at or clock.now()
            continue
        _drop_lines(batch)
        batch.state = BatchState.CANCELLED
        _record(None, batch)
    for batch in taken_before(today - UNDO_KEPT):
        _drop_lines(batch)
        batch.closed_at = clock.now()
    db.session.execute(delete(ImportDigest).where(ImportDigest.expires_on <= today))


def _drop_lines(batch: ImportBatch) -> None:
    counts = {verdict.value: 0 for verdict, _ in counts_of(batch)}
    for (verdict, _), count in counts_of(batch).items():
        counts[verdict.value] += count
    batch.counts = {**(batch.counts or {}), **counts}
    for model in (ImportChange, ImportRow, ImportPart, ImportDigest):
        db.session.execute(delete(model).where(model.batch_id == batch.id))
    batch.shape = {}
    db.session.flush()
    destroy_keys([batch.id, batch.parts_id])


def _record(actor: Actor | None, batch: ImportBatch) -> None:
    record(
        Event.LIST_CANCELLED,
        actor,
        about=(ImportBatch.__tablename__, batch.id),
        kind=batch.list_kind.value,
    )

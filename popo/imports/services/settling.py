"""When a list counts as taken, and its source as heard of."""

from popo import clock
from popo.db import db
from popo.imports.models import BatchState, ImportBatch, ListSource


def settle(batch: ImportBatch) -> None:
    """The list is taken, if only in part, or held nothing that was not known."""
    batch.state = BatchState.ACCEPTED
    batch.taken_at = batch.taken_at or clock.now()
    source = db.session.get_one(ListSource, batch.source_id)
    source.newest_on = max(source.newest_on or batch.as_at, batch.as_at)

"""Long lists are looked through and taken a slice at a time, each slice a piece of work."""

from uuid import UUID

from popo.access.actor import Actor
from popo.accounts.queries import actor_for, user_by_id
from popo.db import db
from popo.imports.models import ImportBatch
from popo.imports.services import closing
from popo.imports.services.checking import look_through
from popo.imports.services.taking import take_some
from popo.jobs.services import queue, task

PARTS_AT_ONCE = 8
ROWS_AT_ONCE = 100
LOOK_THROUGH = "imports.look_through"
TAKE = "imports.take"


@task(LOOK_THROUGH)
def look_through_more(batch: str) -> None:
    row = db.session.get_one(ImportBatch, UUID(batch))
    if not look_through(_operator(row), row, PARTS_AT_ONCE):
        queue(LOOK_THROUGH, batch=batch)


@task(TAKE)
def take_more(batch: str) -> None:
    row = db.session.get_one(ImportBatch, UUID(batch))
    if not take_some(_operator(row), row, ROWS_AT_ONCE):
        queue(TAKE, batch=batch)


@task("imports.let_go", nightly=True)
def let_go() -> None:
    closing.let_go()


def _operator(batch: ImportBatch) -> Actor:
    """Whoever brought the list, with what they may do now and no more."""
    user = user_by_id(batch.operator_id)
    if user is None or user.closed_at is not None:
        raise PermissionError
    return actor_for(user)

"""Short lists are dealt with at once, long ones by the worker, a slice at a time."""

from popo.access.actor import Actor
from popo.imports.jobs import LOOK_THROUGH, TAKE
from popo.imports.models import ImportBatch
from popo.imports.services.checking import look_through
from popo.imports.services.taking import take_some
from popo.jobs.services import queue

SHORT = 500
"""Lines looked through while the browser waits: within two seconds on two cores."""
FEW = 60
"""Lines taken while the browser waits."""


def look_through_now_or_later(actor: Actor, batch: ImportBatch) -> None:
    if batch.lines > SHORT:
        queue(LOOK_THROUGH, batch=str(batch.id))
        return
    while not look_through(actor, batch, 1):
        pass


def take_now_or_later(actor: Actor, batch: ImportBatch, lines: int) -> None:
    """`lines`: how many are to be taken."""
    if lines > FEW:
        queue(TAKE, batch=str(batch.id))
        return
    while not take_some(actor, batch, FEW):
        pass

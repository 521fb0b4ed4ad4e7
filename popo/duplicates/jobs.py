"""What the night compares: whoever was added, or found by something else, since it last did."""

from popo.duplicates.services.looking import look_at_changed
from popo.jobs.services import queue, task

TASK = "duplicates.find"


@task(TASK, nightly=True)
def find_duplicates() -> None:
    """A batch at a time, so that a worker's lease is long enough; the rest waits as its own job."""
    if look_at_changed():
        queue(TASK)

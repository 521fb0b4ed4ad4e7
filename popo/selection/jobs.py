"""What selection does each night."""

from popo import clock
from popo.jobs.services import task
from popo.selection.services.destruction import destroy_expired


@task("destroy declined nominees", nightly=True)
def destroy_declined() -> None:
    destroy_expired(clock.today())

"""What selection does each night."""

from popo import clock
from popo.jobs.services import task
from popo.selection.services.carrying_out import TASK, carry_out_due
from popo.selection.services.destruction import destroy_expired
from popo.selection.services.statements import forget_unsent


@task("selection.remove_unsent", nightly=True)
def remove_unsent() -> None:
    forget_unsent(clock.today())


@task("selection.destroy_declined", nightly=True)
def destroy_declined() -> None:
    destroy_expired(clock.today())


@task(TASK, nightly=True)
def carry_out_transfers() -> None:
    carry_out_due()

"""What transitions do by themselves: on the agreed day, and each night for whatever was left."""

from popo.jobs.services import task
from popo.transitions.services.carrying_out import TASK, carry_out_due


@task(TASK, nightly=True)
def carry_out_transitions() -> None:
    carry_out_due()

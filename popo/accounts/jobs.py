"""What the night does with accounts."""

from popo.accounts.services import forget_attempts
from popo.jobs.services import task


@task("accounts.forget_attempts", nightly=True)
def forget_old_attempts() -> None:
    forget_attempts()

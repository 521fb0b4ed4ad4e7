"""What the night does with drafts."""

from popo.drafts import services
from popo.jobs.services import task


@task("drafts.forget_expired", nightly=True)
def forget_expired() -> None:
    services.forget_expired()

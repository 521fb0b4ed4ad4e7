"""The night's work that needs several features."""

from popo import clock
from popo.cases.queries import known_only_to_prevent_and_deter
from popo.jobs.services import task
from popo.people.services import come_of_age


@task("come_of_age", nightly=True)
def leave_compartment() -> None:
    """Those who turned 18 leave the young people's compartment, unless known only there."""
    today = clock.today()
    come_of_age(today, known_only_to_prevent_and_deter(today))

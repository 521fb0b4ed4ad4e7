"""The night's work that needs several features."""

from popo import clock
from popo.cases.queries import held_by_prevent_and_deter
from popo.jobs.services import task
from popo.people.services import come_of_age


@task("come_of_age", nightly=True)
def leave_compartment() -> None:
    """Those who turned 18 leave the young people's compartment, but for Prevent and Deter."""
    today = clock.today()
    come_of_age(today, held_by_prevent_and_deter(today))

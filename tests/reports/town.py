"""A small scheme with a list, work and crime, for tests of the update."""

from datetime import date

from popo import clock
from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.cases.models import Colour, SchemeCase, Strand
from popo.cases.services import default_review, set_traffic_light
from popo.crime.services import import_crime
from popo.people.models import Person, Sex
from popo.reference.files import FOLDER
from popo.reports.models import MonthlyUpdate
from popo.reports.services import prepare_update, publish_update, sign_off_update
from tests import make
from tests.cases.make import case
from tests.contacts.make_rows import contact

CANARY = "Quxberry"
"""A surname nobody has: it must never leave the system."""
MARCH, APRIL = date(2024, 3, 1), date(2024, 4, 1)


class Town:
    """Nine adults, one of them a woman, and three children; the canary is the first adult."""

    def __init__(self) -> None:
        make.partnership()
        self.police = make.actor()
        self.chair_user = make.user(Role.CHAIR, SCHEME)
        self.coordinator_user = make.user(Role.COORDINATOR, SCHEME)
        self.chair = actor_for(self.chair_user)
        self.coordinator = actor_for(self.coordinator_user)
        self.canary, self.first_case = self.add(family=CANARY)
        for number in range(8):
            self.add(family=f"Example{number}", sex=Sex.FEMALE if number == 0 else Sex.MALE)
        for number in range(3):
            self.add(Strand.PREVENT_AND_DETER, f"Childish{number}", born=date(2009, 1, 2))
        self.contact = contact(self.police, self.canary, clock.at(date(2024, 4, 3), 10))

    def import_crime(self) -> None:
        with (FOLDER / "luton_monthly_by_ward.csv").open("rb") as source:
            import_crime(source, None)

    def add(
        self,
        strand: Strand = Strand.CATCH_AND_CONVICT,
        family: str = "Example",
        born: date = date(1983, 5, 3),
        sex: Sex = Sex.MALE,
    ) -> tuple[Person, SchemeCase]:
        person = make.person(self.police, "Adam", family, born, sex)
        person, opened = case(self.police, strand, person=person)
        since = opened.opened_on
        review = default_review(Colour.AMBER, since)
        set_traffic_light(self.police, opened, Colour.AMBER, "Test", review, None, since)
        return person, opened

    def published(self, month: date = APRIL) -> MonthlyUpdate:
        update = prepare_update(self.chair, month)
        sign_off_update(self.chair, update)
        publish_update(self.chair, update)
        return update


def tasking_user() -> User:
    return make.user(Role.TASKING_MEMBER, SCHEME)

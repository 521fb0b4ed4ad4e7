"""What the loading knows so far."""

from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from popo.cases.models import SchemeCase
from popo.demo.load.office import Office
from popo.demo.load.timeline import Timeline
from popo.people.models import Person


@dataclass
class World:
    """People and cases by the number of the town's somebody."""

    office: Office
    random: Random
    timeline: Timeline = field(default_factory=Timeline)
    people: dict[int, Person] = field(default_factory=dict)
    cases: dict[int, SchemeCase] = field(default_factory=dict)

    @property
    def references(self) -> dict[int, str]:
        return {number: person.reference for number, person in self.people.items()}

    def ids(self) -> dict[int, UUID]:
        return {number: person.id for number, person in self.people.items()}

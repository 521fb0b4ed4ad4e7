"""What the loading knows so far."""

from dataclasses import dataclass, field
from random import Random

from popo.cases.models import SchemeCase
from popo.demo.cast import Cast
from popo.demo.load.office import Office
from popo.demo.load.timeline import Timeline
from popo.people.models import Person


@dataclass
class World:
    """People, their references and cases, by the number of the town's somebody."""

    office: Office
    random: Random
    parts: Cast
    timeline: Timeline = field(default_factory=Timeline)
    people: dict[int, Person] = field(default_factory=dict)
    references: dict[int, str] = field(default_factory=dict)
    cases: dict[int, SchemeCase] = field(default_factory=dict)

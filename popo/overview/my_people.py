"""The people assigned to somebody, with what stands beside each: a fixed number of statements."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import Colour, TrafficLight
from popo.cases.queries import lights_of
from popo.overview.queries import assigned_to
from popo.people.models import Person
from popo.people.queries import names_of
from popo.strands.queries.beside import Beside, beside
from popo.whereabouts.models import Location
from popo.whereabouts.queries import locations_of

SOON = timedelta(days=7)
_WORST_FIRST = [Colour.RED, Colour.AMBER, Colour.GREEN, Colour.CUSTODY]


@dataclass(frozen=True)
class Mine:
    """Somebody I work with; `name` is empty where no name may be read."""

    person: Person
    case_id: UUID
    name: str
    light: TrafficLight | None
    location: Location | None
    beside: Beside

    def review_due(self, today: date) -> bool:
        """Whether the colour is to be looked at again by the end of a week from now."""
        return self.light is not None and self.light.review_on <= today + SOON


def my_people(actor: Actor) -> list[Mine]:
    """Worst colour first; those without a colour lead, for somebody must set one."""
    today = clock.today()
    assigned = assigned_to(actor)
    cases = {case_id: person.id for person, case_id in assigned}
    people = set(cases.values())
    names = names_of(people, actor)
    lights, places = lights_of(cases, today), locations_of(people, today, actor)
    extras = beside(cases, actor)
    found = [
        Mine(
            person=person,
            case_id=case_id,
            name=names[person.id].formal if person.id in names else "",
            light=lights.get(case_id),
            location=places.get(person.id),
            beside=extras[case_id],
        )
        for person, case_id in assigned
    ]
    return sorted(found, key=lambda one: (_worst_first(one.light), one.person.reference))


def _worst_first(light: TrafficLight | None) -> int:
    return _WORST_FIRST.index(light.colour) if light else -1

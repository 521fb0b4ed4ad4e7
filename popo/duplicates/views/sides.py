"""One record of a pair, as the page shows it beside the other."""

from dataclasses import dataclass

from popo.access.actor import Actor
from popo.duplicates.queries.pairs import Seen
from popo.people.models import Person, PersonName
from popo.people.queries import Details, current_name, details_of


@dataclass(frozen=True)
class Side:
    """`may_open` is asked by what says who leads; only records that may be read are shown."""

    person: Person
    name: PersonName | None
    known: Details
    may_open: bool = True

    @property
    def others(self) -> list[PersonName]:
        return [row for row in self.known.names if row is not self.name]


def sides_of(seen: Seen, actor: Actor) -> list[Side]:
    return [_side(person, details_of(person.id, actor)) for person in seen.people]


def _side(person: Person, known: Details) -> Side:
    return Side(person, current_name(reversed(known.names)), known)

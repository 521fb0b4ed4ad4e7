"""Lines of the trail in words. Reading it is itself recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from popo.access.actor import Actor
from popo.accounts.queries import users_by_id
from popo.audit.events import Event, Operation
from popo.audit.queries import Look, about_person, newest
from popo.audit.services import record
from popo.people.models import Person

_OVERWRITTEN = {
    "people.found": "Found by a search",
    "people.listed": "Shown in a list",
    "access.refused": "Refused",
}


@dataclass(frozen=True)
class Line:
    id: int
    at: datetime
    what: str
    operation: str
    who: str
    details: str


def look_at_history(actor: Actor, person: Person) -> list[Line]:
    """The newest events about a person."""
    lines = _lines(about_person(person.id))
    record(Event.TRAIL_READ, actor, people=[person.id], scope="person")
    return lines


def look_at_trail(actor: Actor, events: Iterable[Event]) -> list[Line]:
    """The newest events of some kinds, or of all."""
    lines = _lines(newest(events=[event.label for event in events]))
    record(Event.TRAIL_READ, actor, scope="scheme")
    return lines


def _lines(looks: list[Look]) -> list[Line]:
    named = (UUID(look.details["user"]) for look in looks if "user" in look.details)
    users = users_by_id([*named, *(look.user_id for look in looks if look.user_id)])
    names = {str(key): f"{user.name}, {user.agency.short_name}" for key, user in users.items()}
    return [
        Line(
            id=look.id,
            at=look.at,
            what=_what(look.event),
            operation=Operation(look.operation).value,
            who=names[str(look.user_id)] if look.user_id else "The system",
            details=_details(look.details, names),
        )
        for look in looks
    ]


def _what(label: str) -> str:
    """`person.name_added` as "Person: name added"."""
    feature, _, verb = label.partition(".")
    return _OVERWRITTEN.get(label) or f"{feature}: {verb}".replace("_", " ").capitalize()


def _details(details: dict[str, Any], names: dict[str, str]) -> str:
    return "; ".join(f"{_say(key)}: {_value(value, names)}" for key, value in details.items())


def _value(value: Any, names: dict[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(_say(part) for part in value)
    return names.get(str(value)) or _say(value)


def _say(value: object) -> str:
    return str(value).replace("_", " ")

"""Lines of the trail in words. Reading it is itself recorded."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from popo.access.actor import Actor
from popo.access.permissions import Permission
from popo.accounts.queries import list_agencies, users_by_id
from popo.audit.events import Event, Operation
from popo.audit.queries import Look, about_person, newest
from popo.audit.services import record
from popo.cases.models import Strand
from popo.cases.policy import may_see_strand
from popo.overview.queries import unreadable
from popo.people.queries.person import id_of

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


def look_at_history(actor: Actor, person_id: UUID) -> list[Line]:
    """The newest events about a person.

    Whoever may not read a row is not told that it is there, save those who oversee the trail.
    """
    looks = about_person(person_id)
    if not actor.can(Permission.TRAIL_READ):
        shut, hidden = unreadable([look.about for look in looks], actor), _hidden_from(actor)
        looks = [look for look in looks if look.about[1] not in shut and look.event not in hidden]
    lines = _lines(looks)
    record(Event.TRAIL_READ, actor, people=[person_id], scope="person")
    return lines


def _hidden_from(actor: Actor) -> set[str]:
    """A childhood on the scheme is under Prevent and Deter: only those cleared hear of it."""
    told = may_see_strand(actor, Strand.PREVENT_AND_DETER)
    return set() if told else {Event.CHILDHOOD_CLOSED.label, Event.CHILDHOOD_OPENED.label}


def look_at_trail(actor: Actor, kind: str, reference: str) -> list[Line]:
    """The newest events of a kind, or of all; about one person by reference, or about anybody."""
    if reference:
        person_id = id_of(reference)
        about = look_at_history(actor, person_id) if person_id else []
        return [line for line in about if kind in {"", line.operation}]
    events = [event.label for event in Event if event.operation == kind]
    lines = _lines(newest(events=events))
    record(Event.TRAIL_READ, actor, scope="scheme")
    return lines


def _lines(looks: list[Look]) -> list[Line]:
    named = (UUID(look.details["user"]) for look in looks if "user" in look.details)
    users = users_by_id([*named, *(look.user_id for look in looks if look.user_id)])
    names = {str(key): f"{user.name}, {user.agency.short_name}" for key, user in users.items()}
    if any("agency" in look.details for look in looks):
        names |= {str(agency.id): agency.name for agency in list_agencies()}
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
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace("_", " ")

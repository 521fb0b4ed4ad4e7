"""The blueprint of people, and what its views share."""

from flask import Blueprint
from werkzeug.wrappers import Response

from popo.accounts.queries import list_agencies
from popo.people.models import Person, SightLevel
from popo.people.queries import Found, get_person
from popo.web.current import actor
from popo.web.guard import refuse_sight

blueprint = Blueprint("people", __name__)
Answer = Response | str | tuple[str, int]


def person_or_404(reference: str, level: SightLevel = SightLevel.READ) -> Person:
    """The person, where the actor has that sight; else the answer is 404, and recorded."""
    person = get_person(reference, actor(), level)
    if person is None:
        refuse_sight(reference)
        raise AssertionError
    return person


def agencies_to_ask(found: list[Found]) -> dict[str, str]:
    """Which agency to ask about those who are only known to exist, by reference."""
    closed = [hit.person for hit in found if not hit.may_open]
    if not closed:
        return {}
    names = {agency.id: agency.name for agency in list_agencies()}
    return {person.reference: names[person.agency_id] for person in closed}

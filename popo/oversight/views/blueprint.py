from flask import Blueprint
from werkzeug.wrappers import Response

from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.web.current import actor
from popo.web.guard import refuse_sight

blueprint = Blueprint("oversight", __name__)
Answer = Response | str | tuple[str, int]


def person_or_404(reference: str) -> Person:
    person = get_person(reference, actor(), SightLevel.READ)
    if person is None:
        refuse_sight(reference)
    return person

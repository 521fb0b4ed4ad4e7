"""Second records, found as the night finds them, and numbers put down for somebody else."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select

from popo.db import db, transaction
from popo.demo.calendar import LAST_DAY, at
from popo.demo.load.timeline import set_time
from popo.demo.load.world import World
from popo.demo.people import Somebody
from popo.demo.town import Town
from popo.duplicates.kinds import Answer
from popo.duplicates.models import DuplicateCandidate
from popo.duplicates.queries.comparing import in_order
from popo.duplicates.queries.pairs import get_opened, get_pair
from popo.duplicates.services.answering import answer_pair
from popo.duplicates.services.asking import ask_holder
from popo.duplicates.services.looking import look_at_changed
from popo.people.identifiers import IdentifierKind
from popo.people.models import Person
from popo.people.services import add_identifier

_SAME = "Same photograph and the same tattoo; the probation worker has seen both records."
_NOT_SAME = "Two people: they came to the same appointment. The number was read off the wrong line."
_ASKED = "We hold a PNC number that you may hold for somebody. Is it one person with two names?"
_SOURCE = "Attendance list of a course, copied by hand"
_FEWEST = 4


def find_and_answer(world: World, town: Town) -> None:
    """One second record is linked, the other waits; one mistake is told apart, one is asked about.

    The last of those current is the one whose record is restricted.
    """
    current = [one.somebody for one in town.journeys if one.is_current and not one.is_young]
    numbers = [(world.people[one.number], _pnc(one)) for one in current]
    mistaken = [(person, pnc) for person, pnc in numbers if pnc]
    planted = len(mistaken) >= _FEWEST and mistaken[-1] == numbers[-1]
    set_time(at(LAST_DAY - timedelta(days=1), 18))
    if planted:
        with transaction():
            _mistake(world, mistaken[0][0], mistaken[1][1])
            _mistake(world, mistaken[2][0], mistaken[-1][1])
    _find()
    set_time(at(LAST_DAY, 10))
    with transaction():
        for second in list(town.second_records)[-1:]:
            first = world.people[second.same_person_as or 0]
            _answer(world, (first, world.people[second.number]), Answer.SAME, _SAME)
        if planted:
            _answer(world, (mistaken[0][0], mistaken[1][0]), Answer.NOT_SAME, _NOT_SAME)
            _ask(world, (mistaken[2][0], mistaken[-1][0]))


def _pnc(somebody: Somebody) -> str:
    """Empty where they have none."""
    numbers = (one.canonical for one in somebody.identifiers if one.kind == "pnc")
    return next(numbers, None) or ""


def _mistake(world: World, person: Person, typed: str) -> None:
    actor = world.office.named("probation")
    add_identifier(actor, person, IdentifierKind.PNC, typed, _SOURCE)


def _find() -> None:
    more = True
    while more:
        with transaction():
            more = look_at_changed()


def _answer(world: World, people: Iterable[Person], answer: Answer, reason: str) -> None:
    actor = world.office.named("coordinator")
    for pair in _pairs(people):
        if (seen := get_opened(pair.id, actor)) is not None:
            answer_pair(actor, seen, answer, reason, pair.version)


def _ask(world: World, people: Iterable[Person]) -> None:
    """By somebody who works with the one and only knows that the other exists."""
    actor = world.office.named("police")
    for pair in _pairs(people):
        seen = get_pair(pair.id, actor)
        if seen is not None and not seen.is_open:
            ask_holder(actor, seen, _ASKED, pair.version)


def _pairs(people: Iterable[Person]) -> list[DuplicateCandidate]:
    one, other = people
    first, second = in_order(one.id, other.id)
    found = select(DuplicateCandidate).where(
        DuplicateCandidate.first_id == first, DuplicateCandidate.second_id == second
    )
    return list(db.session.scalars(found))

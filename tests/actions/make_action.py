"""People who ask and people who do."""

from datetime import date, timedelta
from uuid import uuid4

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.actions.models import Action, ActionOrigin
from popo.actions.services import offer_action
from popo.people.models import Person, SightLevel
from popo.people.services import grant_sight


def offered(
    by: Actor, to: User, person: Person | None = None, due_in: int = 3, words: str = "Find a bed"
) -> Action:
    return offer_action(by, words, to, day(due_in), ActionOrigin.PRACTITIONER, person)


def day(due_in: int) -> date:
    return clock.today() + timedelta(days=due_in)


def show(person: Person, to: User, by: Actor, level: SightLevel = SightLevel.READ) -> None:
    """Gives sight by name."""
    grant_sight(by, person.id, level, "test", uuid4(), user_id=to.id)

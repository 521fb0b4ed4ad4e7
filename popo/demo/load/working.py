"""A working day: who acts for whom, cases handed over, pins, reminders, an answer not given."""

from datetime import timedelta

from popo.actions.models import ActionOrigin
from popo.actions.services import offer_action
from popo.cases.queries import parts_held
from popo.cases.services import Handed, NewCover, add_cover, hand_over
from popo.contacts.queries import recent_contacts
from popo.demo.calendar import LAST_DAY, at
from popo.demo.load.world import World
from popo.overview.services import pin_entry
from popo.people.models import Person
from popo.reminders.models import Rhythm
from popo.reminders.queries import every_kind
from popo.reminders.services import choose_reminders

_REMINDED = ("lead-police", "lead-probation", "police", "probation", "yos", "housing")
_NOTE = "Rings his sister first thing; she knows where he is. The order runs to the summer."
_ASKED = LAST_DAY - timedelta(days=5)


def plan_working_day(world: World) -> None:
    timeline = world.timeline
    timeline.at(at(_ASKED, 10), lambda: _ask(world))
    timeline.at(at(LAST_DAY - timedelta(days=1), 16), lambda: _go_away(world))
    timeline.at(at(LAST_DAY, 9), lambda: _hand_over(world))
    timeline.at(at(LAST_DAY, 10), lambda: _pin(world))
    timeline.at(at(LAST_DAY, 11), lambda: _choose(world))


def _ask(world: World) -> None:
    """Nobody has accepted it, so it is with whoever asked again."""
    police = world.office.named("police")
    for one in parts_held(world.office.users["housing"].id, police)[:1]:
        offer_action(
            police,
            "Confirm the tenancy, and when the keys are ready",
            world.office.users["housing"],
            LAST_DAY + timedelta(days=7),
            ActionOrigin.PRACTITIONER,
            one.person,
        )


def _go_away(world: World) -> None:
    users = world.office.users
    first, last = LAST_DAY - timedelta(days=1), LAST_DAY + timedelta(days=7)
    new = NewCover(users["police-4"], users["police-3"], first, last, "Leave")
    add_cover(world.office.named("police-4"), new)


def _hand_over(world: World) -> None:
    lead = world.office.named("lead-probation")
    held = parts_held(world.office.users["probation-4"].id, lead)[:2]
    if held:
        hand_over(lead, [Handed(one, _NOTE) for one in held], world.office.users["probation-3"])


def _pin(world: World) -> None:
    actor = world.office.named("police")
    for person in list(_worked_on_by(world, "police").values())[:2]:
        newest = recent_contacts(person.id, actor, 1)
        if newest:
            pin_entry(actor, person, newest[0].id, "Read before you visit")


def _choose(world: World) -> None:
    for name in _REMINDED:
        rhythm = Rhythm.MONDAYS if name.startswith("lead") else Rhythm.WORKING_DAYS
        choose_reminders(world.office.named(name), rhythm, every_kind())


def _worked_on_by(world: World, name: str) -> dict[str, Person]:
    held = parts_held(world.office.users[name].id, world.office.named(name))
    return {one.person.reference: one.person for one in held}

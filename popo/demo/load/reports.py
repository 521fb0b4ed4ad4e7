"""The updates of the last two whole months, counted, signed off and published on their day."""

from datetime import date

from popo.db import transaction
from popo.demo.calendar import at
from popo.demo.load.timeline import set_time
from popo.demo.load.world import World
from popo.reports.narrative import Narrative
from popo.reports.services import edit_update, prepare_update, publish_update, sign_off_update

_NARRATIVE = Narrative(
    headlines="The list kept to the agreed number. Most appointments were kept.",
    risks="Several people are due out of custody without an address to go to.",
    decisions="None this month.",
)
_MONTHS = ((date(2024, 2, 1), date(2024, 3, 6)), (date(2024, 3, 1), date(2024, 4, 5)))


def publish_updates(world: World) -> None:
    coordinator, chair = world.office.named("coordinator"), world.office.named("chair")
    for month, published_on in _MONTHS:
        set_time(at(published_on, 11))
        with transaction():
            update = prepare_update(coordinator, month)
            edit_update(coordinator, update, _NARRATIVE, update.version)
            sign_off_update(chair, update)
            publish_update(chair, update)

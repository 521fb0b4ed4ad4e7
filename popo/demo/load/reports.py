"""The updates of the last two whole months, counted, signed off and published on their day."""

from datetime import date

from popo.db import transaction
from popo.demo.calendar import at
from popo.demo.load.timeline import set_time
from popo.demo.load.world import World
from popo.reports.services import (
    prepare_update,
    publish_update,
    sign_off_update,
)

_MONTHS = ((date(2024, 2, 1), date(2024, 3, 6)), (date(2024, 3, 1), date(2024, 4, 5)))


def publish_updates(world: World) -> None:
    coordinator, chair = world.office.named("coordinator"), world.office.named("chair")
    for month, published_on in _MONTHS:
        set_time(at(published_on, 11))
        with transaction():
            update = prepare_update(coordinator, month)
            sign_off_update(chair, update)
            publish_update(chair, update)

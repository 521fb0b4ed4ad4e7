"""Traffic lights over a case: red, amber or green by conduct, custody while inside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from popo.demo.calendar import working_day
from popo.demo.custody import Stay, is_inside
from popo.demo.draws import chance
from popo.demo.happenings import Happening

_DAYS = {"red": 28, "amber": 28, "green": 84, "custody": 84}
_RECENT, _LONG_AGO = 60, 180
_LATE = 0.08  # reviews held after they were due
_REASONS = {
    "red": (
        "Arrested within the last two months and not keeping appointments.",
        "Further offences believed; enforcement leads until the pattern changes.",
        "Missed two appointments and away from the address given.",
    ),
    "amber": (
        "Early in supervision; keeping most appointments.",
        "Recently released, engaging so far. To be looked at again in four weeks.",
        "Mixed month: treatment kept up, company unchanged.",
    ),
    "green": (
        "Six months without arrest, in treatment and settled.",
        "Engaging with every agency; no adverse information.",
    ),
    "custody": ("In custody; release planning to start twelve weeks before release.",),
}


@dataclass(frozen=True)
class Light:
    colour: str
    on: date
    review_on: date
    reason: str


def draw_lights(
    random: Random,
    happenings: Sequence[Happening],
    stays: Sequence[Stay],
    entered: date,
    until: date,
) -> list[Light]:
    """From entry up to `until`; set on entry, at reviews, and on reception and release."""
    moves = sorted(
        day for stay in stays for day in (stay.starts_on, stay.released_on) if entered < day < until
    )
    lights: list[Light] = []
    day = entered
    while day < until:
        lights.append(_light(random, happenings, stays, day))
        due = lights[-1].review_on
        if chance(random, _LATE):
            due += timedelta(days=random.randrange(3, 15))
        coming = [move for move in moves if move > day]
        day = min([working_day(due), *coming[:1]])
    return lights


def _light(
    random: Random, happenings: Sequence[Happening], stays: Sequence[Stay], day: date
) -> Light:
    colour = _colour(random, happenings, stays, day)
    return Light(colour, day, day + timedelta(days=_DAYS[colour]), random.choice(_REASONS[colour]))


def _colour(
    random: Random, happenings: Sequence[Happening], stays: Sequence[Stay], day: date
) -> str:
    if is_inside(stays, day):
        return "custody"
    trouble = [
        (day - one.on).days
        for one in happenings
        if one.on <= day and one.kind in {"arrest", "breach", "failure_to_appear"}
    ]
    quiet_for = min(trouble, default=_LONG_AGO)
    if quiet_for < _RECENT:
        return "red"
    return "green" if quiet_for >= _LONG_AGO and chance(random, 0.8) else "amber"

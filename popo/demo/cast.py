"""Who plays which part in what selection shows: chosen by what fits them, nobody twice.

A small town has nobody for some of the parts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from popo.demo.calendar import LAST_DAY
from popo.demo.custody import is_inside
from popo.demo.happenings import Happening
from popo.demo.journeys import Journey

_SETTLED = timedelta(days=200)
_NEW = timedelta(days=150)
_CLOSED_TO_SOME = 2
"""The last of the list: one record is restricted, of another somebody declared a conflict."""
_PAIRS = 2

Pair = tuple[Journey, Journey]


@dataclass(frozen=True)
class Cast:
    """All on the scheme, adults, at liberty.

    `offered` to another scheme; `withheld` from being told; `doubted`: an override of the score
    is proposed; `pairs` offended together.
    """

    offered: Journey | None
    withheld: Journey | None
    doubted: Journey | None
    pairs: tuple[Pair, ...]


def cast(journeys: Sequence[Journey]) -> Cast:
    current = [one for one in journeys if one.is_current and not one.is_young]
    fit = [one for one in current[:-_CLOSED_TO_SOME] if _fits(one)]
    settled = iter([one for one in fit if _age_of(one) > _SETTLED])
    new = [one for one in fit if _age_of(one) < _NEW]
    return Cast(
        offered=next(settled, None),
        withheld=next(iter(new), None),
        doubted=next(settled, None),
        pairs=tuple(islice(_pairs(settled), _PAIRS)),
    )


def _fits(journey: Journey) -> bool:
    plain = not (journey.is_proposed or journey.returned_on)
    return plain and not is_inside(journey.stays, LAST_DAY)


def _age_of(journey: Journey) -> timedelta:
    return LAST_DAY - (journey.decided_on or LAST_DAY)


def _pairs(rest: Iterator[Journey]) -> Iterator[Pair]:
    """Neighbours in the list, of whom the first was charged with something done at liberty."""
    for one in rest:
        other = next(rest, None)
        if other is not None and charged(one):
            yield one, other


def charged(journey: Journey) -> list[Happening]:
    """What this person was charged with while on the scheme, done at liberty."""
    entered = journey.decided_on or LAST_DAY
    return [
        one
        for one in journey.happenings
        if one.kind == "charge" and one.at_liberty and one.offence_on and one.offence_on > entered
    ]

"""Offences before the scheme and on it, from the published figures; and what came of each."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from popo.demo import parameters
from popo.demo.custody import Stay, liberty_spans
from popo.demo.draws import chance, lognormal, negative_binomial
from popo.demo.offences import draw_offence
from popo.demo.people import YEAR, Somebody
from popo.demo.places import draw_offence_ward, draw_town_outside
from popo.reference.offences import CjsOffence

A_YEAR = timedelta(days=365)
_MOST_SANCTIONS_A_YEAR = 6


@dataclass(frozen=True)
class Proven:
    """One proven offence. `ward` is empty outside the town, where `town` names the place."""

    on: date
    kind: str
    offence: CjsOffence
    ward: str
    town: str
    sentenced_on: date
    custodial: bool


@dataclass
class Record:
    """What somebody has done: `before` is the year up to entry, `earlier` all before that."""

    sanctions_on_entry: int
    earlier: list[Proven] = field(default_factory=list)
    before: list[Proven] = field(default_factory=list)
    after: list[Proven] = field(default_factory=list)


def draw_sanctions(random: Random, median: float = parameters.SANCTIONS_MEDIAN) -> int:
    drawn = lognormal(random, median, parameters.SANCTIONS_LOG_SD)
    return max(parameters.FEWEST_SANCTIONS, round(drawn))


def draw_year_before(random: Random) -> int:
    """People are picked in a high year: often the higher of two usual ones."""
    years = 2 if chance(random, parameters.PICKED_IN_A_HIGH_YEAR) else 1
    return max(
        negative_binomial(random, parameters.USUAL_YEAR, parameters.USUAL_SIZE)
        for _ in range(years)
    )


def draw_year_after(random: Random, effect: float = parameters.SCHEME_EFFECT) -> int:
    """A usual year again, made uneven by custody and by stopping; the scheme prevents a share."""
    return negative_binomial(random, parameters.USUAL_YEAR * (1 - effect), parameters.AFTER_SIZE)


def draw_record(
    random: Random,
    somebody: Somebody,
    entered: date,
    last: date,
    stays: Sequence[Stay],
    median: float = parameters.SANCTIONS_MEDIAN,
) -> Record:
    """Everything up to `last`; `entered` is the day on the scheme, or of the nomination."""
    first = somebody.born + timedelta(days=round((somebody.first_sanction_age + 0.5) * YEAR))
    first = min(first, entered - timedelta(days=2))
    recent = max(entered - A_YEAR, first)
    years = max((entered - first) / A_YEAR, 0.5)
    sanctions = min(draw_sanctions(random, median), round(years * _MOST_SANCTIONS_A_YEAR) + 1)
    before = draw_year_before(random)
    held = Record(max(sanctions, before))
    for _ in range(max(sanctions - before, 0)):
        on = first + timedelta(days=random.randrange(max((recent - first).days, 1)))
        held.earlier.append(prove(random, on, parameters.DELAY_BEFORE))
    days = _days_at_liberty(stays, recent, entered - timedelta(days=1))
    held.before = _prove_on(random, days, before, parameters.DELAY_BEFORE)
    year = entered
    while year <= last:
        until = min(year + A_YEAR - timedelta(days=1), last)
        count = _share_of(random, draw_year_after(random), (until - year).days + 1)
        days = _days_at_liberty(stays, year, until)
        held.after += _prove_on(random, days, count, parameters.DELAY_AFTER)
        year += A_YEAR
    return held


def _share_of(random: Random, count: int, days: int) -> int:
    return sum(chance(random, days / A_YEAR.days) for _ in range(count))


def _prove_on(random: Random, days: "_Days", count: int, delay: float) -> list[Proven]:
    return sorted(
        (prove(random, days.draw(random), delay) for _ in range(count)), key=lambda one: one.on
    )


def prove(random: Random, on: date, delay: float) -> Proven:
    kind, offence = draw_offence(random)
    ward = draw_offence_ward(random)
    days = max(1, round(lognormal(random, delay, parameters.DELAY_LOG_SD)))
    return Proven(
        on=on,
        kind=kind,
        offence=offence,
        ward=ward,
        town="" if ward else draw_town_outside(random),
        sentenced_on=on + timedelta(days=days),
        custodial=chance(random, parameters.IMMEDIATE_CUSTODY),
    )


class _Days:
    """The days of some spans, any of them to be drawn."""

    def __init__(self, spans: Sequence[tuple[date, date]]) -> None:
        self._spans = spans
        self._running = list(accumulate((until - since).days + 1 for since, until in spans))

    def draw(self, random: Random) -> date:
        number = random.randrange(self._running[-1])
        place = bisect_right(self._running, number)
        passed = self._running[place - 1] if place else 0
        return self._spans[place][0] + timedelta(days=number - passed)


def _days_at_liberty(stays: Sequence[Stay], first: date, last: date) -> _Days:
    """Those at liberty; all days where there are none, for offences inside."""
    return _Days(liberty_spans(stays, first, last) or [(first, last)])

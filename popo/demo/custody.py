"""Time inside and at liberty, and by what law somebody is supervised between.

A stay has a remand leg more often than not. Stays, time between them and the share inside on any
day hang together: with a median stay of four months and 48% inside there are 1.25 stays a year;
counting each leg as a spell makes two a year.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from math import exp
from random import Random

from popo.demo import parameters
from popo.demo.calendar import release_day
from popo.demo.draws import chance, lognormal, pick
from popo.reference.files import read_csv

_MEAN_STAY = parameters.STAY_MEDIAN_DAYS * exp(parameters.STAY_LOG_SD**2 / 2)
_MEAN_LIBERTY = _MEAN_STAY * (1 - parameters.IN_CUSTODY) / parameters.IN_CUSTODY
_LONGEST_ORDER, _SHORTEST_ORDER = 540, 120
_REMAND_SHARE = (0.2, 0.5)
_ADULT_PRISON_AGE = 21
_STATUSES = {
    # as in `Place`: the status code of an adult, and of somebody under 21
    "remand": ("TRL", "TRL"),
    "sentenced": ("SENT03", "YOI"),
    "recalled": ("LR", "LR_YOI"),
}


@dataclass(frozen=True)
class Stay:
    """From reception up to, but not on, the day of release.

    `sentenced_on` is the day the remand leg ended, or reception where there was none.
    """

    starts_on: date
    sentenced_on: date
    released_on: date
    recalled: bool = False

    def holds(self, day: date) -> bool:
        return self.starts_on <= day < self.released_on

    def place_on(self, day: date) -> str:
        """As in `whereabouts.Place`."""
        if self.recalled:
            return "recalled"
        return "remand" if day < self.sentenced_on else "sentenced"


@dataclass(frozen=True)
class Supervision:
    """`basis` as in `whereabouts.Basis`; `ends_on` is the day it ended, if it has."""

    basis: str
    starts_on: date
    due_to_end_on: date
    ends_on: date | None


def imprisonment_status(place: str, age: int) -> str:
    """What the prison calls it: the description of its status code for this place and age."""
    adult, young = _STATUSES[place]
    code = young if age < _ADULT_PRISON_AGE else adult
    return _status_words()[code]


def draw_stays(random: Random, first: date, last: date) -> list[Stay]:
    """Stays that touch the days from `first` to `last`, begun in the long run's own balance."""
    stays: list[Stay] = []
    day = first
    if chance(random, parameters.IN_CUSTODY):
        # somebody met inside is likelier met on a long stay, and anywhere along it
        whole = _draw_stay_days(random) * exp(parameters.STAY_LOG_SD * parameters.STAY_LOG_SD)
        served = whole * random.random()
        stays.append(_stay(random, first - timedelta(days=served), whole))
        day = stays[0].released_on
    while True:
        day += timedelta(days=1 + round(random.expovariate(1 / _MEAN_LIBERTY)))
        if day > last:
            return [stay for stay in stays if stay.released_on > first]
        stays.append(_stay(random, day, _draw_stay_days(random)))
        day = stays[-1].released_on


def is_inside(stays: Iterable[Stay], day: date) -> bool:
    return any(stay.holds(day) for stay in stays)


def liberty_spans(stays: Iterable[Stay], first: date, last: date) -> list[tuple[date, date]]:
    """The stretches at liberty within `first` to `last`, both ends included."""
    spans, day = [], first
    for stay in stays:
        before = stay.starts_on - timedelta(days=1)
        if day <= min(before, last):
            spans.append((day, min(before, last)))
        day = max(day, stay.released_on)
    if day <= last:
        spans.append((day, last))
    return spans


def draw_supervision(
    random: Random, stays: list[Stay], first: date, last: date, shares: dict[str, float]
) -> tuple[list[Supervision], list[Stay]]:
    """What holds in each stretch at liberty; and the stays, now told which were recalls."""
    held: list[Supervision] = []
    after = {stay.starts_on: stay for stay in stays}
    for starts_on, until in liberty_spans(stays, first, last):
        basis = pick(random, shares)
        following = until + timedelta(days=1)
        if basis == "none":
            continue
        due = starts_on + timedelta(days=random.randrange(_SHORTEST_ORDER, _LONGEST_ORDER))
        ended = min(due, following) if min(due, following) <= last else None
        held.append(Supervision(basis, starts_on, due, ended))
        stay = after.get(following)
        if stay and basis == "licence" and due > following and chance(random, parameters.RECALLED):
            after[following] = replace(stay, recalled=True, sentenced_on=stay.starts_on)
    return held, sorted(after.values(), key=lambda stay: stay.starts_on)


@cache
def _status_words() -> dict[str, str]:
    rows = read_csv("nomis_imprisonment_statuses.csv")
    return {row["status"]: row["description"] for row in rows}


def _draw_stay_days(random: Random) -> float:
    return lognormal(random, parameters.STAY_MEDIAN_DAYS, parameters.STAY_LOG_SD)


def _stay(random: Random, starts_on: date, days: float) -> Stay:
    planned = starts_on + timedelta(days=max(2, round(days)))
    released_on = max(release_day(planned), starts_on + timedelta(days=1))
    remand = random.uniform(*_REMAND_SHARE) if chance(random, parameters.FROM_REMAND) else 0.0
    return Stay(starts_on, starts_on + timedelta(days=round(days * remand)), released_on)

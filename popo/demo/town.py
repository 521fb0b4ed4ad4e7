"""The whole town, from a seed: everybody known to the scheme and what happened to them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import cycle, islice
from random import Random

from popo.demo import noise, parameters, turns
from popo.demo.calendar import LAST_DAY, meetings_held, release_day, scheme_year, working_day
from popo.demo.custody import is_inside
from popo.demo.draws import pick
from popo.demo.happenings import wanted_since
from popo.demo.identifiers import long_asn
from popo.demo.journeys import Journey, Route, begin, live
from popo.demo.meetings import Meeting, draw_meetings
from popo.demo.people import Registry, Somebody, draw_age_on_entry

SEED = 2004
_SETTLED_IN = timedelta(days=80)
_ADULT = 18.2
"""The shipped criteria admit adults to the adults' list; whoever is younger is drawn again."""
_PENDING = (
    Route.AWAITING_PANEL,
    Route.SCORING,
    Route.NOMINATED,
    Route.AWAITING_PANEL,
    Route.SCORING,
    Route.DEFERRED,
    Route.AWAITING_PANEL,
    Route.NOMINATED,
)
DESTROYED = "destroyed"
"""Planted, as a roster says it, in somebody whose record nobody can read any more."""
_LATE = timedelta(days=4)
_TIERS = ("Tier 1", "Tier 2", "Tier 3")


@dataclass(frozen=True)
class Size:
    """Joined and on the scheme at the end of, each year; the others as they are on the last day.

    Of those declined, only the last meeting's are still held: the earlier ones have run out.
    """

    selected: tuple[int, ...] = parameters.SELECTED
    growth: tuple[int, ...] = parameters.GROWTH
    young: int = parameters.YOUNG_PEOPLE
    declined: int = 3
    pending: int = len(_PENDING)

    @property
    def left(self) -> list[int]:
        before = (0, *self.growth[:-1])
        changes = zip(self.selected, before, self.growth, strict=True)
        return [joined + start - end for joined, start, end in changes]


@dataclass
class Town:
    seed: int
    journeys: list[Journey]
    second_records: list[Somebody]
    strangers: list[Somebody]
    """Offered to us by another scheme, hosted for one, and nominated once and destroyed since."""
    meetings: list[Meeting]
    registry: Registry = field(repr=False, compare=False)
    """What makes more people who are not these."""

    @property
    def people(self) -> list[Somebody]:
        journeys = (journey.somebody for journey in self.journeys)
        return [*journeys, *self.second_records, *self.strangers]


def make_town(seed: int = SEED, size: Size | None = None) -> Town:
    """The same town for the same seed and size, whenever and wherever it is made."""
    random = Random(seed)
    size = size or Size()
    registry = Registry(random)
    journeys = [
        *_adults(random, registry, size),
        *_young_people(random, registry, size),
        *_declined(random, registry, size),
        *_pending(random, registry, size),
    ]
    for journey in journeys:
        live(random, journey, registry.issuer.asn)
    _mark_proposed(journeys)
    _lose_one(random, journeys)
    first_records = [journey.somebody for journey in journeys]
    noise.plant(random, first_records)
    _lengthen_arrest_numbers(random, journeys)
    second_records = _second_records(random, registry, journeys)
    turns.choose(journeys)
    meetings = draw_meetings(random, journeys)
    for journey in journeys:
        turns.live_again(random, journey, registry.issuer.asn)
    return Town(
        seed=seed,
        journeys=[*journeys, *_late(random, registry)],
        second_records=second_records,
        strangers=_strangers(random, registry),
        meetings=meetings,
        registry=registry,
    )


def _adults(random: Random, registry: Registry, size: Size) -> list[Journey]:
    """They join at meetings, and at meetings enough are chosen to leave."""
    days = meetings_held()[1:]  # the first one agreed the criteria
    journeys: list[Journey] = []
    for year, (joining, leaving) in enumerate(zip(size.selected, size.left, strict=True)):
        of_year = [day for day in days if scheme_year(day) == year]
        for day in sorted(random.choices(of_year, k=joining)):
            somebody = registry.make(_adult_age(random), day)
            journeys.append(begin(random, somebody, Route.SELECTED, day, young=False))
        _choose_leavers(random, journeys, of_year, leaving)
    return journeys


def _choose_leavers(
    random: Random, journeys: Sequence[Journey], days: Sequence[date], count: int
) -> None:
    staying = [journey for journey in journeys if journey.left_on is None]
    staying.sort(key=lambda journey: journey.decided_on or LAST_DAY)
    eligible = staying[: max(count, len(staying) * 2 // 3)]
    for journey in random.sample(eligible, count):
        entered = journey.decided_on or LAST_DAY
        later = [day for day in days if day > entered + _SETTLED_IN] or [days[-1]]
        journey.left_on = random.choice(later)
        reasons = dict(parameters.DE_SELECTED_BECAUSE)
        if journey.left_on - entered < timedelta(days=200):
            del reasons["desisted"]
        journey.left_because = pick(random, reasons)


def _mark_proposed(journeys: Sequence[Journey]) -> None:
    """De-selection is proposed of the green one on longest, and waits for answers."""
    for journey in journeys:
        if journey.is_current and not journey.is_young and journey.lights[-1].colour == "green":
            journey.is_proposed = True
            return


def _lose_one(random: Random, journeys: Sequence[Journey]) -> None:
    """Somebody at liberty is looked for on a warrant."""
    for journey in journeys:
        free = journey.is_current and not is_inside(journey.stays, LAST_DAY)
        if free and not journey.is_young and not journey.is_proposed:
            days = random.randrange(5, 12)
            journey.happenings += wanted_since(working_day(LAST_DAY - timedelta(days=days)))
            return


def _young_people(random: Random, registry: Registry, size: Size) -> list[Journey]:
    """On the list for at most a year and a half; none comes of age before the last day."""
    days = meetings_held()[-18:]
    journeys = []
    for tier in islice(cycle(_TIERS), size.young):
        day = random.choice(days)
        somebody = registry.make(_young_age(random), LAST_DAY, prison=False)
        journey = begin(random, somebody, Route.SELECTED, day, young=True)
        journey.tier = tier
        journeys.append(journey)
    return journeys


def _adult_age(random: Random) -> float:
    while (age := draw_age_on_entry(random)) < _ADULT:
        pass
    return age


def _young_age(random: Random) -> float:
    youngest, oldest = parameters.YOUNG_AGES
    return random.triangular(youngest + 1.5, oldest + 0.8, oldest - 0.5)


def _declined(random: Random, registry: Registry, size: Size) -> list[Journey]:
    day = meetings_held()[-1]
    return [
        begin(random, registry.make(_adult_age(random), day), Route.DECLINED, day, young=False)
        for _ in range(size.declined)
    ]


def _pending(random: Random, registry: Registry, size: Size) -> list[Journey]:
    """Nominations on their way; the last of a full-sized town is a young person's."""
    journeys = []
    for number, route in enumerate(_PENDING[: size.pending]):
        young = number == len(_PENDING) - 1
        age = _young_age(random) if young else _adult_age(random)
        decided = meetings_held()[-1] if route is Route.DEFERRED else None
        somebody = registry.make(age, LAST_DAY, prison=not young)
        journeys.append(begin(random, somebody, route, decided, young=young))
    return journeys


def _late(random: Random, registry: Registry) -> list[Journey]:
    """Of the last days: a nomination that waits to be seen, and one begun and not sent."""
    journeys = []
    for route, by in ((Route.NOMINATED, "probation"), (Route.DRAFT, "police")):
        somebody = registry.make(_adult_age(random), LAST_DAY)
        journey = begin(random, somebody, route, None, young=False)
        journey.nominated_on, journey.nominated_by = release_day(LAST_DAY - _LATE), by
        while not journey.record.before:  # nobody is nominated without an offence this year
            live(random, journey, registry.issuer.asn)
        journeys.append(journey)
    return journeys


def _strangers(random: Random, registry: Registry) -> list[Somebody]:
    coming, hosted, destroyed = (registry.make(_adult_age(random), LAST_DAY) for _ in range(3))
    destroyed.planted[DESTROYED] = "refused as a nominee; nothing of the record can be read"
    return [coming, hosted, destroyed]


def _lengthen_arrest_numbers(random: Random, journeys: Sequence[Journey]) -> None:
    """Some arrest numbers written in the form of 21 characters."""
    count = max(1, round(noise.SHARE * len(journeys)))
    arrested = [one for one in journeys if any(event.asn for event in one.happenings)]
    for journey in random.sample(arrested, count):
        place = next(at for at, event in enumerate(journey.happenings) if event.asn)
        event = journey.happenings[place]
        written = long_asn(event.asn or "")
        journey.happenings[place] = replace(event, asn=written)
        journey.somebody.planted["asn of 21 characters"] = written


def _second_records(
    random: Random, registry: Registry, journeys: Sequence[Journey]
) -> list[Somebody]:
    adults = [journey.somebody for journey in journeys if not journey.is_young]
    count = max(1, round(parameters.SECOND_RECORD * len(adults)))
    return [registry.second_record(first) for first in random.sample(adults, count)]

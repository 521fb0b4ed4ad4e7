"""People as agencies add them: names, identifiers, addresses, markers, summaries."""

from collections.abc import Sequence
from datetime import date, timedelta

from popo import clock
from popo.access.actor import Actor
from popo.db import db
from popo.demo.calendar import LAST_DAY, at
from popo.demo.journeys import Journey
from popo.demo.load.after import tell, withhold
from popo.demo.load.world import World
from popo.demo.people import Somebody
from popo.demo.summaries import summary_of
from popo.people.identifiers import IdentifierKind
from popo.people.models import (
    AddressKind,
    EqualityRecord,
    LinkVerdict,
    MarkerKind,
    NameKind,
    Sex,
    StopKind,
)
from popo.people.services import (
    NewPerson,
    NewStop,
    add_address,
    add_identifier,
    add_marker,
    add_name,
    add_person,
    add_phone,
    declare_conflict,
    link_people,
    record_stop,
    restrict_person,
    write_summary,
)

_SOURCES = {
    "police": "Custody record",
    "probation": "Probation case record",
    "youth_offending_service": "Youth offending service record",
    "council": "Council record",
}
_MARKED, _LAPSED = 0.3, 0.3
_MARKER_DAYS = 180
_RESTRICTED_DAYS = 120
_SUMMED_UP, _FRESH = 0.9, 0.7
_MARKERS = {
    MarkerKind.STAFF_SAFETY: (
        "Visit in pairs: dog at the address.",
        "Seen loose in the hall at the last two visits.",
    ),
    MarkerKind.VULNERABILITY: (
        "Has harmed himself or herself in custody.",
        "Custody record of last year.",
    ),
    MarkerKind.COMMUNICATION: (
        "Reads with difficulty: explain letters by telephone.",
        "Said so at the first appointment; assessed by education.",
    ),
}


def plan_person(world: World, journey: Journey) -> None:
    """Added on the day of the nomination by who nominates; told soon after being selected."""
    somebody = journey.somebody
    actor = world.office.actor(journey.nominated_by, somebody.number)
    source = _SOURCES[journey.nominated_by]
    moment = at(journey.nominated_on, 9, 30)
    world.timeline.at(moment, lambda: _add(world, actor, somebody, source))
    if journey.is_current and journey.decided_on is not None:
        _plan_care(world, journey, journey.decided_on)
    if journey.left_because == "deceased" and journey.left_on is not None:
        left = journey.left_on
        world.timeline.at(at(left, 9), lambda: _died(world, actor, somebody, left))


def plan_second_record(world: World, somebody: Somebody, *, linked: bool) -> None:
    """Another agency adds somebody already known; unlinked ones are for the reader to find."""
    actor = world.office.actor("probation", somebody.number)
    moment = at(LAST_DAY - timedelta(days=world.random.randrange(20, 200)), 10)
    moment = max(moment, at(date(2024, 1, 8), 10))
    world.timeline.at(moment, lambda: _add(world, actor, somebody, "Probation case record"))
    if linked:
        seen = at(LAST_DAY - timedelta(days=6), 11)
        world.timeline.at(seen, lambda: _link(world, somebody))


def plan_stranger(world: World, somebody: Somebody, agency: str, day: date) -> None:
    """Added by this agency, for something other than being nominated in the usual way."""
    actor = world.office.actor(agency, somebody.number)
    world.timeline.at(at(day, 9, 30), lambda: _add(world, actor, somebody, _SOURCES[agency]))


def plan_barriers(world: World, journeys: Sequence[Journey]) -> None:
    """One record closed to all but those named, and one conflict of interest declared."""
    current = [one.somebody.number for one in journeys if one.is_current and not one.is_young]
    if len(current) < 2:  # noqa: PLR2004 - one of each
        return
    moment = at(LAST_DAY - timedelta(days=4), 16)
    world.timeline.at(moment, lambda: _restrict(world, current[-1]))
    world.timeline.at(moment, lambda: _conflict(world, current[-2]))


def _restrict(world: World, number: int) -> None:
    restrict_person(
        world.office.named("coordinator"),
        world.people[number],
        "A relative works for one of the agencies.",
        LAST_DAY + timedelta(days=_RESTRICTED_DAYS),
        [world.office.user("police", number), world.office.user("probation", number)],
    )


def _conflict(world: World, number: int) -> None:
    actor = world.office.named("police-4")
    declare_conflict(actor, world.people[number], "Lives next door to the family.")


def _add(world: World, actor: Actor, somebody: Somebody, source: str) -> None:
    name = somebody.name
    new = NewPerson(name.given, name.family, somebody.born, Sex(somebody.sex), source)
    person = add_person(actor, new)
    world.people[somebody.number] = person
    world.references[somebody.number] = person.reference
    for alias in somebody.aliases:
        add_name(actor, person, NameKind.ALIAS, alias.given, alias.family, source)
    if other := somebody.planted.get("birth date conflict"):
        said = f"Another agency's extract, with the date of birth {other}"
        add_name(actor, person, NameKind.ALIAS, name.given, name.family, said)
    for number in somebody.identifiers:
        add_identifier(actor, person, IdentifierKind(number.kind), number.typed, source)
    home = somebody.home
    kind = AddressKind(home.kind)
    add_address(actor, person, kind, home.lines, home.postcode, source, clock.today())
    if somebody.phone:
        add_phone(actor, person, somebody.phone, source)
    held = {"self_defined": somebody.self_defined, "officer_observed": somebody.observed}
    db.session.add(EqualityRecord(person_id=person.id, agency_id=actor.agency_id, held=held))


def _plan_care(world: World, journey: Journey, entered: date) -> None:
    number, random = journey.somebody.number, world.random
    lead = "youth_offending_service" if journey.is_young else "police"
    actor = world.office.actor(lead, number)
    told = min(entered + timedelta(days=9), LAST_DAY)
    say = withhold if journey is world.parts.withheld else tell
    world.timeline.at(at(told, 11), lambda: say(world, actor, journey))
    if random.random() < _MARKED:
        days = _MARKER_DAYS + 20 if random.random() < _LAPSED else random.randrange(10, 120)
        on = max(LAST_DAY - timedelta(days=days), entered)
        kind = random.choice(list(MarkerKind))
        world.timeline.at(at(on, 12), lambda: _mark(world, actor, number, kind))
    if random.random() < _SUMMED_UP:
        oldest = 20 if random.random() < _FRESH else 70
        on = max(LAST_DAY - timedelta(days=random.randrange(1, oldest)), entered)
        words = summary_of(random, journey)
        world.timeline.at(at(on, 15), lambda: _sum_up(world, actor, number, words))


def _mark(world: World, actor: Actor, number: int, kind: MarkerKind) -> None:
    words, evidence = _MARKERS[kind]
    review_on = clock.today() + timedelta(days=_MARKER_DAYS)
    add_marker(actor, world.people[number], kind, words, evidence, review_on)


def _sum_up(world: World, actor: Actor, number: int, words: str) -> None:
    write_summary(actor, world.people[number], words)


def _died(world: World, actor: Actor, somebody: Somebody, day: date) -> None:
    person = world.people[somebody.number]
    record_stop(actor, person, NewStop(StopKind.DIED, day, "Told by the coroner's office"))


def _link(world: World, somebody: Somebody) -> None:
    first = world.people[somebody.same_person_as or 0]
    second = world.people[somebody.number]
    link_people(world.office.named("coordinator"), first, second, LinkVerdict.MAY_BE_SAME)

"""People as agencies add them: names, identifiers, addresses, markers, summaries."""

from datetime import date, timedelta

from popo import clock
from popo.access.actor import Actor
from popo.db import db
from popo.demo.calendar import LAST_DAY, at
from popo.demo.journeys import Journey
from popo.demo.load.world import World
from popo.demo.people import Somebody
from popo.people.identifiers import IdentifierKind
from popo.people.models import (
    AddressKind,
    EqualityRecord,
    LinkVerdict,
    MarkerKind,
    NameKind,
    Person,
    Sex,
    Told,
)
from popo.people.services import (
    EditPerson,
    NewPerson,
    add_address,
    add_identifier,
    add_marker,
    add_name,
    add_person,
    add_phone,
    edit_person,
    link_people,
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
_WORDS = (
    (
        "Keeps most appointments. Housing is the weakest point: the present place ends in six weeks "
        "and nothing follows it yet. Spends evenings with the same two friends as before."
    ),
    (
        "In treatment since the winter and says it helps. Money runs out mid-month, and that is when "
        "the earlier offences happened. The benefit claim is being looked at."
    ),
    (
        "Pattern is shop theft in the mornings near the town centre, alone. Stopped for two months "
        "after the last release. Responds to straight talk and to being rung the day before."
    ),
    (
        "Wants work and has a forklift ticket that has run out. A place on the course is agreed. "
        "Family support is good; a brother drives to appointments."
    ),
)
_YOUNG_WORDS = (
    (
        "Attendance at school has picked up. The plan is football twice a week and staying in on "
        "Fridays. Mother is supportive and rings when worried."
    ),
    (
        "Was with an older group over the summer and has moved away from them. Likes practical work. "
        "The college visit went well."
    ),
)


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


def plan_second_record(world: World, somebody: Somebody) -> None:
    """Another agency adds somebody already known; the co-ordinator links some of them."""
    actor = world.office.actor("probation", somebody.number)
    moment = at(LAST_DAY - timedelta(days=world.random.randrange(20, 200)), 10)
    moment = max(moment, at(date(2024, 1, 8), 10))
    world.timeline.at(moment, lambda: _add(world, actor, somebody, "Probation case record"))
    if world.random.random() < 0.5:  # noqa: PLR2004 - the others are for the reader to find
        linked = at(LAST_DAY - timedelta(days=6), 11)
        world.timeline.at(linked, lambda: _link(world, somebody))


def _add(world: World, actor: Actor, somebody: Somebody, source: str) -> None:
    name = somebody.name
    new = NewPerson(name.given, name.family, somebody.born, Sex(somebody.sex), source)
    person = add_person(actor, new)
    world.people[somebody.number] = person
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
    world.timeline.at(at(told, 11), lambda: _tell(world, actor, number))
    if random.random() < _MARKED:
        days = _MARKER_DAYS + 20 if random.random() < _LAPSED else random.randrange(10, 120)
        on = max(LAST_DAY - timedelta(days=days), entered)
        kind = random.choice(list(MarkerKind))
        world.timeline.at(at(on, 12), lambda: _mark(world, actor, number, kind))
    if random.random() < _SUMMED_UP:
        oldest = 20 if random.random() < _FRESH else 70
        on = max(LAST_DAY - timedelta(days=random.randrange(1, oldest)), entered)
        words = random.choice(_YOUNG_WORDS if journey.is_young else _WORDS)
        world.timeline.at(at(on, 15), lambda: _sum_up(world, actor, number, words))


def _tell(world: World, actor: Actor, number: int) -> None:
    _edit(actor, world.people[number], told=Told.TOLD)


def _mark(world: World, actor: Actor, number: int, kind: MarkerKind) -> None:
    words, evidence = _MARKERS[kind]
    review_on = clock.today() + timedelta(days=_MARKER_DAYS)
    add_marker(actor, world.people[number], kind, words, evidence, review_on)


def _sum_up(world: World, actor: Actor, number: int, words: str) -> None:
    write_summary(actor, world.people[number], words)


def _died(world: World, actor: Actor, somebody: Somebody, day: date) -> None:
    _edit(actor, world.people[somebody.number], deceased_on=day)


def _edit(
    actor: Actor, person: Person, told: Told | None = None, deceased_on: date | None = None
) -> None:
    details = EditPerson(person.date_of_birth, person.sex, deceased_on, told or person.told)
    edit_person(actor, person, details, person.version)


def _link(world: World, somebody: Somebody) -> None:
    first = world.people[somebody.same_person_as or 0]
    second = world.people[somebody.number]
    link_people(world.office.named("coordinator"), first, second, LinkVerdict.MAY_BE_SAME)

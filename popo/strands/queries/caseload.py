"""One strand's cases in order of priority, a page at a time, with what stands beside each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.accounts.queries import users_by_id
from popo.cases.models import Cover, SchemeCase, Strand, StrandEngagement
from popo.cases.queries import acting_for, is_open, last_lead_ended
from popo.db import db
from popo.intervals import on
from popo.people.models import Person, SightLevel
from popo.people.policy import visible_to
from popo.people.queries import names_of
from popo.strands import catch_and_convict, prevent_and_deter, rehabilitate_and_resettle
from popo.strands.facts import CaseFacts
from popo.strands.news import news
from popo.strands.queries.beside import Beside, beside
from popo.strands.queries.facts import Light, StrandFacts, Whereabouts
from popo.strands.rules import Priority, Standard, weigh

OpenCase = tuple[UUID, UUID, str, date, str | None]
"""Keys of case and person, reference, when it opened, tier."""
PAGE = 50
MOST_CASES = 20_000
MOST_RELEASES = 50
MOST_NEWS = 20
MOST_WITHOUT_LEAD = 50
UNASSIGNED_WORKING_DAYS = 2
"""After which a case without a lead is an alarm."""

STANDARDS: dict[Strand, Standard] = {
    Strand.PREVENT_AND_DETER: prevent_and_deter.STANDARD,
    Strand.CATCH_AND_CONVICT: catch_and_convict.STANDARD,
    Strand.REHABILITATE_AND_RESETTLE: rehabilitate_and_resettle.STANDARD,
}


@dataclass(frozen=True)
class Filters:
    """Which cases to show; empty shows all. `worker` is a user's key."""

    colour: str = ""
    worker: UUID | None = None
    unassigned: bool = False


@dataclass(frozen=True)
class Weighed:
    """A case with its facts and its priority, before anything about it is opened."""

    case_id: UUID
    person_id: UUID
    reference: str
    tier: str | None
    facts: CaseFacts
    priority: Priority
    light: Light | None
    where: Whereabouts | None
    leads: tuple[UUID, ...]
    workers: tuple[UUID, ...]

    @property
    def colour(self) -> str:
        return self.light.colour.value if self.light else ""


@dataclass(frozen=True)
class Line:
    """A case as it is shown; `name` is empty where no name may be read."""

    case: Weighed
    name: str
    leads: tuple[str, ...]
    beside: Beside


@dataclass(frozen=True)
class News:
    """A case with something new since the last working day."""

    line: Line
    words: list[str]


@dataclass(frozen=True)
class WithoutLead:
    """A case nobody leads, and since when; `late` once that is more than two working days."""

    line: Line
    since: date
    late: bool


@dataclass(frozen=True)
class Load:
    """How many cases of the strand somebody works on, by colour, and what they weigh together."""

    user_id: UUID
    name: str
    agency: str
    cases: int
    colours: Counter[str]
    weight: int


@dataclass(frozen=True)
class Caseload:
    """`total` counts all the reader may see on the strand, `matching` those the filters leave."""

    strand: Strand
    total: int
    matching: int
    colours: Counter[str]
    unassigned: int
    lines: list[Line]
    releases: list[Line]
    load: list[Load]
    news: list[News]
    without_lead: list[WithoutLead]

    @property
    def people(self) -> set[UUID]:
        """Those whom the page names; for the trail."""
        named = [*self.lines, *self.releases]
        named += [one.line for one in self.news] + [one.line for one in self.without_lead]
        return {line.case.person_id for line in named}


def caseload(
    actor: Actor, strand: Strand, filters: Filters, page: int = 1, size: int = PAGE
) -> Caseload:
    """The strand as this actor may see it today; the most worrying first."""
    cases = gathered(actor, strand)
    matching = [case for case in cases if _matches(case, filters)]
    shown = matching[(page - 1) * size : page * size]
    due_out = [case for case in cases if case.facts.release_on is not None]
    releases = sorted(due_out, key=lambda case: (case.facts.release_on or date.max, case.reference))
    told = _told(cases) if page == 1 else {}
    nobody = [case for case in cases if not case.leads][:MOST_WITHOUT_LEAD] if page == 1 else []
    wanted = {case.case_id: case for case in [*shown, *releases[:MOST_RELEASES], *nobody]}
    wanted |= {case.case_id: case for case in cases if case.case_id in told}
    by_case = dict(zip(wanted, _lines(list(wanted.values()), actor), strict=True))
    return Caseload(
        strand=strand,
        total=len(cases),
        matching=len(matching),
        colours=Counter(case.colour for case in cases),
        unassigned=sum(1 for case in cases if not case.leads),
        lines=[by_case[case.case_id] for case in shown],
        releases=[by_case[case.case_id] for case in releases[:MOST_RELEASES]],
        load=_load(cases, STANDARDS[strand]),
        news=[News(by_case[key], words) for key, words in told.items()],
        without_lead=_without_lead(nobody, by_case),
    )


def _told(cases: list[Weighed]) -> dict[UUID, list[str]]:
    """By case what happened since the last working day, for so many as the page has room for."""
    today = clock.today()
    since = clock.add_working_days(today, -1)
    told = {case.case_id: news(case.facts, since, today) for case in cases}
    return dict(islice(((key, words) for key, words in told.items() if words), MOST_NEWS))


def _without_lead(cases: list[Weighed], by_case: dict[UUID, Line]) -> list[WithoutLead]:
    """The longest first."""
    today = clock.today()
    ended = last_lead_ended([case.case_id for case in cases])
    found = []
    for case in cases:
        since = ended.get(case.case_id, case.facts.opened_on)
        late = clock.working_days(since, today) > UNASSIGNED_WORKING_DAYS
        found.append(WithoutLead(by_case[case.case_id], since, late))
    return sorted(found, key=lambda one: (one.since, one.line.case.reference))


def gathered(actor: Actor, strand: Strand) -> list[Weighed]:
    """Every open case of the strand whose person this actor may read, weighed and in order."""
    today = clock.today()
    held = StrandFacts(actor, strand, today)
    cases = [
        _weighed(held, row, STANDARDS[strand], today) for row in _open_cases(actor, strand, today)
    ]
    return sorted(cases, key=lambda case: (-case.priority.score, case.reference))


def _weighed(held: StrandFacts, row: OpenCase, standard: Standard, today: date) -> Weighed:
    case_id, person_id, reference, opened_on, tier = row
    facts = held.of(case_id, person_id, opened_on)
    return Weighed(
        case_id=case_id,
        person_id=person_id,
        reference=reference,
        tier=tier,
        facts=facts,
        priority=weigh(facts, standard, today),
        light=held.lights.get(case_id),
        where=held.places.get(person_id),
        leads=held.leads_of(case_id),
        workers=tuple(user for _, user in held.workers.get(case_id, [])),
    )


def _open_cases(actor: Actor, strand: Strand, today: date) -> Iterable[OpenCase]:
    statement = (
        select(
            SchemeCase.id,
            Person.id,
            Person.reference,
            SchemeCase.opened_on,
            StrandEngagement.tier,
        )
        .join(StrandEngagement, StrandEngagement.case_id == SchemeCase.id)
        .join(Person, Person.id == SchemeCase.person_id)
        .where(
            is_open(today),
            StrandEngagement.strand == strand,
            on(StrandEngagement, today),
            visible_to(actor, SightLevel.READ),
        )
        .order_by(Person.reference, SchemeCase.id)
        .limit(MOST_CASES)
    )
    return db.session.execute(statement)


def _matches(case: Weighed, filters: Filters) -> bool:
    if filters.unassigned and case.leads:
        return False
    if filters.worker is not None and filters.worker not in case.workers:
        return False
    return not filters.colour or case.colour == filters.colour


def _lines(cases: list[Weighed], actor: Actor) -> list[Line]:
    names = names_of({case.person_id for case in cases}, actor)
    keys = {user for case in cases for user in case.leads}
    users, acting = users_by_id(keys), acting_for(keys, clock.today())
    extras = beside({case.case_id: case.person_id for case in cases}, actor)
    return [
        Line(
            case=case,
            name=names[case.person_id].formal if case.person_id in names else "",
            leads=tuple(_called(users[user], acting) for user in case.leads if user in users),
            beside=extras[case.case_id],
        )
        for case in cases
    ]


def _called(user: User, acting: Mapping[UUID, tuple[User, Cover]]) -> str:
    if user.id not in acting:
        return user.name
    return f"{user.name} (away, {acting[user.id][0].name} acting)"


def _load(cases: list[Weighed], standard: Standard) -> list[Load]:
    held: dict[UUID, Counter[str]] = {}
    for case in cases:
        for user in set(case.workers):
            held.setdefault(user, Counter())[case.colour] += 1
    users = users_by_id(held)
    loads = [
        Load(
            key,
            users[key].name,
            users[key].agency.short_name,
            colours.total(),
            colours,
            sum(standard.load[colour] * count for colour, count in colours.items()),
        )
        for key, colours in held.items()
    ]
    return sorted(loads, key=lambda load: (-load.weight, load.name, load.user_id))

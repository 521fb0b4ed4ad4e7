"""The premium service of a strand: every clock that runs, and what nobody has answered.

Each kind of fact is read for the whole strand in one statement, by column; nothing sealed is
opened but the names of those shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import Strand
from popo.offending.clocks import Point, Reading, State, in_words, nearest_breach, readings
from popo.offending.kinds import ENFORCEMENT
from popo.offending.kinds import OffenceEventKind as K
from popo.offending.matters import (
    LISTED_DAYS,
    RESULT_DAYS,
    Fact,
    has_result,
    points_of_event,
    points_of_matter,
)
from popo.offending.measures import ToSentence, time_to_sentence
from popo.people.queries import names_of
from popo.strands.queries.on_strand import OnStrand, cases_on, leads_of
from popo.strands.queries.premium_facts import PremiumFacts

MOST_SHOWN = 200
"""Of each list; how many more there are is said."""
SENTENCE_DAYS = 365


@dataclass(frozen=True)
class Line:
    """A clock of somebody, or an arrest without a result.

    `matter_id` and the day the matter began, where it is of a matter: somebody may have several.
    """

    person_id: UUID
    reference: str
    due_on: date
    title: str
    words: str
    matter_id: UUID | None = None
    began_on: date | None = None
    name: str = ""
    leads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listed:
    """The first lines of a list, and how many there are in all."""

    lines: list[Line]
    total: int


@dataclass(frozen=True)
class PremiumService:
    """`late` and `running` are clocks, the longest overdue or the soonest due first."""

    strand: Strand
    late: Listed
    running: Listed
    arrests: Listed
    to_sentence: ToSentence
    before: ToSentence

    @property
    def people(self) -> set[UUID]:
        """Those named, for the trail."""
        lists = (self.late, self.running, self.arrests)
        return {line.person_id for listed in lists for line in listed.lines}


def premium_service(actor: Actor, strand: Strand, size: int = MOST_SHOWN) -> PremiumService:
    """The strand as this actor may see it today; of each list the first `size` lines."""
    today = clock.today()
    cases = cases_on(actor, strand, today)
    facts = PremiumFacts(actor, strand, today)
    late: list[tuple[Reading, Line]] = []
    running: list[tuple[Reading, Line]] = []
    arrests: list[Line] = []
    for case in cases:
        for reading, line in _clocks(case, facts, today):
            (late if reading.state is State.BREACHED else running).append((reading, line))
        arrests += _unanswered(case, facts, today)
    lists = [_in_order(late), _in_order(running), sorted(arrests, key=lambda line: line.due_on)]
    shown = _named(actor, cases, [lines[:size] for lines in lists])
    people = [case.person_id for case in cases]
    year = timedelta(days=SENTENCE_DAYS)
    listed = [Listed(part, len(whole)) for part, whole in zip(shown, lists, strict=True)]
    return PremiumService(
        strand,
        late=listed[0],
        running=listed[1],
        arrests=listed[2],
        to_sentence=time_to_sentence(people, actor, today - year + timedelta(days=1), today),
        before=time_to_sentence(people, actor, today - 2 * year + timedelta(days=1), today - year),
    )


def _clocks(case: OnStrand, facts: PremiumFacts, today: date) -> Iterator[tuple[Reading, Line]]:
    """Those that still wait for their end, of matters, of enforcement and of custody."""
    matters: defaultdict[UUID, list[Fact]] = defaultdict(list)
    for matter_id, fact in facts.events[case.person_id]:
        if matter_id is not None:
            matters[matter_id].append(fact)
        if fact.kind in ENFORCEMENT:
            yield from _read(case, points_of_event(fact), today, matter_id, fact.variety)
    for key, held in matters.items():
        began = min(fact.on for fact in held)
        yield from _read(case, points_of_matter(held), today, key, began_on=began)
    yield from _read(case, facts.custody_points(case.person_id), today)


def _read(
    case: OnStrand,
    points: dict[Point, date],
    today: date,
    matter_id: UUID | None = None,
    variety: str = "",
    began_on: date | None = None,
) -> Iterator[tuple[Reading, Line]]:
    for reading in readings(points, today, is_child=case.is_young, variety=variety):
        if reading.is_running:
            title, words, due = reading.clock.words, in_words(reading, today), reading.due_on
            about = (case.person_id, case.reference)
            yield reading, Line(*about, due, title, words, matter_id, began_on)


def _unanswered(case: OnStrand, facts: PremiumFacts, today: date) -> Iterator[Line]:
    """Arrests so many days ago whose matter has come to nothing yet."""
    matters: defaultdict[UUID, list[Fact]] = defaultdict(list)
    for matter_id, fact in facts.events[case.person_id]:
        if matter_id is not None:
            matters[matter_id].append(fact)
    for key, held in matters.items():
        arrested = min((fact.on for fact in held if fact.kind is K.ARREST), default=None)
        if arrested is None or has_result(held):
            continue
        days = (today - arrested).days
        if RESULT_DAYS < days <= LISTED_DAYS:
            words = f"{days} days ago, on {clock.written(arrested)}"
            yield Line(case.person_id, case.reference, arrested, "Arrest", words, key)


def _in_order(found: Iterable[tuple[Reading, Line]]) -> list[Line]:
    ordered = sorted(found, key=lambda one: (nearest_breach(one[0]), one[1].reference))
    return [line for _, line in ordered]


def _named(actor: Actor, cases: list[OnStrand], lists: list[list[Line]]) -> list[list[Line]]:
    """Puts names and leads to the lines that are shown."""
    people = {line.person_id for lines in lists for line in lines}
    names, leads = names_of(people, actor), leads_of(cases, people)
    return [
        [
            replace(
                line,
                name=names[line.person_id].formal if line.person_id in names else "",
                leads=leads.get(line.person_id, ()),
            )
            for line in lines
        ]
        for lines in lists
    ]

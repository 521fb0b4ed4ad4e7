"""The next four weeks of one strand, what is missing and what cannot be true.

Each kind of fact is read for the whole strand in one statement. Nothing sealed is opened but the
names of those shown and young people's dates of birth.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import list_agencies, users_by_id
from popo.cases.models import Strand, StrandEngagement
from popo.db import db
from popo.intervals import on
from popo.people.models import Person
from popo.people.queries import names_of
from popo.strands.queries.countdown_facts import CountdownFacts
from popo.strands.queries.on_strand import OnStrand, cases_on, leads_of
from popo.whereabouts import countdown as rules
from popo.whereabouts.queries import Checklist, checklists_of, open_steps
from popo.whereabouts.release_steps import BY_STEP

MOST_SHOWN = 200
"""Of each list; how many more there are is said."""
MOST_YOUNG = 1_000
STEP_DAYS = 7


@dataclass(frozen=True)
class Line:
    """One person's line. `falls_on` is of days ahead and of steps, `owner` of steps only."""

    person_id: UUID
    reference: str
    words: str
    falls_on: date | None = None
    is_release: bool = False
    caution: str = ""
    owner: str = ""
    name: str = ""
    leads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listed:
    """The first lines of a list, and how many there are in all."""

    lines: list[Line]
    total: int


@dataclass(frozen=True)
class Countdown:
    """`ahead` by the longest days of each span; `people` are those named, for the trail.

    `steps` are those of releases, overdue or due within a week; `checklists` by person.
    """

    strand: Strand
    missing: Listed
    contradictions: Listed
    ahead: dict[int, Listed]
    birthdays: Listed
    steps: Listed
    checklists: dict[UUID, Checklist]

    @property
    def people(self) -> set[UUID]:
        return {line.person_id for listed in self._lists() for line in listed.lines}

    def _lists(self) -> list[Listed]:
        return [
            self.missing,
            self.contradictions,
            *self.ahead.values(),
            self.birthdays,
            self.steps,
        ]


_DatedLine = tuple[date, Line]


def countdown(actor: Actor, strand: Strand, size: int = MOST_SHOWN) -> Countdown:
    """The strand as this actor may see it today; of each list the first `size` lines."""
    today = clock.today()
    cases = cases_on(actor, strand, today)
    lists = _Lists(today)
    facts = CountdownFacts(actor, strand, today)
    for case in cases:
        lists.add(case, facts.of(case.person_id))
    found = [
        lists.missing,
        lists.contradictions,
        _birthdays(cases, strand, today),
        _open_steps(actor, cases, strand, today),
        *lists.ahead.values(),
    ]
    ordered = [sorted(dated, key=_day_and_reference) for dated in found]
    missing, contradictions, birthdays, steps, *ahead = _named(actor, cases, ordered, size)
    released = {line.person_id for each in ahead for line in each.lines if line.is_release}
    return Countdown(
        strand=strand,
        missing=missing,
        contradictions=contradictions,
        ahead=dict(zip(rules.SPANS, ahead, strict=True)),
        birthdays=birthdays,
        steps=steps,
        checklists=checklists_of(released, actor),
    )


class _Lists:
    """What the rules find, each line with the day it is ordered by."""

    def __init__(self, today: date) -> None:
        self._today = today
        self.missing: list[_DatedLine] = []
        self.contradictions: list[_DatedLine] = []
        self.ahead: dict[int, list[_DatedLine]] = {span: [] for span in rules.SPANS}

    def add(self, case: OnStrand, known: rules.Known) -> None:
        for concerns, rule in (
            (self.missing, rules.missing),
            (self.contradictions, rules.contradictions),
        ):
            concerns += [
                (one.since, Line(case.person_id, case.reference, one.words))
                for one in rule(known, self._today)
            ]
        for one in rules.coming(known, self._today):
            line = Line(
                case.person_id, case.reference, one.words, one.falls_on, one.is_release, one.caution
            )
            self.ahead[one.span].append((one.falls_on, line))


def _day_and_reference(dated: _DatedLine) -> tuple[date, bool, str, str]:
    """Releases come first of a day."""
    day, line = dated
    return day, not line.is_release, line.reference, line.words


def _birthdays(cases: list[OnStrand], strand: Strand, today: date) -> list[_DatedLine]:
    """By month: the day is in the record, for those who open it."""
    watched = [
        case.person_id for case in cases if strand is Strand.PREVENT_AND_DETER or case.is_young
    ]
    people = db.session.scalars(
        select(Person).where(Person.id.in_(watched[:MOST_YOUNG])).order_by(Person.reference)
    )
    found = []
    for person in people:
        born = person.date_of_birth
        if isinstance(born, date) and (words := rules.birthday_words(born, today)):
            month = date(born.year + 18, born.month, 1)
            found.append((month, Line(person.id, person.reference, words)))
    return found


def _open_steps(
    actor: Actor, cases: list[OnStrand], strand: Strand, today: date
) -> list[_DatedLine]:
    """Of releases to come and of the last four weeks: overdue, or due within a week."""
    seen = {case.person_id: case.reference for case in cases}
    on_strand = select(StrandEngagement.person_id).where(
        StrandEngagement.strand == strand, on(StrandEngagement, today)
    )
    latest = today + timedelta(days=STEP_DAYS)
    due = [step for step in open_steps(on_strand, latest, actor) if step.person_id in seen]
    users = users_by_id({step.owner_id for step in due if step.owner_id})
    agencies = {agency.id: agency.short_name for agency in list_agencies()}
    found = []
    for step in due:
        owner = agencies[step.owner_agency_id]
        if step.owner_id:
            owner = f"{users[step.owner_id].name}, {owner}"
        words = BY_STEP[step.step].words
        line = Line(step.person_id, seen[step.person_id], words, step.due_on, owner=owner)
        found.append((step.due_on, line))
    return found


def _named(
    actor: Actor, cases: list[OnStrand], lists: list[list[_DatedLine]], size: int
) -> list[Listed]:
    """Puts names and leads to the lines that are shown."""
    people = {line.person_id for found in lists for _, line in found[:size]}
    names = names_of(people, actor)
    leads = leads_of(cases, people)
    return [
        Listed(
            [
                replace(
                    line,
                    name=names[line.person_id].formal if line.person_id in names else "",
                    leads=leads.get(line.person_id, ()),
                )
                for _, line in found[:size]
            ],
            len(found),
        )
        for found in lists
    ]

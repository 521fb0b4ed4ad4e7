"""Samples, their lines and what was found."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import SchemeCase, Strand, StrandEngagement
from popo.cases.queries import is_open
from popo.db import db
from popo.intervals import on
from popo.oversight.kinds import QUESTIONS, Answer
from popo.oversight.models import DipAnswer, DipLine, DipSample
from popo.oversight.policy import strands_overseen
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.people.queries.stops import not_stopped

MOST_SAMPLES = 50


def pool_of(actor: Actor, strand: Strand) -> list[tuple[UUID, UUID]]:
    """Case and person of everybody the actor may read with an open case on the strand."""
    today = clock.today()
    rows = db.session.execute(
        select(SchemeCase.id, Person.id)
        .join(Person, Person.id == SchemeCase.person_id)
        .join(StrandEngagement, StrandEngagement.case_id == SchemeCase.id)
        .where(
            is_open(today),
            StrandEngagement.strand == strand,
            on(StrandEngagement, today),
            not_stopped(today),
            visible_to(actor, SightLevel.READ),
        )
    )
    return [(case, person) for case, person in rows]


def samples_of(actor: Actor) -> list[DipSample]:
    """Of the strands this actor oversees, the newest first."""
    rows = db.session.scalars(
        select(DipSample)
        .where(DipSample.strand.in_(strands_overseen(actor)))
        .order_by(DipSample.drawn_on.desc(), DipSample.created_at.desc())
        .limit(MOST_SAMPLES)
    )
    return list(rows)


def get_sample(sample_id: UUID, actor: Actor) -> DipSample | None:
    sample = db.session.get(DipSample, sample_id)
    return sample if sample is not None and sample.strand in strands_overseen(actor) else None


@dataclass(frozen=True)
class Sampled:
    """A case of a sample whose person the actor may still read."""

    line: DipLine
    person: Person
    answers: dict[str, DipAnswer]

    @property
    def findings(self) -> list[DipAnswer]:
        return [row for row in self.answers.values() if row.answer.needs_a_finding]


def lines_of(sample: DipSample, actor: Actor) -> list[Sampled]:
    """In the order they were drawn."""
    return _sampled(actor, DipLine.sample_id == sample.id)


def get_line(line_id: UUID, actor: Actor) -> Sampled | None:
    found = _sampled(actor, DipLine.id == line_id)
    return found[0] if found else None


def _sampled(actor: Actor, condition: ColumnElement[bool]) -> list[Sampled]:
    rows = db.session.execute(
        select(DipLine, Person)
        .join(Person, Person.id == DipLine.person_id)
        .where(condition, visible_to(actor, SightLevel.READ), readable(DipLine, actor))
        .order_by(DipLine.position, DipLine.id)
    ).all()
    answers: defaultdict[UUID, dict[str, DipAnswer]] = defaultdict(dict)
    held = select(DipAnswer).where(
        DipAnswer.line_id.in_([line.id for line, _ in rows]), readable(DipAnswer, actor)
    )
    for row in db.session.scalars(held):
        answers[row.line_id][row.question] = row
    return [Sampled(line, person, answers[line.id]) for line, person in rows]


def tally(lines: list[Sampled]) -> dict[str, Counter[Answer]]:
    """How often each answer was given, by question."""
    found: dict[str, Counter[Answer]] = {question: Counter() for question in QUESTIONS}
    for sampled in lines:
        for question, row in sampled.answers.items():
            found.setdefault(question, Counter())[row.answer] += 1
    return found

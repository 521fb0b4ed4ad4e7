"""Drawing a sample, going through its cases, and closing it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import Strand
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.oversight.draw import draw
from popo.oversight.kinds import QUESTIONS, Answer
from popo.oversight.models import DipAnswer, DipLine, DipSample
from popo.oversight.policy import oversees
from popo.oversight.queries.samples import Sampled, lines_of, pool_of
from popo.oversight.services.recording import record_oversight

MOST_DRAWN = 30


@dataclass(frozen=True)
class Found:
    """The answer to one question, and what was found."""

    answer: Answer
    finding: str = ""


def draw_sample(actor: Actor, strand: Strand, count: int) -> DipSample:
    """By chance, from every open case of the strand that the actor may read."""
    if not oversees(actor, strand):
        raise RuleBroken("Whoever leads this strand draws its samples.")
    if not 1 <= count <= MOST_DRAWN:
        raise RuleBroken(f"Enter a whole number from 1 to {MOST_DRAWN}.", "count")
    pool = dict(pool_of(actor, strand))
    if not pool:
        raise RuleBroken("There is no open case on this strand that you may read.")
    sample = DipSample(
        strand=strand,
        drawn_on=clock.today(),
        drawn_by_id=actor.user_id,
        seed=secrets.randbits(31),
        pool=len(pool),
    )
    db.session.add(sample)
    cases = draw(pool, count, sample.seed)
    for position, case_id in enumerate(cases, 1):
        line = DipLine(
            person_id=pool[case_id],
            agency_id=actor.agency_id,
            sample_id=sample.id,
            case_id=case_id,
            position=position,
        )
        db.session.add(line)
    people = [pool[case_id] for case_id in cases]
    record(Event.SAMPLE_DRAWN, actor, people=people, about=(sample.__tablename__, sample.id))
    return sample


def answer_line(
    actor: Actor, sample: DipSample, sampled: Sampled, found: Mapping[str, Found], version: int
) -> None:
    """Every question has its answer; *partly* and *no* say what was found. Raises StaleVersion."""
    line = sampled.line
    if line.version != version:
        raise StaleVersion
    if sample.closed_on is not None:
        raise RuleBroken("This sample is closed.")
    for question in QUESTIONS:
        _check(question, found.get(question))
    for question, said in found.items():
        row = sampled.answers.get(question) or _new(line, question)
        row.answer, row.finding = said.answer, said.finding.strip() or None
    line.answered_on, line.answered_by_id = clock.today(), actor.user_id
    record_oversight(
        Event.SAMPLE_ANSWERED, actor, line, {name: one.answer.value for name, one in found.items()}
    )


def close_sample(actor: Actor, sample: DipSample) -> None:
    """Once every case that can still be read was gone through."""
    if sample.closed_on is not None:
        raise RuleBroken("This sample is closed already.")
    left = [one for one in lines_of(sample, actor) if one.line.answered_on is None]
    if left:
        raise RuleBroken(f"Go through {left[0].person.reference} first: {len(left)} are left.")
    sample.closed_on = clock.today()
    record(Event.SAMPLE_CLOSED, actor, about=(sample.__tablename__, sample.id))


def _check(question: str, said: Found | None) -> None:
    if said is None:
        raise RuleBroken("Answer every question.", question)
    if said.answer.needs_a_finding and not said.finding.strip():
        raise RuleBroken("Say what you found.", f"{question}_finding")


def _new(line: DipLine, question: str) -> DipAnswer:
    row = DipAnswer(
        person_id=line.person_id,
        agency_id=line.agency_id,
        line_id=line.id,
        question=question,
    )
    db.session.add(row)
    return row

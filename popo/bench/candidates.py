"""People nominated and scored, many at once, and a draft to try on them.

They are apart from the town's crowd: a list of twenty thousand who wait is for measuring alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import AgencyKind
from popo.accounts.queries import list_agencies
from popo.cases.models import Strand
from popo.db import db, transaction
from popo.demo.calendar import LAST_DAY
from popo.demo.crowd import Passer, draw_passer
from popo.demo.draws import chance
from popo.demo.load.bulk import Sealer
from popo.demo.load.columns import Binder, Block, insert_block
from popo.demo.load.crowd_block import Keys
from popo.demo.load.crowd_rows import About, Offices, Rows
from popo.demo.load.timeline import progress
from popo.demo.people import Registry
from popo.keys.models import DataKey
from popo.people.about import AssertionKind
from popo.people.models import Person
from popo.selection.criteria import Criteria
from popo.selection.models import (
    CriteriaKind,
    CriteriaSet,
    Nomination,
    NominationStatus,
    Scoring,
    ScoringAnswer,
)
from popo.selection.pool import Held, as_scored
from popo.selection.queries.criteria import criteria_in_force
from popo.selection.services import draft_criteria
from popo.settings.names import Name
from popo.settings.queries import value_of
from popo.settings.services import next_number

_MISSING = 0.12
_OLDEST_DAYS = 400
_CHUNK = 500
_RAISED = 2
"""Points the draft adds to every level of every factor that is worth any."""


@dataclass(frozen=True)
class _Scheme:
    """What every candidate's rows point at."""

    offices: Offices
    scorer_id: UUID
    criteria_set_id: UUID
    criteria: Criteria

    @property
    def partnership_id(self) -> UUID:
        return self.offices.agencies[AgencyKind.PARTNERSHIP]


def load_candidates(registry: Registry, scorer: Actor, count: int) -> None:
    """Adds so many people who wait for the panel, each with a frozen scoring."""
    random = Random("candidates")
    with transaction():
        first, prefix = next_number("person", count), value_of(Name.REFERENCE_PREFIX)
        scheme = _scheme(scorer)
    binder = Binder(db.session.get_bind().dialect)
    references = [f"{prefix}-{number:04}" for number in range(first, first + count)]
    with progress("Adding candidates", count, "person") as bar:
        for start in range(0, count, _CHUNK):
            chosen = references[start : start + _CHUNK]
            passers = [draw_passer(random, registry, reference, 0) for reference in chosen]
            with transaction():
                insert_block(_block(binder, scheme, passers, random))
            bar.update(len(chosen))


def add_draft(author: Actor) -> CriteriaSet:
    """The criteria in force with other points, so that trying it moves people."""
    in_force = _in_force()
    factors = [_raised(factor) for factor in in_force.document["factors"]]
    document = {**in_force.document, "factors": factors}
    return draft_criteria(author, in_force.criteria_kind, document)


def _raised(factor: Mapping[str, Any]) -> dict[str, Any]:
    levels = [
        {**level, "points": level["points"] + (_RAISED if level["points"] else 0)}
        for level in factor["levels"]
    ]
    return {**factor, "levels": levels, "cap": factor["cap"] + _RAISED}


def _in_force() -> CriteriaSet:
    held = criteria_in_force(CriteriaKind.CATCH_AND_CONVICT)
    if held is None:
        raise RuntimeError("No criteria are in force.")
    return held


def _scheme(scorer: Actor) -> _Scheme:
    in_force = _in_force()
    agencies = {agency.kind.value: agency.id for agency in list_agencies()}
    return _Scheme(Offices(agencies, {}), scorer.user_id, in_force.id, in_force.opened())


def _block(binder: Binder, scheme: _Scheme, passers: list[Passer], random: Random) -> Block:
    block: Block = {}
    keys = Keys()
    sealer = Sealer(keys.make)
    for passer in passers:
        about = About(passer, uuid4(), scheme.offices, sealer)
        for model, row in _rows(about, scheme, random):
            binder.add(block, model, row)
    for key in keys.rows:
        binder.add(block, DataKey, key)
    return block


def _rows(about: About, scheme: _Scheme, random: Random) -> Rows:
    """As nominating and freezing a scoring would have left them."""
    day = LAST_DAY - timedelta(days=random.randrange(1, 120))
    yield Person, about.person()
    yield from about.details()
    nomination_id = uuid4()
    nomination = {
        "strand": Strand.CATCH_AND_CONVICT,
        "nominated_on": day,
        "nominated_by_id": scheme.scorer_id,
        "status": NominationStatus.AWAITING_PANEL,
        "kind": AssertionKind.ASSESSMENT,
    }
    yield about.row(Nomination, nomination, row_id=nomination_id)
    answers = list(_answers(random, scheme.criteria, day))
    yield from _scoring(about, scheme, nomination_id, answers, day)


def _scoring(
    about: About, scheme: _Scheme, nomination_id: UUID, answers: list[Held], day: date
) -> Rows:
    done = as_scored(answers, scheme.criteria, day)
    scoring_id = uuid4()
    scoring = {
        "nomination_id": nomination_id,
        "criteria_set_id": scheme.criteria_set_id,
        "scorer_id": scheme.scorer_id,
        "scored_on": day,
        "low": done.low,
        "high": done.high,
        "band": done.band.name if done.band else None,
        "frozen_at": clock.at(day, 15),
        "kind": AssertionKind.ASSESSMENT,
    }
    yield about.row(Scoring, scoring, scheme.partnership_id, scoring_id)
    for answer in answers:
        values = {
            **answer._asdict(),
            "scoring_id": scoring_id,
            "evidence": "Seen in the record",
            "source": "Offending record",
            "kind": AssertionKind.ASSESSMENT,
        }
        yield about.row(ScoringAnswer, values, scheme.partnership_id)


def _answers(random: Random, criteria: Criteria, day: date) -> Iterator[Held]:
    """Most factors answered, on evidence of up to a year and a little."""
    for factor in criteria.factors:
        if chance(random, _MISSING):
            continue
        level = random.choice(factor.levels)
        age = random.randrange(_OLDEST_DAYS)
        value = level.least if factor.measure else None
        points = factor.points_of(level, age)
        yield Held(factor.name, level.name, value, points, day - timedelta(days=age))

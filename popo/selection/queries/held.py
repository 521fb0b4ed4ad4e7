"""What frozen runs hold, as their plain columns keep it: nothing sealed is opened."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from popo import clock
from popo.cases.models import SchemeCase
from popo.cases.queries import is_open
from popo.db import db, raw_key
from popo.selection.models import Nomination, Scoring, ScoringAnswer
from popo.selection.pool import Held
from popo.selection.queries.nominations import OPEN
from popo.selection.queries.subjects import Raw, key_of

_COLUMNS: list[Any] = [getattr(ScoringAnswer, name) for name in Held._fields]


def held_of(scorings: Iterable[Raw]) -> dict[Raw, list[Held]]:
    """Of some runs, in one statement."""
    return _held(ScoringAnswer.scoring_id.in_([key_of(raw) for raw in scorings]))


def held_of_pool() -> dict[Raw, list[Held]]:
    """Of every run about somebody who waits or is on the scheme."""
    runs = select(Scoring.id).where(Scoring.frozen_at.is_not(None), is_of_pool())
    return _held(ScoringAnswer.scoring_id.in_(runs))


def is_of_pool() -> ColumnElement[bool]:
    """On `Scoring`: about somebody who waits for the panel or is on the scheme today."""
    waiting = select(Nomination.person_id).where(Nomination.status.in_(OPEN))
    on_scheme = select(SchemeCase.person_id).where(is_open(clock.today()))
    return or_(Scoring.person_id.in_(waiting), Scoring.person_id.in_(on_scheme))


def _held(condition: ColumnElement[bool]) -> defaultdict[Raw, list[Held]]:
    rows = db.session.execute(
        select(raw_key(ScoringAnswer.scoring_id), *_COLUMNS)
        .where(condition)
        .order_by(ScoringAnswer.factor, ScoringAnswer.id)
    )
    held: defaultdict[Raw, list[Held]] = defaultdict(list)
    for scoring, *values in rows:
        held[scoring].append(Held(*values))
    return held

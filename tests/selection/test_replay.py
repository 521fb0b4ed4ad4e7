"""A frozen score is worked out again years later to the same answer, whatever was adopted since."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from popo.db import db
from popo.meetings.models import ItemKind
from popo.selection.criteria import digest
from popo.selection.models import CriteriaKind, CriteriaSet, Scoring
from popo.selection.pool import as_scored, rescored
from popo.selection.queries.held import held_of
from popo.selection.queries.scorings import scorings_shown
from popo.selection.queries.simulation import pool_for
from popo.selection.queries.subjects import Raw
from popo.selection.scoring import Score
from popo.selection.services import draft_criteria
from tests.selection import make, make_scoring
from tests.selection.make import TODAY, Nominated, Scheme
from tests.selection.make_scoring import later

CATCH = CriteriaKind.CATCH_AND_CONVICT


def frozen_then(level: int) -> tuple[Scheme, Nominated, Scoring]:
    scheme = make.scheme()
    found = make.nominated(scheme)
    return scheme, found, make_scoring.frozen(scheme, found.nomination, scheme.strand_lead, level)


def worked_out(scheme: Scheme, found: Nominated) -> Score:
    """From what the database holds, nothing left in the session."""
    db.session.flush()  # read back
    db.session.expire_all()
    [run] = scorings_shown(found.nomination, make.actor(scheme.strand_lead))
    return run.score


def adopt_others(scheme: Scheme) -> CriteriaSet:
    """A version with no factor as it was but one, every level worth other points."""
    document = scheme.criteria[CATCH].document
    first, *rest = document["factors"]
    levels = [
        {**level, "points": level["points"] // 2} if level["points"] else dict(level)
        for level in first["levels"]
    ]
    changed = {**first, "cap": first["cap"] // 2, "levels": levels}
    who = make.actor(scheme.coordinator)
    row = draft_criteria(who, CATCH, {**document, "factors": [changed, *rest[:-1]]})
    make.adopted(who, row, scheme.item(ItemKind.CRITERIA))
    db.session.flush()  # read back
    return row


@pytest.mark.parametrize("level", [0, 1, 2, -1])
def test_years_later_and_under_newer_criteria_it_is_the_same(work: None, level: int) -> None:
    scheme, found, scoring = frozen_then(level)
    then = worked_out(scheme, found)
    assert (then.low, then.high) == (scoring.low, scoring.high)
    later(2_500)
    assert worked_out(scheme, found) == then
    newer = adopt_others(scheme)
    assert newer.opened() != then.criteria
    assert worked_out(scheme, found) == then
    stored = db.session.scalars(select(Scoring).where(Scoring.id == scoring.id)).one()
    assert (stored.low, stored.high, stored.criteria_set_id) == (
        then.low,
        then.high,
        scheme.criteria[CATCH].id,
    )


def test_criteria_it_was_scored_over_are_kept_to_the_byte(work: None) -> None:
    scheme, _, scoring = frozen_then(1)
    before = scheme.criteria[CATCH].digest
    later(2_500)
    adopt_others(scheme)
    db.session.expire_all()
    over = db.session.get_one(CriteriaSet, scoring.criteria_set_id)
    assert digest(over.document) == over.digest == before


@pytest.mark.parametrize("level", [0, 1, 2, -1])
def test_plain_columns_alone_give_the_same_total(work: None, level: int) -> None:
    scheme, _, scoring = frozen_then(level)
    later(2_500)
    adopt_others(scheme)
    key: Raw = scoring.id
    (held,) = held_of([key]).values()
    again = as_scored(held, scheme.criteria[CATCH].opened(), scoring.scored_on)
    assert (again.low, again.high) == (scoring.low, scoring.high)


def test_pool_gives_the_same_total_on_the_day_and_less_as_evidence_fades(work: None) -> None:
    scheme, _, scoring = frozen_then(-1)
    in_force = scheme.criteria[CATCH].opened()
    pool = pool_for(make.actor(scheme.coordinator))
    [then] = rescored(pool, in_force, TODAY)
    assert (then.low, then.high) == (scoring.low, scoring.high)
    [now] = rescored(pool, in_force, TODAY + timedelta(days=2_500))
    assert (now.low, now.high) == (0, 100)

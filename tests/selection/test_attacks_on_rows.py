"""Attacks past the program, on the rows themselves: what is frozen, signed or sent out stays so."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Table, delete, update
from sqlalchemy.exc import DBAPIError

from popo.db import db, settle
from popo.people.models import SightLevel
from popo.people.services import grant_sight
from popo.selection.models import (
    Adjustment,
    Consultation,
    CriteriaKind,
    CriteriaSet,
    Scoring,
    ScoringAnswer,
)
from popo.selection.services import AdjustmentDetails, propose_adjustment, sign_adjustment
from tests.selection import make, make_scoring

SEALED = b"\x01" + bytes(60)


class Kept:
    """A frozen scoring with a signed override, over criteria that were sent out and adopted."""

    def __init__(self) -> None:
        scheme = make.scheme()
        found = make.nominated(scheme)
        self.scoring = make_scoring.frozen(scheme, found.nomination, scheme.strand_lead, 1).id
        self.person = found.person.id
        police, probation = make.actor(scheme.police), make.actor(scheme.probation)
        work = SightLevel.WORK
        grant_sight(police, self.person, work, "asked", uuid4(), user_id=scheme.probation.id)
        db.session.flush()  # read back
        run = make_scoring.run_of(db.session.get_one(Scoring, self.scoring), scheme.police)
        row = propose_adjustment(police, run, AdjustmentDetails(3, "More.", "Seen."))
        db.session.flush()  # read back
        run = make_scoring.run_of(db.session.get_one(Scoring, self.scoring), scheme.probation)
        sign_adjustment(probation, run, row, row.version)
        self.adjustment = row.id
        self.criteria = scheme.criteria[CriteriaKind.CATCH_AND_CONVICT].id
        settle()


def _update(model: Any, key: str, **values: Any) -> Callable[[Kept], Any]:
    def statement(kept: Kept) -> Any:
        return update(model).where(_is(model, key, kept)).values(**values)

    return statement


def _delete(model: Any, key: str) -> Callable[[Kept], Any]:
    return lambda kept: delete(model).where(_is(model, key, kept))


def _is(model: Any, key: str, kept: Kept) -> Any:
    column = {Consultation: "criteria_set_id", ScoringAnswer: "scoring_id"}.get(model, "id")
    columns = model.c if isinstance(model, Table) else model.__table__.c
    return columns[column] == getattr(kept, key)


ATTACKS: dict[str, Callable[[Kept], Any]] = {
    "a frozen total": _update(Scoring, "scoring", low=1),
    "a frozen band": _update(Scoring, "scoring", band="low"),
    "whom it is of": _update(Scoring, "scoring", person_id=UUID(int=1)),
    "what it is of": _update(Scoring, "scoring", nomination_id=UUID(int=1)),
    "who scored it": _update(Scoring, "scoring", scorer_id=UUID(int=1)),
    "what it says": _update(Scoring.__table__, "scoring", narrative=SEALED),
    "that it is frozen": _update(Scoring, "scoring", frozen_at=None),
    "a frozen scoring, away": _delete(Scoring, "scoring"),
    "points of an answer": _update(ScoringAnswer, "scoring", points=0),
    "an answer, away": _delete(ScoringAnswer, "scoring"),
    "signed points": _update(Adjustment, "adjustment", points=90),
    "who signed": _update(Adjustment, "adjustment", signed_by_id=UUID(int=1)),
    "which agency signed": _update(Adjustment, "adjustment", signed_agency_id=UUID(int=1)),
    "which agency proposed": _update(Adjustment, "adjustment", proposed_agency_id=UUID(int=1)),
    "why it was signed": _update(Adjustment.__table__, "adjustment", reasons=SEALED),
    "what it rests on": _update(Adjustment.__table__, "adjustment", evidence=SEALED),
    "when it was proposed": _update(Adjustment, "adjustment", proposed_on=date(2020, 1, 1)),
    "that it was signed": _update(
        Adjustment, "adjustment", signed_on=None, signed_by_id=None, signed_agency_id=None
    ),
    "a signed override, away": _delete(Adjustment, "adjustment"),
    "what was sent out": _update(Consultation, "criteria", document={}),
    "when it was sent out": _update(Consultation, "criteria", starts_on=date(2020, 1, 1)),
    "a consultation, away": _delete(Consultation, "criteria"),
    "adopted criteria": _update(CriteriaSet, "criteria", document={}),
    "adopted criteria, away": _delete(CriteriaSet, "criteria"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_database_itself_refuses_to_change(work: None, attack: str) -> None:
    kept = Kept()
    with pytest.raises(DBAPIError, match=r"no longer change|is kept"):
        db.session.execute(ATTACKS[attack](kept))
    db.session.rollback()

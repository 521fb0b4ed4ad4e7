"""Places on a list and what may fall free, as it was believed at the end of a day.

A row counts from the moment it was recorded: what was learnt later changes no earlier day.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, or_, select

from popo import clock
from popo.cases.models import SchemeStatus, Status, StrandEngagement
from popo.db import db
from popo.selection.models import (
    CriteriaKind,
    CriteriaSet,
    CriteriaStatus,
    Decision,
    PanelDecision,
)
from popo.selection.queries.criteria import STRANDS
from popo.selection.turnover import Move, Spell, Turnover, spells, turnover

_OPEN_STATUSES = (Status.ACTIVE, Status.DE_SELECTION_PROPOSED)


@dataclass(frozen=True)
class Headroom:
    """The agreed number of the criteria in force on the day, None where none were."""

    agreed: int | None
    turnover: Turnover

    @property
    def left(self) -> int | None:
        return None if self.agreed is None else self.agreed - self.turnover.taken

    @property
    def expected_left(self) -> int | None:
        return None if self.agreed is None else self.agreed - self.turnover.expected


def headroom(kind: CriteriaKind, day: date | None = None) -> Headroom:
    """For those who decide: it counts the whole list, whoever may see whom."""
    day = day or clock.today()
    in_force = criteria_on(kind, day)
    agreed = in_force.opened().agreed_number if in_force else None
    held = places_held(kind, day)
    every = [spell for of_case in held.values() for spell in of_case]
    return Headroom(agreed, turnover(every, day, _proposed(held, day)))


def end_of(day: date) -> datetime:
    """The moment up to which what was recorded was known on the day."""
    return clock.at(day + timedelta(days=1))


def criteria_on(kind: CriteriaKind, day: date) -> CriteriaSet | None:
    """The version people went by: the former one until the day the next was recorded."""
    in_force = (
        select(CriteriaSet)
        .where(
            CriteriaSet.criteria_kind == kind,
            CriteriaSet.status.in_([CriteriaStatus.ADOPTED, CriteriaStatus.SUPERSEDED]),
            CriteriaSet.created_at < end_of(day),
            CriteriaSet.adopted_on <= day,
            or_(CriteriaSet.superseded_on.is_(None), CriteriaSet.superseded_on > day),
        )
        .order_by(CriteriaSet.number)
    )
    return db.session.scalars(in_force.limit(1)).first()


def places_held(kind: CriteriaKind, day: date) -> dict[UUID, list[Spell]]:
    """By case: the places it ever held on this list, ended or not."""
    closed = _closings(day)
    return {
        case_id: found
        for case_id, moves in _moves(day).items()
        if (found := spells(moves, closed.get(case_id), STRANDS[kind]))
    }


def holds_on(held: Iterable[Spell], day: date) -> bool:
    return any(spell.covers(day) for spell in held)


def _moves(day: date) -> dict[UUID, list[Move]]:
    """Which strand was primary from when on, of every case."""
    rows = db.session.execute(
        select(StrandEngagement.case_id, StrandEngagement.starts_on, StrandEngagement.strand)
        .where(StrandEngagement.is_primary, StrandEngagement.created_at < end_of(day))
        .order_by(StrandEngagement.starts_on, StrandEngagement.created_at, StrandEngagement.id)
    )
    moves: defaultdict[UUID, list[Move]] = defaultdict(list)
    for case_id, starts_on, strand in rows:
        moves[case_id].append(Move(starts_on, strand))
    return moves


def _closings(day: date) -> dict[UUID, date]:
    """The day each closed case closed, or will."""
    rows = db.session.execute(
        select(SchemeStatus.case_id, func.min(SchemeStatus.starts_on))
        .where(SchemeStatus.status.not_in(_OPEN_STATUSES), SchemeStatus.created_at < end_of(day))
        .group_by(SchemeStatus.case_id)
    )
    return dict(iter(rows))


def _proposed(held: Mapping[UUID, list[Spell]], day: date) -> int:
    """De-selections that waited for agreement."""
    cases = db.session.scalars(
        select(PanelDecision.case_id)
        .where(
            PanelDecision.decision == Decision.DE_SELECT,
            PanelDecision.created_at < end_of(day),
            or_(PanelDecision.decided_on.is_(None), PanelDecision.decided_on > day),
            or_(PanelDecision.withdrawn_on.is_(None), PanelDecision.withdrawn_on > day),
        )
        .distinct()
    ).all()
    return sum(holds_on(held.get(case_id, ()), day) for case_id in cases if case_id)

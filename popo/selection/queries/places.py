"""How many places of a list are taken, beside the number that was agreed."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from popo import clock
from popo.cases.models import SchemeCase, Strand, StrandEngagement
from popo.cases.queries import is_open
from popo.db import db
from popo.intervals import on
from popo.selection.models import CriteriaKind
from popo.selection.queries.criteria import STRANDS, criteria_in_force, kind_for


@dataclass(frozen=True)
class Places:
    taken: int
    agreed: int

    @property
    def free(self) -> int:
        return max(self.agreed - self.taken, 0)

    @property
    def is_full(self) -> bool:
        return self.taken >= self.agreed


def places_for(strand: Strand) -> Places | None:
    """Of the list the strand belongs to; None while no criteria are adopted for it."""
    kind = kind_for(strand)
    in_force = criteria_in_force(kind)
    return Places(places_taken(kind), in_force.opened().agreed_number) if in_force else None


def places_taken(kind: CriteriaKind) -> int:
    """How many open cases count towards the agreed number today, by their primary strand."""
    counted = _on_list(kind, func.count(SchemeCase.id.distinct()))
    taken: int = db.session.execute(counted).scalar_one()
    return taken


def cases_on_list(kind: CriteriaKind) -> list[UUID]:
    """The cases that take those places."""
    return list(db.session.scalars(_on_list(kind, SchemeCase.id)))


def _on_list(kind: CriteriaKind, column: Any) -> Select[Any]:
    today = clock.today()
    return (
        select(column)
        .join(StrandEngagement, StrandEngagement.case_id == SchemeCase.id)
        .where(
            is_open(today),
            on(StrandEngagement, today),
            StrandEngagement.is_primary,
            StrandEngagement.strand.in_(STRANDS[kind]),
        )
    )

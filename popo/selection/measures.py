"""The figures of selection: nominations, what was decided, and how long it took."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from statistics import median
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import or_, select

from popo import clock
from popo.cases.counting import SchemeList
from popo.cases.models import Strand
from popo.db import db
from popo.figures import Figure, Period, counted, named
from popo.selection.models import Decision, Nomination, PanelDecision
from popo.selection.policy import is_filed
from popo.selection.queries.criteria import list_for

VERSION = 1
"""Goes up when a figure comes to mean something else."""

OUTCOMES = (Decision.SELECT, Decision.DEFER, Decision.DECLINE)


class _Made(NamedTuple):
    """A nomination."""

    id: UUID
    strand: Strand
    nominated_on: date
    decided_on: date | None


class _Decided(NamedTuple):
    """What was decided on a nomination that day."""

    nomination_id: UUID
    strand: Strand
    nominated_on: date
    outcome: Decision
    decided_on: date


def selection(period: Period) -> list[Figure]:
    """For each list: nominated in the period, decided by outcome, waiting at its end, days taken.

    A nomination deferred and then decided in one month counts once under each. The median is in
    working days from nomination to the decision that ended it, and empty where none ended.
    """
    nominations, decided = _nominations(period), _decided(period)
    figures: list[Figure] = []
    for each in SchemeList:
        made = [row for row in nominations if list_for(row.strand) is each]
        settled = [row for row in decided if list_for(row.strand) is each]
        figures += _figures(each, made, settled, period)
    return figures


def _figures(
    each: SchemeList, made: list[_Made], settled: list[_Decided], period: Period
) -> list[Figure]:
    begun = (row.id for row in made if period.covers(row.nominated_on))
    waiting = (row.id for row in made if _waits(row, period))
    groups: defaultdict[Decision, set[UUID]] = defaultdict(set)
    for row in settled:
        groups[row.outcome].add(row.nomination_id)
    return [
        counted(named("selection", each, "nominated"), begun),
        *(counted(named("selection", each, kind.value), groups[kind]) for kind in OUTCOMES),
        counted(named("selection", each, "waiting"), waiting),
        Figure(named("selection", each, "median_days_to_decision"), _median_days(settled)),
    ]


def _median_days(settled: Iterable[_Decided]) -> int | None:
    days = [
        clock.working_days(row.nominated_on, row.decided_on)
        for row in settled
        if row.outcome is not Decision.DEFER
    ]
    return int(median(days) + 0.5) if days else None


def _waits(nomination: _Made, period: Period) -> bool:
    return nomination.decided_on is None or nomination.decided_on > period.day


def _nominations(period: Period) -> list[_Made]:
    """Those made in the period, or still waiting at its end."""
    columns = (Nomination.id, Nomination.strand, Nomination.nominated_on, Nomination.decided_on)
    statement = select(*columns).where(
        is_filed(),
        Nomination.nominated_on <= period.day,
        or_(
            Nomination.nominated_on >= period.first,
            Nomination.decided_on.is_(None),
            Nomination.decided_on > period.day,
        ),
    )
    return [_Made(*row) for row in db.session.execute(statement.order_by(Nomination.id))]


def _decided(period: Period) -> list[_Decided]:
    rows = db.session.execute(
        select(
            Nomination.id,
            Nomination.strand,
            Nomination.nominated_on,
            PanelDecision.decision,
            PanelDecision.decided_on,
        )
        .join(PanelDecision, PanelDecision.nomination_id == Nomination.id)
        .where(
            PanelDecision.decided_on.between(period.first, period.day),
            PanelDecision.decision.in_(OUTCOMES),
        )
        .order_by(PanelDecision.id)
    )
    return [_Decided(*row) for row in rows]

"""The figures of selection: nominations, what was decided, and how long it took."""

from collections import defaultdict
from collections.abc import Iterable
from statistics import median
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import or_, select

from popo.cases.counting import SchemeList
from popo.cases.models import Strand
from popo.db import db
from popo.figures import Figure, Period, counted, named
from popo.selection.models import Decision, Nomination, PanelDecision
from popo.selection.policy import is_filed
from popo.selection.queries.nominations import working_days

VERSION = 1
"""Goes up when a figure comes to mean something else."""

OUTCOMES = (Decision.SELECT, Decision.DEFER, Decision.DECLINE)


class _Decided(NamedTuple):
    nomination: Nomination
    decision: PanelDecision


def selection(period: Period) -> list[Figure]:
    """For each list: nominated in the period, decided by outcome, waiting at its end, days taken.

    A nomination deferred and then decided in one month counts once under each. The median is in
    working days from nomination to the decision that ended it, and empty where none ended.
    """
    nominations, decided = _nominations(period), _decided(period)
    figures: list[Figure] = []
    for each in SchemeList:
        made = [row for row in nominations if _list_of(row) is each]
        settled = [row for row in decided if _list_of(row.nomination) is each]
        figures += _figures(each, made, settled, period)
    return figures


def _figures(
    each: SchemeList, made: list[Nomination], settled: list[_Decided], period: Period
) -> list[Figure]:
    begun = (row.id for row in made if period.covers(row.nominated_on))
    waiting = (row.id for row in made if _waits(row, period))
    groups: defaultdict[Decision, set[UUID]] = defaultdict(set)
    for row in settled:
        groups[row.decision.decision].add(row.nomination.id)
    return [
        counted(named("selection", each, "nominated"), begun),
        *(counted(named("selection", each, kind.value), groups[kind]) for kind in OUTCOMES),
        counted(named("selection", each, "waiting"), waiting),
        Figure(named("selection", each, "median_days_to_decision"), _median_days(settled)),
    ]


def _median_days(settled: Iterable[_Decided]) -> int | None:
    days = [
        working_days(row.nomination.nominated_on, row.decision.decided_on)
        for row in settled
        if row.decision.decision is not Decision.DEFER and row.decision.decided_on is not None
    ]
    return int(median(days) + 0.5) if days else None


def _waits(nomination: Nomination, period: Period) -> bool:
    return nomination.decided_on is None or nomination.decided_on > period.day


def _list_of(nomination: Nomination) -> SchemeList:
    if nomination.strand is Strand.PREVENT_AND_DETER:
        return SchemeList.PREVENT_AND_DETER
    return SchemeList.ADULTS


def _nominations(period: Period) -> list[Nomination]:
    """Those made in the period, or still waiting at its end."""
    statement = select(Nomination).where(
        is_filed(),
        Nomination.nominated_on <= period.day,
        or_(
            Nomination.nominated_on >= period.first,
            Nomination.decided_on.is_(None),
            Nomination.decided_on > period.day,
        ),
    )
    return list(db.session.scalars(statement.order_by(Nomination.id)))


def _decided(period: Period) -> list[_Decided]:
    rows = db.session.execute(
        select(Nomination, PanelDecision)
        .join(PanelDecision, PanelDecision.nomination_id == Nomination.id)
        .where(
            PanelDecision.decided_on.between(period.first, period.day),
            PanelDecision.decision.in_(OUTCOMES),
        )
        .order_by(PanelDecision.id)
    )
    return [_Decided(*row) for row in rows]

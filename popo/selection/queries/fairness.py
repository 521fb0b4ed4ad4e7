"""Facts of fairness: of the whole scheme, whoever asks, and nothing but counts comes out.

See `queries.traits` for why. Whoever calls this records that it was consulted.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import or_, select

from popo import clock
from popo.cases.counting import OUT_KINDS, SchemeList
from popo.cases.models import SchemeCase, Strand, StrandEngagement
from popo.db import db
from popo.offending.models import OffenceEvent, OffenceEventKind
from popo.selection.criteria import Criteria
from popo.selection.fairness.document import Figures
from popo.selection.fairness.tables import Compared, Outcome, compare
from popo.selection.models import (
    Adjustment,
    CriteriaKind,
    CriteriaSet,
    Nomination,
    NominationStatus,
    Scoring,
)
from popo.selection.pool import rescored
from popo.selection.queries.draft_pool import draft_pool
from popo.selection.queries.traits import Described, described, groups_of

LOOKED_BACK = timedelta(days=730)
"""Two years: in one, hardly any group has numbers that can be shown."""


class AtRisk(NamedTuple):
    """One chance of an outcome: whose, on which day, for which list, and whether it came."""

    person: UUID
    day: date
    as_young: bool
    came: bool


def work_out(scheme_list: SchemeList, draft: Criteria | None = None) -> Figures:
    """Today's figures of one list; with a draft, also for who would reach its threshold."""
    today = clock.today()
    since = today - LOOKED_BACK
    people = described(today)
    outcomes = {
        Outcome.SELECTED: _nominations(since),
        **_overrides(since),
        **_spells(since, today),
    }
    crossing = None
    if draft is not None and draft.threshold is not None:
        reached, crossing = _reached(draft, draft.threshold, today)
        outcomes = {Outcome.REACHED: reached, **outcomes}
    compared = (_compared(kind, rows, scheme_list, people) for kind, rows in outcomes.items())
    return Figures(scheme_list.value, today, since, tuple(compared), crossing)


def _compared(
    outcome: Outcome,
    rows: Iterable[AtRisk],
    scheme_list: SchemeList,
    people: Mapping[UUID, Described],
) -> Compared:
    units = [
        (person.traits_on(row.day, scheme_list), row.came)
        for row in rows
        for person in (people[row.person],)
        if person.list_on(row.day, as_young=row.as_young) is scheme_list
    ]
    return compare(outcome, units, groups_of(scheme_list))


def _nominations(since: date) -> list[AtRisk]:
    """Those decided; how old somebody was counts on the day they were nominated."""
    rows = db.session.execute(
        select(
            Nomination.person_id, Nomination.nominated_on, Nomination.strand, Nomination.status
        ).where(Nomination.decided_on >= since)
    )
    return [
        AtRisk(person, day, strand is Strand.PREVENT_AND_DETER, status is NominationStatus.SELECTED)
        for person, day, strand, status in rows
    ]


def _overrides(since: date) -> dict[Outcome, list[AtRisk]]:
    """Scorings frozen, and those whose points a signed line raised or lowered."""
    signed = select(Adjustment.scoring_id, Adjustment.points).where(
        Adjustment.signed_on.is_not(None)
    )
    raised: set[UUID] = set()
    lowered: set[UUID] = set()
    for scoring, points in db.session.execute(signed):
        (raised if points > 0 else lowered).add(scoring)
    runs = db.session.execute(
        select(Scoring.id, Scoring.person_id, Scoring.scored_on, CriteriaSet.criteria_kind)
        .join(CriteriaSet, CriteriaSet.id == Scoring.criteria_set_id)
        .where(Scoring.frozen_at.is_not(None), Scoring.scored_on >= since)
    ).all()
    return {
        outcome: [
            AtRisk(person, day, kind is CriteriaKind.PREVENT_AND_DETER, scoring in moved)
            for scoring, person, day, kind in runs
        ]
        for outcome, moved in ((Outcome.RAISED, raised), (Outcome.LOWERED, lowered))
    }


def _spells(since: date, today: date) -> dict[Outcome, list[AtRisk]]:
    """Spells open at any time since then; a breach counts where it fell into the spell."""
    failed = _breaches(since)
    strands = _first_strands()
    breached, de_selected = [], []
    for case, person, opened, closed, reason in db.session.execute(
        select(
            SchemeCase.id,
            SchemeCase.person_id,
            SchemeCase.opened_on,
            SchemeCase.closed_on,
            SchemeCase.end_reason,
        ).where(
            SchemeCase.opened_on <= today,
            or_(SchemeCase.closed_on.is_(None), SchemeCase.closed_on >= since),
        )
    ):
        young = strands.get(case) is Strand.PREVENT_AND_DETER
        days = failed.get(person, ())
        fell = any(opened <= day and (closed is None or day < closed) for day in days)
        breached.append(AtRisk(person, opened, young, fell))
        left = reason is not None and OUT_KINDS[reason] == "de_selected"
        de_selected.append(AtRisk(person, opened, young, left))
    return {Outcome.BREACHED: breached, Outcome.DE_SELECTED: de_selected}


def _breaches(since: date) -> dict[UUID, list[date]]:
    days: dict[UUID, list[date]] = {}
    rows = db.session.execute(
        select(OffenceEvent.person_id, OffenceEvent.happened_on).where(
            OffenceEvent.event_kind.in_([OffenceEventKind.BREACH, OffenceEventKind.RECALL]),
            OffenceEvent.happened_on >= since,
        )
    )
    for person, day in rows:
        days.setdefault(person, []).append(day)
    return days


def _first_strands() -> dict[UUID, Strand]:
    """The strand each spell began with."""
    rows = db.session.execute(
        select(StrandEngagement.case_id, StrandEngagement.strand)
        .where(StrandEngagement.is_primary)
        .order_by(StrandEngagement.starts_on.desc(), StrandEngagement.id)
    )
    return dict(iter(rows))


def _reached(draft: Criteria, threshold: int, day: date) -> tuple[list[AtRisk], int]:
    """Who would certainly be at or above the line, and how many could be on either side."""
    kind = CriteriaKind(draft.kind)
    young = kind is CriteriaKind.PREVENT_AND_DETER
    again = rescored(draft_pool(kind), draft, day)
    rows = [AtRisk(done.person.person, day, young, done.low >= threshold) for done in again]
    return rows, sum(done.low < threshold <= done.high for done in again)

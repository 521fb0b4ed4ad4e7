"""The figures of leaving: why, after how long, who came back, and which reviews are late.

Whoever was selected in error never belonged on the list and is in none of them; nor is an urgent
selection that was not ratified.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from popo.cases.counting import SchemeList
from popo.cases.measures import open_on
from popo.cases.models import CaseEnd, SchemeCase, Strand, StrandEngagement
from popo.db import db
from popo.figures import Figure, Period, counted, counted_by, named
from popo.intervals import on
from popo.selection.leaving import is_coming_back, said
from popo.selection.models import CriteriaKind, PanelDecision, Scoring
from popo.selection.queries.after_watch import NO_EXITS
from popo.selection.queries.criteria import criteria_in_force, kind_for, list_for
from popo.suppress import LEAST

VERSION = 2
"""Goes up when a figure comes to mean something else."""

REASONS = tuple(end for end in CaseEnd if end not in NO_EXITS)
SUMMED_DAYS = 365


class _Exit(NamedTuple):
    case_id: UUID
    person_id: UUID
    opened_on: date
    closed_on: date
    reason: CaseEnd
    strand: Strand


class _Entry(NamedTuple):
    case_id: UUID
    person_id: UUID
    opened_on: date
    strand: Strand


def exits(period: Period) -> list[Figure]:
    """For each list: cases closed by reason, median days on the scheme, came back, past review."""
    closed = _exits(period.first, period.day)
    again = _re_entries(period.first, period.day)
    late = _past_review(period.day)
    figures: list[Figure] = []
    for each in SchemeList:
        mine = [row for row in closed if list_for(row.strand) is each]
        groups = {
            reason: [row.case_id for row in mine if row.reason is reason] for reason in REASONS
        }
        figures += counted_by(named("exits", each, "reason"), groups, REASONS)
        figures += [
            Figure(named("exits", each, "median_days"), _median_days(mine)),
            counted(named("exits", each, "re_entered"), _on_list(again, each)),
            counted(named("exits", each, "past_review"), _on_list(late, each)),
        ]
    return figures


@dataclass(frozen=True)
class ExitSummary:
    """A year of one list in words: small numbers are never written out."""

    scheme_list: SchemeList
    left: str
    reasons: dict[CaseEnd, str]
    median_days: int | None
    came_back: str
    past_review: int


def exit_summaries(today: date, strands: Collection[Strand]) -> list[ExitSummary]:
    """The twelve months to today, of the lists that these strands make up."""
    first = today - timedelta(days=SUMMED_DAYS)
    closed, again, late = _exits(first, today), _re_entries(first, today), _past_review(today)
    found = []
    for each in sorted({list_for(strand) for strand in strands}):
        mine = [row for row in closed if list_for(row.strand) is each]
        reasons = Counter(row.reason for row in mine)
        found.append(
            ExitSummary(
                scheme_list=each,
                left=said(len(mine)),
                reasons={reason: said(reasons[reason]) for reason in REASONS if reasons[reason]},
                median_days=_median_days(mine) if len(mine) >= LEAST else None,
                came_back=said(len(_on_list(again, each))),
                past_review=len(_on_list(late, each)),
            )
        )
    return found


def _on_list(rows: Iterable[_Entry], scheme_list: SchemeList) -> list[UUID]:
    return [row.case_id for row in rows if list_for(row.strand) is scheme_list]


def _median_days(rows: Iterable[_Exit]) -> int | None:
    days = [(row.closed_on - row.opened_on).days for row in rows]
    return int(median(days) + 0.5) if days else None


def _exits(first: date, last: date) -> list[_Exit]:
    """The cases closed in these days, each under the strand that was primary to the end."""
    rows = db.session.execute(
        select(
            SchemeCase.id,
            SchemeCase.person_id,
            SchemeCase.opened_on,
            SchemeCase.closed_on,
            SchemeCase.end_reason,
            StrandEngagement.strand,
        )
        .join(StrandEngagement, StrandEngagement.case_id == SchemeCase.id)
        .where(
            SchemeCase.closed_on.between(first, last),
            SchemeCase.end_reason.not_in(NO_EXITS),
            StrandEngagement.is_primary,
            StrandEngagement.ends_on == SchemeCase.closed_on,
        )
        .order_by(StrandEngagement.starts_on, StrandEngagement.id)
    )
    newest = {row[0]: _Exit(*row) for row in rows}
    return list(newest.values())


def _re_entries(first: date, last: date) -> list[_Entry]:
    """The spells begun in these days by somebody who had left not long before."""
    begun = _entries(
        SchemeCase.opened_on.between(first, last),
        or_(SchemeCase.end_reason.is_(None), SchemeCase.end_reason.not_in(NO_EXITS)),
        StrandEngagement.starts_on == SchemeCase.opened_on,
    )
    left = _left(row.person_id for row in begun)
    return [
        row
        for row in begun
        if any(
            case_id != row.case_id and is_coming_back(day, row.opened_on)
            for case_id, day in left[row.person_id]
        )
    ]


def _left(people: Iterable[UUID]) -> defaultdict[UUID, list[tuple[UUID, date]]]:
    """The cases that closed and the days on which they did, by person."""
    groups: defaultdict[UUID, list[tuple[UUID, date]]] = defaultdict(list)
    rows = db.session.execute(
        select(SchemeCase.id, SchemeCase.person_id, SchemeCase.closed_on).where(
            SchemeCase.person_id.in_(list(people)), SchemeCase.end_reason.not_in(NO_EXITS)
        )
    )
    for case_id, person_id, closed_on in rows:
        if closed_on is not None:
            groups[person_id].append((case_id, closed_on))
    return groups


def _past_review(day: date) -> list[_Entry]:
    """The cases open on that day that were not scored for longer than the criteria allow."""
    entries = _entries(open_on(day), on(StrandEngagement, day))
    scored, every = _last_scored(day), _review_every()
    late = []
    for row in entries:
        days = every.get(kind_for(row.strand))
        last = max(row.opened_on, scored.get(row.case_id, row.opened_on))
        if days is not None and last + timedelta(days=days) < day:
            late.append(row)
    return late


def _entries(*conditions: ColumnElement[bool]) -> list[_Entry]:
    """Each case once, by its primary strand."""
    rows = db.session.execute(
        select(SchemeCase.id, SchemeCase.person_id, SchemeCase.opened_on, StrandEngagement.strand)
        .join(StrandEngagement, StrandEngagement.case_id == SchemeCase.id)
        .where(StrandEngagement.is_primary, *conditions)
        .order_by(StrandEngagement.starts_on, StrandEngagement.id)
    )
    return list({row[0]: _Entry(*row) for row in rows}.values())


def _last_scored(day: date) -> dict[UUID, date]:
    """When each case was last scored, itself or in the nomination behind it."""
    of_nomination = PanelDecision.nomination_id == Scoring.nomination_id
    rows = db.session.execute(
        select(
            func.coalesce(Scoring.case_id, PanelDecision.case_id).label("case"),
            func.max(Scoring.scored_on),
        )
        .outerjoin(PanelDecision, of_nomination & PanelDecision.case_id.is_not(None))
        .where(Scoring.frozen_at.is_not(None), Scoring.scored_on <= day)
        .group_by("case")
    )
    return {case: last for case, last in rows if case is not None}


def _review_every() -> dict[CriteriaKind, int]:
    found = {}
    for kind in CriteriaKind:
        in_force = criteria_in_force(kind)
        if in_force is not None:
            found[kind] = in_force.opened().review_every_days
    return found

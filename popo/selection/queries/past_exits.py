"""What followed earlier exits for the same reason: numbers only, small ones never written out."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.cases.models import CaseEnd, SchemeCase, Strand, StrandEngagement
from popo.db import db
from popo.selection.leaving import FOLLOWED_MONTHS, said
from popo.selection.models import AfterWatch, Finding
from popo.selection.queries.after_watch import came_back_after
from popo.selection.queries.criteria import STRANDS, kind_for
from popo.suppress import LEAST

MOST_EXITS = 2_000


@dataclass(frozen=True)
class PastExits:
    """Of one reason and one list. `followed`: those who left long enough ago to tell."""

    left: int
    followed: int
    came_back: int
    findings: dict[Finding, int]

    @property
    def is_too_few(self) -> bool:
        return self.left < LEAST

    def said_left(self) -> str:
        return said(self.left)

    def said_followed(self) -> str:
        return said(self.followed)

    def said_came_back(self) -> str:
        return said(self.came_back)

    def said_findings(self) -> dict[Finding, str]:
        """People by what a check found; somebody may stand under several."""
        return {finding: said(count) for finding, count in self.findings.items()}


def past_exits(reasons: Iterable[CaseEnd], strand: Strand) -> dict[CaseEnd, PastExits]:
    """By reason, over the whole scheme, on the list of that strand; the lists stay apart."""
    exits = _exits(list(reasons), strand)
    today = clock.today()
    long_ago = {
        row.case_id for row in exits if clock.months_after(row.closed_on, FOLLOWED_MONTHS) <= today
    }
    back, found = came_back_after(long_ago), _findings(row.case_id for row in exits)
    groups: defaultdict[CaseEnd, list[UUID]] = defaultdict(list)
    for row in exits:
        groups[row.reason].append(row.case_id)
    return {
        reason: PastExits(
            left=len(cases),
            followed=len(long_ago.intersection(cases)),
            came_back=len(back.intersection(cases)),
            findings=_count(found, cases),
        )
        for reason, cases in groups.items()
    }


class _Exit(NamedTuple):
    case_id: UUID
    closed_on: date
    reason: CaseEnd


def _exits(reasons: list[CaseEnd], strand: Strand) -> set[_Exit]:
    """The newest cases that ended so."""
    rows = db.session.execute(
        select(SchemeCase.id, SchemeCase.closed_on, SchemeCase.end_reason)
        .join(StrandEngagement, StrandEngagement.case_id == SchemeCase.id)
        .where(
            SchemeCase.end_reason.in_(reasons),
            StrandEngagement.is_primary,
            StrandEngagement.ends_on == SchemeCase.closed_on,
            StrandEngagement.strand.in_(STRANDS[kind_for(strand)]),
        )
        .order_by(SchemeCase.closed_on.desc(), SchemeCase.id)
        .limit(MOST_EXITS)
    )
    return {_Exit(key, day, reason) for key, day, reason in rows if day and reason}


def _findings(cases: Iterable[UUID]) -> set[tuple[UUID, Finding]]:
    rows = db.session.execute(
        select(AfterWatch.case_id, AfterWatch.finding).where(
            AfterWatch.case_id.in_(list(cases)), AfterWatch.finding.is_not(None)
        )
    )
    return {(case_id, finding) for case_id, finding in rows if finding}


def _count(found: set[tuple[UUID, Finding]], cases: list[UUID]) -> dict[Finding, int]:
    """People by finding, in the order of the findings."""
    wanted = set(cases)
    counts = Counter(finding for case_id, finding in found if case_id in wanted)
    return {finding: counts[finding] for finding in Finding if counts[finding]}

"""What a scorer says of one factor."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from popo.selection.citations import Citation, Report


@dataclass(frozen=True)
class Answer:
    """What a scorer chose for one factor. Words answer a factor that has no levels.

    `value` is what the system measured, where the scorer took its proposal; `cited` are the
    records it rests on. A graded factor has no level chosen: `reports` are the intelligence it
    counts, and `evidence_on` is the day it was searched. Where the reader may not open the
    intelligence `is_closed`, and `closed_points` says what it counted when it was kept.
    """

    factor: str
    level: str | None = None
    evidence_on: date | None = None
    evidence: str = ""
    source: str = ""
    value: int | None = None
    cited: tuple[Citation, ...] = ()
    reports: tuple[Report, ...] = ()
    is_closed: bool = False
    closed_points: int | None = None

    @property
    def is_empty(self) -> bool:
        said = self.level or self.evidence_on or self.evidence or self.source or self.reports
        return not (said or self.is_closed)

    def says_the_same(self, other: "Answer") -> bool:
        """Whether a person would read the two as one answer."""
        return _said(self) == _said(other)


class State(StrEnum):
    COUNTED = "counted"
    MISSING = "missing"
    STALE = "stale"


def _said(answer: Answer) -> tuple[object, ...]:
    return answer.factor, answer.level, answer.evidence_on, answer.evidence, answer.source

"""The whole score, and two or more scorers side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from popo.selection.criteria import Band, Criteria, Factor, Level
from popo.selection.scoring.answer import Answer, State
from popo.selection.scoring.line import Line, line_of
from popo.selection.scoring.words import span


@dataclass(frozen=True)
class Score:
    """`band` is None while the range crosses the line between two."""

    criteria: Criteria
    lines: tuple[Line, ...]
    low: int
    high: int
    band: Band | None

    @property
    def total(self) -> str:
        return span(self.low, self.high)

    @property
    def unsettled(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.state is not State.COUNTED)

    @property
    def missing_mandatory(self) -> tuple[Line, ...]:
        """What must be answered before the scoring is frozen."""
        return tuple(line for line in self.unsettled if line.factor.mandatory)

    @property
    def is_complete(self) -> bool:
        return not self.unsettled

    @property
    def running(self) -> tuple[str, ...]:
        """The range so far, after each line."""
        low = high = 0
        spans = []
        for line in self.lines:
            low, high = low + line.low, high + line.high
            spans.append(span(low, high))
        return tuple(spans)

    def line(self, factor: str) -> Line:
        return next(line for line in self.lines if line.factor.name == factor)


def score(criteria: Criteria, answers: Iterable[Answer], day: date) -> Score:
    """The score on `day`. Raises ValueError for a factor or level the criteria do not have."""
    given = {answer.factor: answer for answer in answers}
    if unknown := given.keys() - {factor.name for factor in criteria.factors}:
        raise ValueError(f"no such factor: {sorted(unknown)}")
    return _summed(
        criteria,
        tuple(
            line_of(factor, given.get(factor.name, Answer(factor.name)), day)
            for factor in criteria.factors
        ),
    )


def _summed(criteria: Criteria, lines: tuple[Line, ...]) -> Score:
    low, high = sum(line.low for line in lines), sum(line.high for line in lines)
    return Score(criteria, lines, low, high, band_between(criteria, low, high))


def band_between(criteria: Criteria, low: int, high: int) -> Band | None:
    if criteria.is_narrative:
        return None
    lowest, highest = criteria.band_of(low), criteria.band_of(high)
    return lowest if lowest == highest else None


def with_level(done: Score, factor: Factor, level: Level, day: date) -> Score:
    """The score if this factor had this level on fresh evidence."""
    points = factor.points_of(level)
    lines = tuple(
        replace(
            line,
            answer=replace(line.answer, level=level.name, evidence_on=day),
            state=State.COUNTED,
            low=points,
            high=points,
            level=level,
        )
        if line.factor.name == factor.name
        else line
        for line in done.lines
    )
    return _summed(done.criteria, lines)


def answers_of(done: Score) -> list[Answer]:
    return [line.answer for line in done.lines]


@dataclass(frozen=True)
class Difference:
    """What two or more scorers say of one factor, in the order they were given."""

    factor: Factor
    lines: tuple[Line, ...]

    @property
    def differs(self) -> bool:
        return len({(line.state, line.level, line.low, line.high) for line in self.lines}) > 1

    @property
    def points(self) -> int:
        """How far apart the lowest and the highest certainly lie; ranges that overlap by nought."""
        return max(0, max(line.low for line in self.lines) - min(line.high for line in self.lines))

    @property
    def words(self) -> str:
        """5 points apart."""
        if not self.differs:
            return "Same"
        if any(line.state is not State.COUNTED for line in self.lines):
            return "Not answered by all"
        if self.points:
            return f"{self.points} point{'s' if self.points != 1 else ''} apart"
        return "Same points, another level"


def compare(scores: Sequence[Score]) -> list[Difference]:
    """Line by line; all must be over the same criteria."""
    first, *others = scores
    return [
        Difference(line.factor, (line, *(other.line(line.factor.name) for other in others)))
        for line in first.lines
    ]

"""One factor as scored: what it counts on a day, why, and when it next counts less."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from popo.clock import written
from popo.selection.citations import Report, counting
from popo.selection.criteria import Factor, Level
from popo.selection.scoring.answer import Answer, State
from popo.selection.scoring.words import span

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """`level` is the one chosen, or of a graded factor the one its reports reach.

    `age` is the days since the newest evidence that counts.
    """

    factor: Factor
    answer: Answer
    day: date
    state: State
    low: int
    high: int
    level: Level | None
    age: int = 0

    @property
    def points(self) -> str:
        return span(self.low, self.high)

    @property
    def fresh(self) -> int | None:
        """What the level is worth on evidence of the day itself."""
        return self.factor.points_of(self.level) if self.level else None

    @property
    def counted_reports(self) -> list[Report]:
        return counting(self.factor, self.answer.reports, self.day)

    @property
    def has_faded(self) -> bool:
        return self.state is State.COUNTED and self.fresh is not None and self.low < self.fresh

    @property
    def why(self) -> str:
        """In words how its points came about."""
        return _why(self)

    @property
    def next_fall(self) -> "Fall | None":
        return next(falls(self), None)


@dataclass(frozen=True)
class Fall:
    """After `last_day` a line counts less, or no longer."""

    last_day: date
    before: Line
    after: Line

    @property
    def words(self) -> str:
        """Halves, to 8, after 4 June 2024."""
        return f"{self._what} after {written(self.last_day)}."

    @property
    def _what(self) -> str:
        if self.after.state is not State.COUNTED:
            return "Stops counting"
        if self.after.low * 2 == self.before.low:
            return f"Halves, to {self.after.low},"
        return f"Falls to {self.after.low}"


def line_of(factor: Factor, answer: Answer, day: date) -> Line:
    """The line on `day`. Raises ValueError for a level the factor does not have."""
    if answer.level and factor.level(answer.level) is None:
        raise ValueError(f"no such level of {factor.name}: {answer.level}")
    if answer.is_closed:
        return _closed(factor, answer, day)
    if factor.is_intelligence:
        return _graded(factor, answer, day)
    level = factor.level(answer.level)
    if factor.is_narrative:
        state = _state(factor, answer, day) if answer.evidence else State.MISSING
        return Line(factor, answer, day, state, 0, 0, None)
    state = _state(factor, answer, day) if level else State.MISSING
    return _counted(factor, answer, day, state, level, answer.evidence_on)


def falls(line: Line) -> Iterator[Fall]:
    """Every day after which it counts less than before, the soonest first."""
    before = line
    for last in _last_days(line):
        after = line_of(line.factor, line.answer, last + _ONE_DAY)
        if (after.state, after.low) != (before.state, before.low):
            yield Fall(last, before, after)
        before = after


def _last_days(line: Line) -> list[date]:
    """The days from now on after which some of its evidence is older than a limit."""
    if line.state is not State.COUNTED or line.answer.is_closed:
        return []
    evidence = {line.answer.evidence_on, *(report.on for report in line.answer.reports)}
    limits = (line.factor.counts_for_days, *(step.after_days for step in line.factor.decay))
    ends = {on + timedelta(days=limit) for on in evidence if on is not None for limit in limits}
    return sorted(end for end in ends if end >= line.day)


def _graded(factor: Factor, answer: Answer, day: date) -> Line:
    """Reports that count give the level; none found on the day of a search is the lowest."""
    counted = counting(factor, answer.reports, day)
    newest = max((report.on for report in counted), default=answer.evidence_on)
    state = State.COUNTED if counted else _state(factor, answer, day)
    level = factor.level_at(len(counted)) if state is State.COUNTED else None
    return _counted(factor, answer, day, state, level, newest)


def _closed(factor: Factor, answer: Answer, day: date) -> Line:
    level = factor.level(answer.level)
    if answer.closed_points is None:
        return Line(factor, answer, day, State.MISSING, factor.fewest, factor.most, level)
    points = answer.closed_points
    return Line(factor, answer, day, State.COUNTED, points, points, level)


def _counted(
    factor: Factor,
    answer: Answer,
    day: date,
    state: State,
    level: Level | None,
    newest: date | None,
) -> Line:
    """The line with its points: anything from fewest to most unless it counts."""
    age = max(0, (day - newest).days) if newest else 0
    if state is not State.COUNTED or level is None:
        return Line(factor, answer, day, state, factor.fewest, factor.most, level, age)
    points = factor.points_of(level, age)
    return Line(factor, answer, day, state, points, points, level, age)


def _state(factor: Factor, answer: Answer, day: date) -> State:
    if answer.evidence_on is None:
        return State.MISSING
    if (day - answer.evidence_on).days > factor.counts_for_days:
        return State.STALE
    return State.COUNTED


def _why(line: Line) -> str:
    factor, answer = line.factor, line.answer
    anything = "" if factor.is_narrative else f" It may be worth {factor.fewest} to {factor.most}."
    if answer.is_closed:
        return _why_closed(line)
    if line.state is State.MISSING:
        return f"Missing is not zero: nothing dated is held.{anything}"
    dated = written(answer.evidence_on) if answer.evidence_on else "no date"
    seen = f"evidence of {dated}"
    if line.state is State.STALE:
        return (
            f"The {seen} is older than {factor.counts_for_days} days, so it no longer counts."
            f"{anything}"
        )
    source = f" ({answer.source})" if answer.source else ""
    if line.level is None:
        return f"Answered in words on {seen}{source}; it adds no points."
    if factor.is_intelligence:
        return f"{_reports_of(line)}: {_worth(line)}."
    return f"{_worth(line)}, on {seen}{source}{_faded(line)}."


def _why_closed(line: Line) -> str:
    """Asking somebody cleared is the way in; what it rests on is not said."""
    counted = f"Counts {line.points} of {line.factor.most}. " if line.level else ""
    return f"{counted}Held as intelligence: ask somebody cleared to read it."


def _worth(line: Line) -> str:
    level = line.level.words if line.level else ""
    if not line.has_faded:
        return f"“{level}” is worth {line.low} of {line.factor.most}"
    return f"“{level}” was worth {line.fresh} when fresh and counts {line.low} now"


def _faded(line: Line) -> str:
    if not line.has_faded:
        return ""
    percent = line.factor.percent_at(line.age)
    return f": {percent} percent, because it is {line.age} days old"


def _reports_of(line: Line) -> str:
    counted, held = len(line.counted_reports), len(line.answer.reports)
    searched = line.answer.evidence_on
    on = f", searched on {written(searched)}" if searched else ""
    reports = "report" if held == 1 else "reports"
    return f"{counted} of {held} {reports} counted{on}" if held else f"No report found{on}"

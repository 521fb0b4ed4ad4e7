"""Working out a score: pure, so that the same document and answers give the same score for ever.

Missing evidence is never zero. Until a factor has a level and evidence young enough to count, it
may still be worth anything between its fewest and its most points.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from popo.selection.citations import Citation, Report
from popo.selection.criteria import Band, Criteria, Factor, Level

AHEAD_DAYS = 60
"""How far ahead evidence about to grow too old is announced."""


@dataclass(frozen=True)
class Answer:
    """What a scorer chose for one factor. Words answer a factor that has no levels.

    `value` is what the system measured, where the scorer took its proposal; `cited` are the
    records it rests on. `reports` are the intelligence a graded factor counts.
    """

    factor: str
    level: str | None = None
    evidence_on: date | None = None
    evidence: str = ""
    source: str = ""
    value: int | None = None
    cited: tuple[Citation, ...] = ()
    reports: tuple[Report, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.level or self.evidence_on or self.evidence or self.source)


class State(StrEnum):
    COUNTED = "counted"
    MISSING = "missing"
    STALE = "stale"


@dataclass(frozen=True)
class Line:
    """One factor as scored. `why` says in words how its points came about."""

    factor: Factor
    answer: Answer
    state: State
    low: int
    high: int
    level: Level | None
    why: str

    @property
    def points(self) -> str:
        return span(self.low, self.high)

    @property
    def counts_until(self) -> date | None:
        """The last day its evidence counts."""
        if self.answer.evidence_on is None:
            return None
        return self.answer.evidence_on + timedelta(days=self.factor.counts_for_days)


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
    lines = tuple(
        _line(factor, given.get(factor.name, Answer(factor.name)), day)
        for factor in criteria.factors
    )
    low, high = sum(line.low for line in lines), sum(line.high for line in lines)
    return Score(criteria, lines, low, high, _band(criteria, low, high))


def _band(criteria: Criteria, low: int, high: int) -> Band | None:
    if criteria.is_narrative:
        return None
    lowest, highest = criteria.band_of(low), criteria.band_of(high)
    return lowest if lowest == highest else None


def _line(factor: Factor, answer: Answer, day: date) -> Line:
    state = _state(factor, answer, day)
    level = factor.level(answer.level)
    low = high = 0
    if not factor.is_narrative:
        low, high = factor.fewest, factor.most
        if state is State.COUNTED and level is not None:
            low = high = factor.points_of(level, _age(answer, day))
    return Line(factor, answer, state, low, high, level, _why(factor, answer, state, level, day))


def _state(factor: Factor, answer: Answer, day: date) -> State:
    if answer.level and factor.level(answer.level) is None:
        raise ValueError(f"no such level of {factor.name}: {answer.level}")
    answered = answer.evidence if factor.is_narrative else answer.level
    if not answered or answer.evidence_on is None:
        return State.MISSING
    if (day - answer.evidence_on).days > factor.counts_for_days:
        return State.STALE
    return State.COUNTED


def _age(answer: Answer, day: date) -> int:
    return max(0, (day - answer.evidence_on).days) if answer.evidence_on else 0


def _why(factor: Factor, answer: Answer, state: State, level: Level | None, day: date) -> str:
    anything = "" if factor.is_narrative else f" It may be worth {factor.fewest} to {factor.most}."
    if state is State.MISSING:
        return f"Missing is not zero: nothing dated is held.{anything}"
    seen = f"evidence of {written(answer.evidence_on)}"
    if state is State.STALE:
        return (
            f"The {seen} is older than {factor.counts_for_days} days, so it no longer counts."
            f"{anything}"
        )
    source = f" ({answer.source})" if answer.source else ""
    if level is None:
        return f"Answered in words on {seen}{source}; it adds no points."
    age = _age(answer, day)
    points, percent = factor.points_of(level, age), factor.percent_at(age)
    fades = percent < factor.percent_at(0)
    faded = f", counted at {percent} percent because it is {age} days old" if fades else ""
    return f"“{level.words}” is worth {points} of {factor.most}, on {seen}{source}{faded}."


def what_would_change(done: Score, day: date) -> list[str]:
    """What would settle the band or move it, each a sentence; empty for a narrative."""
    if done.criteria.is_narrative:
        return []
    changes = _by_settling(done, day) if done.band is None else _by_another_level(done, day)
    return changes + _by_age(done, day)


def _by_settling(done: Score, day: date) -> list[str]:
    """What each missing factor would lead to; levels with the same outcome in one sentence."""
    sentences = []
    for line in done.unsettled:
        outcomes: dict[Band | None, list[tuple[Level, Score]]] = {}
        for level in line.factor.levels:
            after = with_level(done, line.factor, level, day)
            outcomes.setdefault(after.band, []).append((level, after))
        if set(outcomes) == {None}:
            continue
        for band, reached in outcomes.items():
            words = " or ".join(f"“{level.words}”" for level, _ in reached)
            low, high = reached[0][1].low, reached[0][1].high
            for _, after in reached:
                low, high = min(low, after.low), max(high, after.high)
            sentences.append(f"{line.factor.title} at {words}: {span(low, high)}, {_named(band)}.")
    return sentences or ["No single missing factor settles the band: find evidence for more."]


def _by_another_level(done: Score, day: date) -> list[str]:
    """For each counted factor the nearest level that would give another band."""
    sentences = []
    for line in done.lines:
        others = [
            (abs(line.factor.points_of(level) - line.low), level, after)
            for level in line.factor.levels
            if level != line.level
            and (after := with_level(done, line.factor, level, day)).band != done.band
        ]
        if others:
            _, level, after = min(others, key=lambda other: other[0])
            sentences.append(
                f"{line.factor.title} at “{level.words}”: {after.total}, {_named(after.band)}."
            )
    return sentences or ["No other level of any one factor would change the band."]


def _by_age(done: Score, day: date) -> list[str]:
    """Evidence that will soon be too old to count, the soonest first."""
    ending = sorted(
        (until, line.factor.name)
        for line in done.lines
        if line.state is State.COUNTED
        and (until := line.counts_until) is not None
        and until <= day + timedelta(days=AHEAD_DAYS)
    )
    sentences = []
    for until, name in ending:
        line = done.line(name)
        after = score(done.criteria, answers_of(done), until + timedelta(days=1))
        sentences.append(
            f"After {written(until)} the evidence for {line.factor.title} is older than "
            f"{line.factor.counts_for_days} days: {after.total}, {_named(after.band)}."
        )
    return sentences


def with_level(done: Score, factor: Factor, level: Level, day: date) -> Score:
    """The score if this factor had this level on fresh evidence."""
    answers = [
        replace(answer, level=level.name, evidence_on=day)
        if answer.factor == factor.name
        else answer
        for answer in answers_of(done)
    ]
    return score(done.criteria, answers, day)


def answers_of(done: Score) -> list[Answer]:
    return [line.answer for line in done.lines]


@dataclass(frozen=True)
class Difference:
    """Two scorers on one factor."""

    factor: Factor
    first: Line
    second: Line

    @property
    def differs(self) -> bool:
        return (self.first.state, self.first.level) != (self.second.state, self.second.level)


def compare(first: Score, second: Score) -> list[Difference]:
    """Line by line; both must be over the same criteria."""
    others: Mapping[str, Line] = {line.factor.name: line for line in second.lines}
    return [Difference(line.factor, line, others[line.factor.name]) for line in first.lines]


def span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"


def written(day: date | None) -> str:
    """30 April 2024."""
    return f"{day.day} {day:%B %Y}" if day else "no date"


def _named(band: Band | None) -> str:
    return band.words.lower() if band else "band not settled"

"""What would settle a band or move it, and what time will do, each a sentence."""

from collections.abc import Iterator
from datetime import date, timedelta

from popo.clock import written
from popo.selection.criteria import Band, Level
from popo.selection.scoring.answer import State
from popo.selection.scoring.line import Fall, falls
from popo.selection.scoring.score import Score, answers_of, score, with_level
from popo.selection.scoring.words import named, span

AHEAD_DAYS = 60
"""How far ahead it is announced that evidence will count less."""


def what_would_change(done: Score, day: date) -> list[str]:
    """Empty for a narrative."""
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
            sentences.append(f"{line.factor.title} at {words}: {span(low, high)}, {named(band)}.")
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
                f"{line.factor.title} at “{level.words}”: {after.total}, {named(after.band)}."
            )
    return sentences or ["No other level of any one factor would change the band."]


def _by_age(done: Score, day: date) -> list[str]:
    """Evidence that will soon count less or no longer, the soonest first."""
    sentences = []
    for fall in sorted(_soon(done, day), key=lambda each: each.last_day):
        after = score(done.criteria, answers_of(done), fall.last_day + timedelta(days=1))
        sentences.append(
            f"After {written(fall.last_day)} {_what(fall)}: {after.total}, {named(after.band)}."
        )
    return sentences


def _soon(done: Score, day: date) -> Iterator[Fall]:
    until = day + timedelta(days=AHEAD_DAYS)
    return (fall for line in done.lines for fall in falls(line) if fall.last_day <= until)


def _what(fall: Fall) -> str:
    factor = fall.after.factor
    if fall.after.state is not State.COUNTED:
        return f"the evidence for {factor.title} is older than {factor.counts_for_days} days"
    if len(fall.after.counted_reports) < len(fall.before.counted_reports):
        return f"fewer reports count for {factor.title}"
    percent = factor.percent_at(fall.after.age)
    return f"the evidence for {factor.title} counts at {percent} percent"

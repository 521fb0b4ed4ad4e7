"""Two versions side by side: what each says, line by line, whatever order they say it in."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from popo.selection.criteria.model import Criteria, Factor
from popo.selection.criteria.words import (
    MEASURE_WORDS,
    ages_words,
    days,
    decay_words,
    gradings_words,
    level_words,
    points,
)

_WHOLE, _BANDS, _FACTOR = "whole", "bands", "factor"
_PART_WORDS = {_WHOLE: "What they are for", _BANDS: "Bands"}

Part = tuple[str, str]
"""The whole, the bands, or a factor by its name."""


@dataclass(frozen=True)
class Line:
    """One thing as two versions say it. An empty side says nothing of it."""

    part: Part
    name: str
    what: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Compared:
    """One part of the document with all its lines."""

    part: Part
    title: str
    lines: tuple[Line, ...]

    @property
    def changed(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.differs)

    @property
    def count_changed(self) -> int:
        return len(self.changed)

    @property
    def unchanged(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.differs)

    @property
    def is_new(self) -> bool:
        return all(not line.before for line in self.lines)

    @property
    def is_gone(self) -> bool:
        return all(not line.after for line in self.lines)


@dataclass(frozen=True)
class _Fact:
    part: Part
    name: str
    what: str
    value: str


def side_by_side(before: Criteria, after: Criteria) -> list[Compared]:
    """Every part, in the order of `after`; what only `before` has comes last."""
    titles = _titles(before) | _titles(after)
    found = sorted(_lines(before, after), key=lambda line: list(titles).index(line.part))
    return [
        Compared(part, titles[part], tuple(lines))
        for part, lines in groupby(found, key=lambda line: line.part)
    ]


def changes(before: Criteria, after: Criteria) -> list[Line]:
    """Only the lines that differ."""
    return [line for line in _lines(before, after) if line.differs]


def _lines(before: Criteria, after: Criteria) -> list[Line]:
    old = {(fact.part, fact.name): fact for fact in _facts(before)}
    new = {(fact.part, fact.name): fact for fact in _facts(after)}
    lines = [
        Line(
            *key,
            what=(new.get(key) or old[key]).what,
            before=old[key].value if key in old else "",
            after=new[key].value if key in new else "",
        )
        for key in new | old
    ]
    return [line for line in lines if line.before or line.after]


def _titles(criteria: Criteria) -> dict[Part, str]:
    whole = {(part, ""): words for part, words in _PART_WORDS.items()}
    return whole | {(_FACTOR, factor.name): factor.title for factor in criteria.factors}


def _facts(criteria: Criteria) -> Iterator[_Fact]:
    for name, what, value in _of_the_whole(criteria):
        yield _Fact((_WHOLE, ""), name, what, value)
    for band in criteria.bands:
        yield _Fact((_BANDS, ""), band.name, "Band", f"{band.words}: from {band.least}")
    threshold = "No threshold" if criteria.threshold is None else f"From {criteria.threshold}"
    yield _Fact((_BANDS, ""), "threshold!", "The panel looks at everybody", threshold)
    for factor in criteria.factors:
        for name, what, value in _of_a_factor(factor):
            yield _Fact((_FACTOR, factor.name), name, what, value)


def _of_the_whole(criteria: Criteria) -> Iterator[tuple[str, str, str]]:
    yield "kind", "For", criteria.kind.replace("_", " ").capitalize()
    yield "title", "Title", criteria.title
    yield "note", "Note", criteria.note
    yield "ages", "Who may be nominated", ages_words(criteria)
    yield "agreed_number", "Agreed number", str(criteria.agreed_number)
    yield "review_every_days", "Reviewed every", days(criteria.review_every_days)
    yield "big_move", "Goes before the panel when it moved by", points(criteria.big_move)
    yield "quiet_days", "Leaving: quiet at liberty for", days(criteria.leaving.quiet_days)
    yield "custody_days", "Leaving: custody ahead", days(criteria.leaving.custody_days)
    yield "reviews_below", "Leaving: reviews below", str(criteria.leaving.reviews_below)


def _of_a_factor(factor: Factor) -> Iterator[tuple[str, str, str]]:
    yield "title!", "Title", factor.title
    yield "question!", "Question", factor.question
    yield "note!", "Note", factor.note
    yield "counts_for!", "Evidence counts for", days(factor.counts_for_days)
    yield "mandatory!", "Must be answered", "Yes" if factor.mandatory else "No"
    yield "cap!", "Most points", "In words" if factor.is_narrative else str(factor.cap)
    if factor.is_narrative:
        return
    measure, gradings = factor.measure, factor.gradings
    yield "measure!", "Proposed from", MEASURE_WORDS[measure] if measure else "Nothing"
    yield "gradings!", "Intelligence", gradings_words(gradings) if gradings else "Not counted"
    yield "decay!", "Fading", decay_words(factor.decay)
    for level in factor.levels:
        yield level.name, f"Level “{level.words}”", level_words(factor, level)

"""Puts the people found by shared terms in order, with the reasons in plain words.

Ranks and warns; never decides that two records are one person.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from popo.people.matching.dates import DateMatch, compare_dates, compare_years
from popo.people.matching.names import NameMatcher

NAME_SHARE = 0.75
"""How much of the score the name decides when a date or year of birth is asked for too."""

CLOSE_NAME = 0.85
VERY_CLOSE_NAME = 0.93
"""Warnings while adding: close is enough beside a date of birth that agrees or nearly does, very
close is needed without one. Names in another order are close, never very close (Ali Raza)."""

DATES_THAT_NEARLY_AGREE = frozenset({DateMatch.SAME, DateMatch.SWAPPED, DateMatch.ONE_DIGIT})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person whose names were opened; `key` is the caller's own."""

    key: Hashable
    names: tuple[str, ...]
    born: date | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; `year` counts only where `born` is not given."""

    words: str
    born: date | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate, its score between 0 and 1, and why."""

    candidate: Candidate
    score: float
    reasons: tuple[str, ...]


def rank(query: Query, candidates: Iterable[Candidate]) -> list[Ranked]:
    """Best first; equal scores in the order of their keys' text, however they came in."""
    matcher = NameMatcher(query.words)
    ranked = [_judge(query, matcher, candidate) for candidate in candidates]
    return sorted(ranked, key=lambda one: (-one.score, str(one.candidate.key)))


def possible_duplicate(query: Query, candidate: Candidate) -> bool:
    """Whether somebody adding a person should be told they may be the same as this one."""
    closeness = NameMatcher(query.words).best(candidate.names).score
    return may_be_duplicate(closeness, _dates(query, candidate))


def may_be_duplicate(closeness: float, dates: DateMatch | None) -> bool:
    """The same, where both were compared before; `dates`: None where no birth was asked for."""
    if dates is None or dates is DateMatch.UNKNOWN:
        return closeness >= VERY_CLOSE_NAME
    return closeness >= CLOSE_NAME and dates in DATES_THAT_NEARLY_AGREE


def _judge(query: Query, matcher: NameMatcher, candidate: Candidate) -> Ranked:
    name = matcher.best(candidate.names)
    dates = _dates(query, candidate)
    if dates is None:
        return Ranked(candidate, name.score, name.reasons)
    score = NAME_SHARE * name.score + (1 - NAME_SHARE) * dates.worth
    reasons = (*name.reasons, dates.reason) if dates.reason else name.reasons
    return Ranked(candidate, score, reasons)


def _dates(query: Query, candidate: Candidate) -> DateMatch | None:
    if query.born is not None:
        return compare_dates(query.born, candidate.born)
    if query.year is not None:
        return compare_years(query.year, candidate.born)
    return None

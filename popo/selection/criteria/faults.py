"""What a document may never hold, as sentences for whoever wrote it."""

import re
from collections.abc import Iterable, Mapping

from popo.selection.criteria.model import KINDS, Band, Criteria, Factor, Level, Measure

_LEAST_LEVELS = 2
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_SOURCES = frozenset("123")
_ASSESSMENTS = frozenset("ABCDE")
_WHOLE = 100

FORBIDDEN: Mapping[str, frozenset[str]] = {
    "treatment": frozenset({"treatment", "treatments", "prescription", "methadone", "therapy"}),
    "school exclusion": frozenset({"school", "excluded", "exclusion", "truancy", "truant"}),
    "family": frozenset(
        {"family", "families", "sibling", "siblings", "brother", "sister", "parent", "parents"}
    ),
    "where somebody lives": frozenset({"ward", "wards", "postcode", "postcodes", "estate"}),
    "age": frozenset({"age", "aged", "ages", "youth", "birth", "birthday"}),
    "sex and gender": frozenset({"sex", "gender", "male", "female", "transgender"}),
    "ethnicity": frozenset({"ethnic", "ethnicity", "race", "racial", "nationality", "immigrant"}),
    "religion and belief": frozenset({"religion", "religious", "belief", "faith"}),
    "disability": frozenset({"disability", "disabled", "disabilities"}),
    "another protected characteristic": frozenset(
        {"orientation", "marriage", "marital", "pregnancy", "pregnant", "maternity"}
    ),
}
"""By what it is: the words that give it away in a factor. Whole words only."""


def faults(criteria: Criteria) -> Iterable[str]:
    if criteria.kind not in KINDS:
        yield "The kind must be catch_and_convict or prevent_and_deter."
    if not criteria.factors:
        yield "The criteria need at least one factor."
    if criteria.agreed_number < 1 or criteria.review_every_days < 1:
        yield "The agreed number and the days between reviews must be at least 1."
    if criteria.oldest is not None and criteria.oldest < criteria.youngest:
        yield "The oldest age must not lie below the youngest."
    if criteria.big_move < 1 or min(vars(criteria.leaving).values()) < 1:
        yield "A big move and every number of the leaving test must be at least 1."
    yield from _unlike(criteria.factors, "factor")
    for factor in criteria.factors:
        yield from _factor_faults(factor)
    yield from _band_faults(criteria)


def _factor_faults(factor: Factor) -> Iterable[str]:
    named = f"The factor “{factor.title}”"
    if factor.counts_for_days < 1:
        yield f"{named} must say for how many days its evidence counts."
    for what in _forbidden(factor):
        yield f"{named} cannot be used: {what} never adds points."
    if factor.is_narrative:
        if factor.cap or factor.measure or factor.decay or factor.gradings:
            yield f"{named} is answered in words, so it has neither points nor a measure."
        return
    yield from _decay_faults(factor, named)
    yield from _grading_faults(factor, named)
    yield from _unlike(factor.levels, f"level of “{factor.title}”")
    if len(factor.levels) < _LEAST_LEVELS or factor.fewest != 0:
        yield f"{named} needs at least two levels, one of them worth 0 points."
    if factor.most != factor.cap:
        yield f"{named} must reach its cap of {factor.cap} with one of its levels."
    if factor.measure and any(level.least is None for level in factor.levels):
        yield f"{named} is measured, so every level must say the least value that reaches it."
    elif factor.measure and not _begin_apart(factor.levels):
        yield f"{named} is measured, so its levels begin at different values, the lowest at 0."


def _begin_apart(levels: tuple[Level, ...]) -> bool:
    least = {level.least for level in levels}
    return 0 in least and len(least) == len(levels)


def _decay_faults(factor: Factor, named: str) -> Iterable[str]:
    days = [step.after_days for step in factor.decay]
    percents = [_WHOLE, *(step.percent for step in factor.decay)]
    if days != sorted(set(days)) or any(not 0 < day < factor.counts_for_days for day in days):
        yield f"{named} must list how it fades by rising days, within the days it counts."
    if percents != sorted(set(percents), reverse=True):
        yield f"{named} must fade: each step counts a smaller percent than the one before."


def _grading_faults(factor: Factor, named: str) -> Iterable[str]:
    counts_reports = factor.measure is Measure.GRADED_REPORTS
    if counts_reports and factor.gradings is None:
        yield f"{named} counts graded reports, so it must say which gradings count."
    if factor.gradings is None:
        return
    if not counts_reports:
        yield f"{named} says which gradings count, so what it measures must be graded reports."
    if not factor.gradings.sources or not _SOURCES.issuperset(factor.gradings.sources):
        yield f"{named} must name the sources that count: 1, 2 or 3."
    if not factor.gradings.assessments or not _ASSESSMENTS.issuperset(factor.gradings.assessments):
        yield f"{named} must name the assessments that count: A, B, C, D or E."


def _forbidden(factor: Factor) -> list[str]:
    parts = [factor.name.replace("_", " "), factor.title, factor.question]
    parts += [level.words for level in factor.levels]
    words = set(re.findall(r"[a-z]+", " ".join(parts).casefold()))
    return [what for what, signs in FORBIDDEN.items() if words & signs]


def _band_faults(criteria: Criteria) -> Iterable[str]:
    scored = any(not factor.is_narrative for factor in criteria.factors)
    if criteria.is_narrative:
        if scored or criteria.threshold is not None:
            yield "Factors with points need bands and a threshold."
        return
    yield from _unlike(criteria.bands, "band")
    least = [band.least for band in criteria.bands]
    if least[0] != 0 or least != sorted(set(least)) or least[-1] > criteria.most:
        yield "The bands must begin at 0 and rise within the points that can be had."
    if criteria.threshold not in least:
        yield "The threshold must be where one of the bands begins."


def _unlike(named: Iterable[Factor | Level | Band], what: str) -> Iterable[str]:
    names = [each.name for each in named]
    if len(names) != len(set(names)):
        yield f"Each {what} needs a name of its own."
    if not all(_NAME.fullmatch(name) for name in names):
        yield f"Each {what} needs a short name in small letters."

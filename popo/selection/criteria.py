"""The criteria as one readable document: what it holds, what it may never hold, and its digest.

Plain values only, so that a score can be worked out again years later. A factor with levels
scores points; one without is answered in words and never adds any.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

KINDS = ("catch_and_convict", "prevent_and_deter")
_LEAST_LEVELS = 2
_NAME = re.compile(r"[a-z][a-z_]{0,39}")


class Measure(StrEnum):
    """What the system can count by itself, to propose a level that a person then confirms."""

    OFFENCES_AT_LIBERTY = "offences_at_liberty"
    DAYS_SINCE_ARREST = "days_since_arrest"
    COMPLIANCE_FAILURES = "compliance_failures"
    DRUGS = "drugs"
    REOFFENDING_PERCENT = "reoffending_percent"


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


@dataclass(frozen=True)
class Level:
    """`least` is the smallest measured value that reaches this level."""

    name: str
    words: str
    points: int
    least: int | None = None


@dataclass(frozen=True)
class Factor:
    """One question. `counts_for_days` is how old its evidence may be."""

    name: str
    title: str
    question: str
    counts_for_days: int
    cap: int = 0
    levels: tuple[Level, ...] = ()
    measure: Measure | None = None
    note: str = ""

    @property
    def is_narrative(self) -> bool:
        return not self.levels

    def level(self, name: str | None) -> Level | None:
        return next((level for level in self.levels if level.name == name), None)

    def points_of(self, level: Level) -> int:
        return min(level.points, self.cap)

    @property
    def fewest(self) -> int:
        return min((self.points_of(level) for level in self.levels), default=0)

    @property
    def most(self) -> int:
        return max((self.points_of(level) for level in self.levels), default=0)


@dataclass(frozen=True)
class Band:
    name: str
    words: str
    least: int


@dataclass(frozen=True)
class Criteria:
    """`threshold` is where the band begins that the panel looks at; none for a narrative."""

    kind: str
    title: str
    note: str
    youngest: int
    oldest: int | None
    agreed_number: int
    review_every_days: int
    factors: tuple[Factor, ...]
    bands: tuple[Band, ...] = ()
    threshold: int | None = None

    @property
    def is_narrative(self) -> bool:
        return not self.bands

    @property
    def most(self) -> int:
        return sum(factor.most for factor in self.factors)

    def factor(self, name: str) -> Factor:
        return next(factor for factor in self.factors if factor.name == name)

    def band_of(self, points: int) -> Band:
        return [band for band in self.bands if band.least <= points][-1]

    def admits(self, age: int) -> bool:
        """Age decides who may be nominated; it never scores."""
        return self.youngest <= age and (self.oldest is None or age <= self.oldest)


class CriteriaRefused(Exception):  # noqa: N818 - it names what happened
    """A document that may not become criteria; `sentences` say why, one for each fault."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__(" ".join(self.sentences))


def canonical(document: Mapping[str, Any]) -> bytes:
    """The one way a document is written down: sorted, without spaces, in UTF-8."""
    written = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return written.encode()


def digest(document: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(document)).hexdigest()


def read(document: Mapping[str, Any]) -> Criteria:
    """The criteria a document holds. Raises CriteriaRefused with every reason against it."""
    try:
        criteria = _build(document)
    except (KeyError, TypeError, ValueError) as error:
        raise CriteriaRefused([f"The document is not complete or not in order: {error}."]) from None
    if faults := list(_faults(criteria)):
        raise CriteriaRefused(faults)
    return criteria


def _build(held: Mapping[str, Any]) -> Criteria:
    return Criteria(
        kind=_text(held["kind"]),
        title=_text(held["title"]),
        note=_text(held["note"]),
        youngest=_whole(held["youngest"]),
        oldest=None if held["oldest"] is None else _whole(held["oldest"]),
        agreed_number=_whole(held["agreed_number"]),
        review_every_days=_whole(held["review_every_days"]),
        factors=tuple(_factor(factor) for factor in held["factors"]),
        bands=tuple(
            Band(_text(band["name"]), _text(band["words"]), _whole(band["least"]))
            for band in held["bands"]
        ),
        threshold=None if held["threshold"] is None else _whole(held["threshold"]),
    )


def _factor(held: Mapping[str, Any]) -> Factor:
    return Factor(
        name=_text(held["name"]),
        title=_text(held["title"]),
        question=_text(held["question"]),
        counts_for_days=_whole(held["counts_for_days"]),
        cap=_whole(held.get("cap", 0)),
        levels=tuple(_level(level) for level in held.get("levels", ())),
        measure=Measure(held["measure"]) if held.get("measure") else None,
        note=_text(held.get("note", "")),
    )


def _level(held: Mapping[str, Any]) -> Level:
    least = held.get("least")
    return Level(
        name=_text(held["name"]),
        words=_text(held["words"]),
        points=_whole(held["points"]),
        least=None if least is None else _whole(least),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"{value!r} is not a whole number")
    return value


def _faults(criteria: Criteria) -> Iterable[str]:
    if criteria.kind not in KINDS:
        yield "The kind must be catch_and_convict or prevent_and_deter."
    if not criteria.factors:
        yield "The criteria need at least one factor."
    if criteria.agreed_number < 1 or criteria.review_every_days < 1:
        yield "The agreed number and the days between reviews must be at least 1."
    if criteria.oldest is not None and criteria.oldest < criteria.youngest:
        yield "The oldest age must not lie below the youngest."
    yield from _unlike(criteria.factors, "factor")
    for factor in criteria.factors:
        yield from _factor_faults(factor)
    yield from _band_faults(criteria)


def _factor_faults(factor: Factor) -> Iterable[str]:
    named = f"The factor “{factor.title}”"
    if not _NAME.fullmatch(factor.name):
        yield f"{named} needs a short name in small letters."
    if factor.counts_for_days < 1:
        yield f"{named} must say for how many days its evidence counts."
    for what in _forbidden(factor):
        yield f"{named} may not be one: {what} never adds points."
    if factor.is_narrative:
        if factor.cap or factor.measure:
            yield f"{named} is answered in words, so it has neither points nor a measure."
        return
    yield from _unlike(factor.levels, f"level of “{factor.title}”")
    if len(factor.levels) < _LEAST_LEVELS or factor.fewest != 0:
        yield f"{named} needs at least two levels, one of them worth 0 points."
    if factor.most != factor.cap:
        yield f"{named} must reach its cap of {factor.cap} with one of its levels."
    if factor.measure and any(level.least is None for level in factor.levels):
        yield f"{named} is measured, so every level must say the least value that reaches it."


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

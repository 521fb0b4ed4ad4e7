"""Reading a document and writing it down: every reason against it at once, and its digest."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, cast

from popo.selection.criteria.faults import faults
from popo.selection.criteria.model import (
    Band,
    Criteria,
    Decay,
    Factor,
    Gradings,
    Leaving,
    Level,
    Measure,
)
from popo.selection.criteria.shape import shape_faults

_MOST_SENTENCES = 40


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


def read(document: object) -> Criteria:
    """The criteria a document holds. Raises CriteriaRefused with every reason against it."""
    if found := list(islice(shape_faults(document), _MOST_SENTENCES)):
        raise CriteriaRefused(found)
    criteria = _build(cast("Mapping[str, Any]", document))
    if found := list(faults(criteria)):
        raise CriteriaRefused(found)
    return criteria


def _build(held: Mapping[str, Any]) -> Criteria:
    return Criteria(
        kind=held["kind"],
        title=held["title"],
        note=held["note"],
        youngest=held["youngest"],
        oldest=held["oldest"],
        agreed_number=held["agreed_number"],
        review_every_days=held["review_every_days"],
        factors=tuple(_factor(factor) for factor in held["factors"]),
        bands=tuple(Band(band["name"], band["words"], band["least"]) for band in held["bands"]),
        threshold=held["threshold"],
        big_move=held.get("big_move", Criteria.big_move),
        leaving=Leaving(**held.get("leaving", {})),
    )


def _factor(held: Mapping[str, Any]) -> Factor:
    return Factor(
        name=held["name"],
        title=held["title"],
        question=held["question"],
        counts_for_days=held["counts_for_days"],
        cap=held.get("cap", 0),
        levels=tuple(_level(level) for level in held.get("levels", ())),
        measure=Measure(held["measure"]) if held.get("measure") else None,
        note=held.get("note", ""),
        decay=tuple(Decay(step["after_days"], step["percent"]) for step in held.get("decay", ())),
        mandatory=held.get("mandatory", False),
        gradings=_gradings(held["gradings"]) if held.get("gradings") else None,
    )


def _gradings(held: Mapping[str, Any]) -> Gradings:
    sources, assessments = tuple(held["sources"]), tuple(held["assessments"])
    return Gradings(sources, assessments, held["corroborated"])


def _level(held: Mapping[str, Any]) -> Level:
    return Level(held["name"], held["words"], held["points"], held.get("least"))

"""Reading a document and writing it down: every reason against it at once, and its digest."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

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
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise CriteriaRefused([f"The document is not complete or not in order: {error}."]) from None
    if found := list(faults(criteria)):
        raise CriteriaRefused(found)
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
        big_move=_whole(held.get("big_move", Criteria.big_move)),
        leaving=_leaving(held.get("leaving", {})),
    )


def _leaving(held: Mapping[str, Any]) -> Leaving:
    return Leaving(
        quiet_days=_whole(held.get("quiet_days", Leaving.quiet_days)),
        custody_days=_whole(held.get("custody_days", Leaving.custody_days)),
        reviews_below=_whole(held.get("reviews_below", Leaving.reviews_below)),
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
        decay=tuple(
            Decay(_whole(step["after_days"]), _whole(step["percent"]))
            for step in held.get("decay", ())
        ),
        mandatory=_yes(held.get("mandatory", False)),
        gradings=_gradings(held["gradings"]) if held.get("gradings") else None,
    )


def _gradings(held: Mapping[str, Any]) -> Gradings:
    return Gradings(
        sources=tuple(_text(source) for source in held["sources"]),
        assessments=tuple(_text(assessment) for assessment in held["assessments"]),
        corroborated=_yes(held["corroborated"]),
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


def _yes(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither true nor false")
    return value

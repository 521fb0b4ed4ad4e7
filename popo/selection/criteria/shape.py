"""Whether a document has the shape of criteria: nothing missing, nothing unknown, all in limits.

Whoever reads criteria must see all of them, so a document holds nothing that no page would show.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from popo.selection.criteria.model import Measure

_LARGEST = 100_000
_MOST_FACTORS = 60
_MOST_LINES = 20
_CONTROL = {chr(code) for code in range(32)} - set("\n\r\t")
_HALVES = range(0xD800, 0xE000)
"""Half characters, which JSON can carry and UTF-8 cannot."""

Place = tuple[str, ...]
Check = Callable[[object, Place, str], Iterator[str]]
"""Of a value, the part it stands in, and its name there: sentences against it."""


def shape_faults(document: object) -> Iterator[str]:
    return _DOCUMENT(document, (), "")


def _said(place: Place) -> str:
    """Factor 3, level 2."""
    return ", ".join(place).capitalize() or "The document"


def _must(place: Place, name: str, what: str) -> str:
    return f"{_said(place)}: “{name}” must be {what}."


def _text(longest: int, *, blank: bool = False) -> Check:
    def check(value: object, place: Place, name: str) -> Iterator[str]:
        if not isinstance(value, str) or any(c in _CONTROL or ord(c) in _HALVES for c in value):
            yield _must(place, name, "plain text")
        elif len(value) > longest:
            yield _must(place, name, f"{longest:,} characters or fewer")
        elif not blank and not value.strip():
            yield _must(place, name, "filled in")

    return check


def _whole(value: object, place: Place, name: str) -> Iterator[str]:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    if not is_whole or not 0 <= value <= _LARGEST:  # type: ignore[operator]  # it is a number
        yield _must(place, name, f"a whole number from 0 to {_LARGEST:,}")


def _yes(value: object, place: Place, name: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield _must(place, name, "true or false")


def _measure(value: object, place: Place, name: str) -> Iterator[str]:
    if value not in [*Measure]:
        yield _must(place, name, f"one of {', '.join(Measure)}")


def _or_none(check: Check) -> Check:
    def checked(value: object, place: Place, name: str) -> Iterator[str]:
        if value is not None:
            yield from check(value, place, name)

    return checked


def _list(check: Check, what: str, most: int) -> Check:
    def each(value: object, place: Place, name: str) -> Iterator[str]:
        if not isinstance(value, list | tuple):
            yield _must(place, name, "a list")
        elif len(value) > most:
            yield _must(place, name, f"a list of {most} at most")
        else:
            for number, one in enumerate(value, 1):
                yield from check(one, (*place, f"{what} {number}"), what)

    return each


def _group(needed: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    known = {**needed, **(optional or {})}

    def check(value: object, place: Place, name: str) -> Iterator[str]:
        if not isinstance(value, Mapping):
            yield (
                _must(place, name, "a group of named values")
                if name
                else ("The document must be a group of named values.")
            )
            return
        for unknown in sorted(str(key)[:40] for key in value.keys() - known.keys()):
            yield f"{_said(place)} holds “{unknown}”, for which criteria have no place."
        for key, of in known.items():
            if key in value:
                yield from of(value[key], place, key)
            elif key in needed:
                yield f"{_said(place)} lacks “{key}”."

    return check


_NAME = _text(40)
_WORDS = _text(200)
_LEVEL = _group({"name": _NAME, "words": _WORDS, "points": _whole}, {"least": _or_none(_whole)})
_DECAY = _group({"after_days": _whole, "percent": _whole})
_GRADE = _text(1)
_GRADINGS = _group(
    {
        "sources": _list(_GRADE, "source", _MOST_LINES),
        "assessments": _list(_GRADE, "assessment", _MOST_LINES),
        "corroborated": _yes,
    }
)
_FACTOR = _group(
    {"name": _NAME, "title": _text(120), "question": _text(500), "counts_for_days": _whole},
    {
        "cap": _whole,
        "levels": _list(_LEVEL, "level", _MOST_LINES),
        "measure": _or_none(_measure),
        "note": _text(1_000, blank=True),
        "decay": _list(_DECAY, "step", _MOST_LINES),
        "mandatory": _yes,
        "gradings": _or_none(_GRADINGS),
    },
)
_BAND = _group({"name": _NAME, "words": _WORDS, "least": _whole})
_LEAVING: dict[str, Any] = dict.fromkeys(("quiet_days", "custody_days", "reviews_below"), _whole)
_DOCUMENT = _group(
    {
        "kind": _NAME,
        "title": _text(120),
        "note": _text(5_000, blank=True),
        "youngest": _whole,
        "oldest": _or_none(_whole),
        "agreed_number": _whole,
        "review_every_days": _whole,
        "factors": _list(_FACTOR, "factor", _MOST_FACTORS),
        "bands": _list(_BAND, "band", _MOST_LINES),
        "threshold": _or_none(_whole),
    },
    {"big_move": _whole, "leaving": _group({}, _LEAVING)},
)

"""Documents at random, all of them in order, and every small change that can be made to one."""

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from popo.selection.criteria import Measure

WORDS = st.text("bcdfghjklm ", min_size=1, max_size=12).filter(str.strip)
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
Document = dict[str, Any]


@st.composite
def levels(draw: st.DrawFn, *, measured: bool) -> list[Document]:
    names = draw(st.lists(NAMES, min_size=2, max_size=5, unique=True))
    others = len(names) - 1
    leasts = [
        0,
        *draw(st.lists(st.integers(1, 500), min_size=others, max_size=others, unique=True)),
    ]
    points = [0, *(draw(st.integers(0, 30)) for _ in names[1:])]
    held = zip(names, points, leasts, strict=True)
    return [
        {"name": name, "words": draw(WORDS), "points": point}
        | ({"least": least} if measured else {})
        for name, point, least in held
    ]


@st.composite
def gradings(draw: st.DrawFn) -> Document:
    return {
        "sources": draw(st.lists(st.sampled_from("123"), min_size=1, unique=True)),
        "assessments": draw(st.lists(st.sampled_from("ABCDE"), min_size=1, unique=True)),
        "corroborated": draw(st.booleans()),
    }


@st.composite
def factors(draw: st.DrawFn, name: str) -> Document:
    held: Document = {
        "name": name,
        "title": draw(WORDS),
        "question": draw(WORDS),
        "note": draw(WORDS | st.just("")),
        "counts_for_days": draw(st.integers(10, 700)),
        "mandatory": draw(st.booleans()),
    }
    if draw(st.booleans()):
        return held
    measure = draw(st.none() | st.sampled_from(Measure))
    held["levels"] = draw(levels(measured=measure is not None))
    held["cap"] = max(level["points"] for level in held["levels"])
    if measure:
        held["measure"] = measure.value
    if measure is Measure.GRADED_REPORTS:
        held["gradings"] = draw(gradings())
    if draw(st.booleans()):
        held["decay"] = [{"after_days": draw(st.integers(1, 9)), "percent": draw(_PERCENT)}]
    return held


_PERCENT = st.integers(0, 99)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    names = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    held = [draw(factors(name)) for name in names]
    most = sum(factor.get("cap", 0) for factor in held)
    scored = any("levels" in factor for factor in held)
    bands = [{"name": "low", "words": draw(WORDS), "least": 0}] if scored else []
    if most:
        bands.append({"name": "high", "words": draw(WORDS), "least": draw(st.integers(1, most))})
    return {
        "kind": "catch_and_convict",
        "title": draw(WORDS),
        "note": draw(WORDS | st.just("")),
        "youngest": draw(st.integers(10, 20)),
        "oldest": draw(st.none() | st.integers(20, 90)),
        "agreed_number": draw(st.integers(1, 200)),
        "review_every_days": draw(st.integers(1, 365)),
        "threshold": bands[-1]["least"] if bands else None,
        "bands": bands,
        "factors": held,
        "big_move": draw(st.integers(1, 50)),
        "leaving": {
            "quiet_days": draw(st.integers(1, 700)),
            "custody_days": draw(st.integers(1, 1000)),
            "reviews_below": draw(st.integers(1, 5)),
        },
    }


def every_change(document: Document) -> Iterator[Document]:
    """The document with each of its values, one at a time, another one of the same sort."""
    for place in _places(document, ()):
        changed = copy.deepcopy(document)
        held: Any = changed
        for key in place[:-1]:
            held = held[key]
        held[place[-1]] = _another(held[place[-1]], str(place[-1]))
        yield changed
    for list_of in ("factors", "bands"):
        for at in range(len(document[list_of])):
            yield {
                **document,
                list_of: [*document[list_of][:at], *document[list_of][at + 1 :]],
            }


def _places(held: Any, place: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if isinstance(held, dict):
        for key, value in held.items():
            yield from _places(value, (*place, key))
    elif isinstance(held, list):
        for at, value in enumerate(held):
            yield from _places(value, (*place, at))
    else:
        yield place


def _another(value: Any, key: str) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if value is None:
        return 95
    if key == "kind":
        return "prevent_and_deter"
    if key == "measure":
        return next(measure.value for measure in Measure if measure != value)
    return f"{value}x" if not value.isupper() and not value.isdigit() else f"{value}{value}"

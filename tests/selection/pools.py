"""Pools of stored evidence for tests, and for Hypothesis to draw."""

from copy import deepcopy
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from popo.selection.criteria import Criteria, read
from popo.selection.defaults import default_document
from popo.selection.pool import Engagement, Held, Pool, Pooled

DAY = date(2024, 4, 30)
CRITERIA = read(default_document("catch_and_convict"))
VERSION = UUID(int=1)
STRANDS = ("catch_and_convict", "rehabilitate_and_resettle")


def changed(**values: Any) -> Criteria:
    """The shipped criteria with some of the whole document changed."""
    return read({**document(), **values})


def document() -> dict[str, Any]:
    return deepcopy(dict(default_document("catch_and_convict")))


def factor_in(held: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in held["factors"] if one["name"] == name)
    return found


def held(name: str, level: str | None, on: date | None = DAY, value: int | None = None) -> Held:
    factor = CRITERIA.factor(name)
    chosen = factor.level(level)
    return Held(name, level, value, factor.points_of(chosen) if chosen else None, on)


def pooled(number: int, *answers: Held, on_scheme: bool = True) -> Pooled:
    lead = UUID(int=7) if on_scheme else None
    return Pooled(
        person=UUID(int=number),
        reference=f"LUT-{number:04}",
        on_scheme=on_scheme,
        engagements=tuple(Engagement(strand, lead) for strand in STRANDS),
        version=VERSION if answers else None,
        held=answers,
    )


def pool(*people: Pooled) -> Pool:
    return Pool(people, {VERSION: CRITERIA})


@st.composite
def evidence(draw: st.DrawFn) -> list[Held]:
    """Some factors answered, some on evidence that has faded or grown too old."""
    answers = []
    for factor in CRITERIA.factors:
        if draw(st.booleans()):
            level = draw(st.sampled_from(factor.levels))
            on = DAY - timedelta(days=draw(st.integers(0, factor.counts_for_days + 60)))
            answers.append(held(factor.name, level.name, on))
    return answers


@st.composite
def pools(draw: st.DrawFn) -> Pool:
    numbers = draw(st.lists(st.integers(1, 500), unique=True, max_size=6))
    return pool(*(pooled(one, *draw(evidence()), on_scheme=draw(st.booleans())) for one in numbers))

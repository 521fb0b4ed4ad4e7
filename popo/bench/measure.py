"""Timing calls, and what a benchmark says."""

import gc
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from popo.db import db

T = TypeVar("T")


@dataclass(frozen=True)
class Result:
    """Milliseconds at the median and the 95th percentile; `ratio` is median to plain median."""

    name: str
    people: int
    median_ms: float
    p95_ms: float
    ratio: float

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def timed(call: Callable[[T], object], inputs: Iterable[T]) -> list[float]:
    """Milliseconds of each call, the collector kept out of the way."""
    times = []
    gc.collect()
    for each in inputs:
        start = time.perf_counter()
        call(each)
        times.append((time.perf_counter() - start) * 1000)
    return times


def fresh(call: Callable[[], object]) -> None:
    """As a new request would: no row and no key left from the one before."""
    db.session.rollback()
    db.session.expunge_all()
    call()


def compare(name: str, people: int, measured: list[float], plain: list[float]) -> Result:
    """`measured` beside `plain`, which did the same work without the walls."""
    median = statistics.median(measured)
    return Result(
        name=name,
        people=people,
        median_ms=round(median, 2),
        p95_ms=round(statistics.quantiles(measured, n=20)[-1], 2),
        ratio=round(median / statistics.median(plain), 2),
    )

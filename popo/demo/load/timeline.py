"""Steps with their moments: done in order, each at its own scheme time."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from operator import itemgetter
from typing import Never

from tqdm import tqdm

from popo import clock
from popo.db import transaction

STEPS_A_TRANSACTION = 150
Step = Callable[[], None]


class Timeline:
    def __init__(self) -> None:
        self._steps: list[tuple[datetime, Step]] = []

    def at(self, moment: datetime, step: Step) -> None:
        self._steps.append((moment, step))

    def run(self) -> None:
        """Does everything, the earliest first; of one moment, in the order it was planned."""
        ordered = sorted(self._steps, key=itemgetter(0))
        with progress("Making the town", len(ordered), "step") as bar:
            for start in range(0, len(ordered), STEPS_A_TRANSACTION):
                batch = ordered[start : start + STEPS_A_TRANSACTION]
                with transaction():
                    _do(batch)
                bar.update(len(batch))


def progress(words: str, total: int, unit: str) -> "tqdm[Never]":
    """A bar on standard error, where that is a terminal."""
    return tqdm(desc=words, total=total, unit=unit, disable=None)


def set_time(moment: datetime) -> None:
    """Scheme time becomes `moment` and runs on from there."""
    clock.shift(moment - clock.real_now())


@contextmanager
def own_time() -> Iterator[None]:
    """Puts scheme time back as it was."""
    before = clock.now() - clock.real_now()
    try:
        yield
    finally:
        clock.shift(before)


def _do(steps: Iterable[tuple[datetime, Step]]) -> None:
    for moment, step in steps:
        set_time(moment)
        step()

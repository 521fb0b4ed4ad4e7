"""Steps with their moments: done in order, each at its own scheme time."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from operator import itemgetter

from popo import clock
from popo.db import transaction

STEPS_A_TRANSACTION = 150
Step = Callable[[], None]


class Timeline:
    def __init__(self) -> None:
        self._steps: list[tuple[datetime, Step]] = []

    def at(self, moment: datetime, step: Step) -> None:
        self._steps.append((moment, step))

    def __len__(self) -> int:
        return len(self._steps)

    def run(self) -> Iterator[int]:
        """Does everything, the earliest first, and yields how many steps each commit held."""
        ordered = sorted(self._steps, key=itemgetter(0))
        for start in range(0, len(ordered), STEPS_A_TRANSACTION):
            batch = ordered[start : start + STEPS_A_TRANSACTION]
            with transaction():
                _do(batch)
            yield len(batch)


def _do(steps: Iterable[tuple[datetime, Step]]) -> None:
    for moment, step in steps:
        set_time(moment)
        step()


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

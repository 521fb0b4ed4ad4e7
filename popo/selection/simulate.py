"""What a draft would do to the whole pool, from stored evidence. Pure; nothing is kept.

The criteria in force and the draft are both worked out on the same day, so that nothing but the
criteria differs. It is an indicator: nobody enters or leaves by it.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar
from uuid import UUID

from popo.selection.criteria import Criteria
from popo.selection.pool import Points, Pool, Pooled, Rescored, rescored
from popo.selection.ranking import Side, is_near, side_of

NOT_SETTLED = "Band not settled"
_NO_POINTS = Points(0, 0, counted=False)
K = TypeVar("K", bound=Hashable)


class Placed(NamedTuple):
    """Where somebody stands under one version; `missing` counts factors without evidence."""

    low: int
    high: int
    side: Side
    band: str
    near: bool
    missing: int


class Change(NamedTuple):
    """Somebody under the criteria in force, and under the draft."""

    person: Pooled
    before: Placed
    after: Placed


class BeforeAfter(NamedTuple):
    before: int
    after: int


class FactorMoved(NamedTuple):
    """How many people a factor's points differ for, and by how much on average over these.

    Of a range its middle is compared.
    """

    title: str
    people: int
    mean: float


@dataclass(frozen=True)
class Simulation:
    day: date
    changes: tuple[Change, ...]
    factors: tuple[FactorMoved, ...]

    @property
    def entering(self) -> list[Change]:
        """Above the line under the draft, and not before."""
        return [c for c in self.changes if c.before.side is not Side.ABOVE is c.after.side]

    @property
    def leaving(self) -> list[Change]:
        """Above the line before, and not under the draft."""
        return [c for c in self.changes if c.before.side is Side.ABOVE is not c.after.side]

    @property
    def near(self) -> list[Change]:
        """Within a point of the draft's line, on either side."""
        return [change for change in self.changes if change.after.near]

    @property
    def unscored(self) -> int:
        return sum(not change.person.is_scored for change in self.changes)

    @property
    def with_missing(self) -> BeforeAfter:
        """Those of whom some factor has no evidence that counts."""
        return self._count(lambda placed: placed.missing > 0)

    def side(self, side: Side) -> BeforeAfter:
        return self._count(lambda placed: placed.side is side)

    @property
    def above(self) -> BeforeAfter:
        return self.side(Side.ABOVE)

    @property
    def unjudged(self) -> BeforeAfter:
        """Those who could be on either side, because evidence is missing."""
        return self.side(Side.EITHER)

    @property
    def bands(self) -> Counter[tuple[str, str]]:
        """How many were in one band, and would be in another."""
        return Counter((change.before.band, change.after.band) for change in self.changes)

    @property
    def by_strand(self) -> dict[str, BeforeAfter]:
        """Those above the line; somebody worked with under two strands counts under both."""
        return self._caseload(lambda person: {one.strand for one in person.engagements})

    @property
    def by_lead(self) -> dict[UUID | None, BeforeAfter]:
        """Those above the line, by the agencies that lead; None where nobody leads yet."""
        return self._caseload(lambda person: {one.lead for one in person.engagements})

    def _count(self, counts: Callable[[Placed], bool]) -> BeforeAfter:
        return BeforeAfter(
            sum(counts(change.before) for change in self.changes),
            sum(counts(change.after) for change in self.changes),
        )

    def _caseload(self, keys_of: Callable[[Pooled], Iterable[K]]) -> dict[K, BeforeAfter]:
        before: Counter[K] = Counter()
        after: Counter[K] = Counter()
        for change in self.changes:
            keys = list(keys_of(change.person))
            before.update(keys if change.before.side is Side.ABOVE else ())
            after.update(keys if change.after.side is Side.ABOVE else ())
        return {key: BeforeAfter(before[key], after[key]) for key in before | after}


def simulate(pool: Pool, in_force: Criteria, draft: Criteria, day: date) -> Simulation:
    """Everybody in the pool under both; ValueError where one is answered in words."""
    before, after = rescored(pool, in_force, day), rescored(pool, draft, day)
    changes = tuple(
        Change(was.person, _placed(was, in_force), _placed(now, draft))
        for was, now in zip(before, after, strict=True)
    )
    return Simulation(day, changes, _factors_moved(before, after, [in_force, draft]))


def _placed(done: Rescored, criteria: Criteria) -> Placed:
    if criteria.threshold is None:
        raise ValueError("criteria answered in words have no line")
    lowest, highest = criteria.band_of(done.low), criteria.band_of(done.high)
    return Placed(
        low=done.low,
        high=done.high,
        side=side_of(done.low, done.high, criteria.threshold),
        band=lowest.words if lowest is highest else NOT_SETTLED,
        near=is_near(done.low, done.high, criteria.threshold),
        missing=done.missing,
    )


def _factors_moved(
    before: Sequence[Rescored], after: Sequence[Rescored], versions: Iterable[Criteria]
) -> tuple[FactorMoved, ...]:
    """Those that moved anybody, the most first; one that only one version has counts from 0."""
    titles = {factor.name: factor.title for criteria in versions for factor in criteria.factors}
    moved = []
    for name, title in titles.items():
        steps = [
            step
            for was, now in zip(before, after, strict=True)
            if (step := _step(was.factors.get(name), now.factors.get(name)))
        ]
        if steps:
            mean = sum(_middle(now) - _middle(was) for was, now in steps) / len(steps)
            moved.append(FactorMoved(title, len(steps), mean))
    return tuple(sorted(moved, key=lambda factor: (-factor.people, factor.title)))


def _step(was: Points | None, now: Points | None) -> tuple[Points, Points] | None:
    first, second = was or _NO_POINTS, now or _NO_POINTS
    return None if (first.low, first.high) == (second.low, second.high) else (first, second)


def _middle(points: Points) -> float:
    return (points.low + points.high) / 2

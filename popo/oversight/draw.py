"""Which cases a sample looks at: chance decides, and can be asked again. Pure."""

from collections.abc import Iterable
from random import Random
from uuid import UUID


def draw(cases: Iterable[UUID], count: int, seed: int) -> list[UUID]:
    """No more than `count` of the cases, none twice; the same for the same cases and seed."""
    pool = sorted(set(cases))
    chance = Random(seed)
    return chance.sample(pool, min(count, len(pool)))

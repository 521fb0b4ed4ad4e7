"""Chance decides which cases are looked through, and can be asked again."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from popo.oversight.draw import draw

pools = st.sets(st.uuids(), max_size=40)
seeds = st.integers(0, 2**31 - 1)


@given(pools, st.integers(0, 60), seeds)
def test_so_many_none_twice_all_of_the_pool(pool: set[UUID], count: int, seed: int) -> None:
    drawn = draw(pool, count, seed)
    assert len(drawn) == min(count, len(pool))
    assert len(set(drawn)) == len(drawn)
    assert set(drawn) <= pool


@given(pools, st.integers(0, 60), seeds, st.randoms(use_true_random=False))
def test_the_same_seed_draws_the_same(
    pool: set[UUID], count: int, seed: int, random: object
) -> None:
    mixed = list(pool)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert draw(mixed, count, seed) == draw(pool, count, seed)


def test_every_case_is_drawn_by_some_seed() -> None:
    pool = [UUID(int=number) for number in range(12)]
    assert {draw(pool, 1, seed)[0] for seed in range(300)} == set(pool)

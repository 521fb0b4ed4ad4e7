"""Random draws that the standard library does not have."""

from collections.abc import Callable, Hashable, Mapping
from math import exp
from random import Random
from typing import TypeVar

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)


def chance(random: Random, share: float) -> bool:
    return random.random() < share


def pick(random: Random, shares: Mapping[T, float]) -> T:
    """One key, in proportion to its value."""
    return random.choices(list(shares), weights=list(shares.values()))[0]


def poisson(random: Random, mean: float) -> int:
    """By counting exponential gaps: exact, and quick for the small means used here."""
    count, passed = 0, random.expovariate(1.0) if mean > 0 else 1.0
    while passed < mean:
        count += 1
        passed += random.expovariate(1.0)
    return count


def negative_binomial(random: Random, mean: float, size: float) -> int:
    """A Poisson count whose mean is itself drawn from a gamma distribution of this shape."""
    return poisson(random, random.gammavariate(size, mean / size))


def lognormal(random: Random, median: float, log_sd: float) -> float:
    return median * exp(random.gauss(0.0, log_sd))


def unused(draw: Callable[[], H], used: set[H]) -> H:
    """Draws until something comes that is not in `used`, and puts it there."""
    while (drawn := draw()) in used:
        pass
    used.add(drawn)
    return drawn

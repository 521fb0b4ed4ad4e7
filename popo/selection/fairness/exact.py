"""Clopper and Pearson's exact interval for a proportion.

Its ends are quantiles of beta distributions, found by halving. The distribution function is
evaluated by its continued fraction (Digital Library of Mathematical Functions, 8.17.22).
"""

from math import exp, lgamma, log

_ERROR = 0.025  # at each end: together five percent
_HALVINGS = 100  # past the precision of a float
_TERMS = 10_000  # reached by no count of people: about the square root of it is needed
_TINY = 1e-300
_CLOSE = 1e-15


def proportion_interval(cases: int, trials: int) -> tuple[float, float]:
    """The proportions, lowest and highest, that fit `cases` of `trials` with 95% confidence."""
    low = 0.0 if cases == 0 else _quantile(_ERROR, cases, trials - cases + 1)
    high = 1.0 if cases == trials else _quantile(1 - _ERROR, cases + 1, trials - cases)
    return low, high


def _quantile(share: float, a: int, b: int) -> float:
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if beta_below(middle, a, b) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def beta_below(x: float, a: int, b: int) -> float:
    """How much of the beta distribution with these parameters lies below `x`."""
    if x in {0.0, 1.0}:
        return x
    if x > (a + 1) / (a + b + 2):  # the fraction converges fast on the other side only
        return 1 - beta_below(1 - x, b, a)
    front = lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)
    return exp(front) / a / _fraction(x, a, b)


def _fraction(x: float, a: int, b: int) -> float:
    """1 + d1/(1 + d2/(1 + …)), from the front, by Lentz's method."""
    value = above = 1.0
    below = 0.0
    for term in range(1, _TERMS):
        half = term // 2
        if term % 2:
            step = -(a + half) * (a + b + half) * x / ((a + term - 1) * (a + term))
        else:
            step = half * (b - half) * x / ((a + term - 1) * (a + term))
        above = 1 + step / above or _TINY
        below = 1 / (1 + step * below or _TINY)
        value *= above * below
        if abs(above * below - 1) < _CLOSE:
            return value
    raise ArithmeticError("the continued fraction did not settle")

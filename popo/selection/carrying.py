"""What was answered over one version of the criteria, carried to another. Pure.

An unchanged factor keeps the level its scorer chose, a measured one is read from its value, any
other needs a level of the same name or words. What cannot be carried is missing.
"""

from popo.selection.criteria import Criteria, Factor, Level


class Carrier:
    """From one version to another; each distinct answer is carried once."""

    def __init__(self, asked: Criteria, criteria: Criteria) -> None:
        self._asked = asked
        self._criteria = criteria
        self._known: dict[tuple[str, str | None, int | None], tuple[str, str | None] | None] = {}

    def carried(
        self, factor: str, level: str | None, value: int | None
    ) -> tuple[str, str | None] | None:
        """The factor it answers now and its level; None where nothing with points asks for it."""
        key = (factor, level, value)
        if key not in self._known:
            self._known[key] = self._carry(*key)
        return self._known[key]

    def _carry(
        self, name: str, level: str | None, value: int | None
    ) -> tuple[str, str | None] | None:
        former = factor_named(self._asked, name)
        factor = counterpart(self._asked, name, self._criteria)
        if former is None or factor is None or factor.is_narrative:
            return None
        now = level_now(former, factor, level, value)
        return factor.name, now.name if now else None


def factor_named(criteria: Criteria, name: str) -> Factor | None:
    return next((factor for factor in criteria.factors if factor.name == name), None)


def counterpart(asked: Criteria, name: str, criteria: Criteria) -> Factor | None:
    """The factor of the same name, else a new one that measures the same."""
    former, same = factor_named(asked, name), factor_named(criteria, name)
    if same is not None or former is None or former.measure is None:
        return same
    measuring = (factor for factor in criteria.factors if factor.measure is former.measure)
    return next((one for one in measuring if factor_named(asked, one.name) is None), None)


def level_now(former: Factor, factor: Factor, level: str | None, value: int | None) -> Level | None:
    """The level the stored answer reaches now; None where it cannot be told.

    Which reports count is sealed with them: where that changes, nobody can tell without opening.
    """
    if _reports_counted(factor) != _reports_counted(former):
        return None
    if factor.levels == former.levels:
        return factor.level(level)
    if value is not None and factor.measure and factor.measure is former.measure:
        return factor.level_at(value)
    chosen = former.level(level)
    if chosen is None:
        return None
    same_words = (each for each in factor.levels if _alike(each.words, chosen.words))
    return factor.level(chosen.name) or next(same_words, None)


def _reports_counted(factor: Factor) -> object:
    return factor.gradings and (factor.gradings, factor.counts_for_days)


def _alike(first: str, second: str) -> bool:
    return first.casefold().split() == second.casefold().split()

"""Which groups of a table are shown. A ratio or an interval is never shown without its numbers.

The width of an interval gives the number of cases away, so what hides the one hides the others.
Who is not recorded at all is no group: their number is always shown, and protects nobody.
"""

from collections.abc import Mapping

from popo.selection.fairness.ratios import Count
from popo.suppress import LEAST, Relation, determined, hide


def is_small(count: Count) -> bool:
    """Whether somebody is one of very few: by having the outcome, or by not having it."""
    return any(0 < number < LEAST for number in (count.cases, count.others))


def without_size(counts: Mapping[str, Count]) -> frozenset[str]:
    """Groups whose size is not shown.

    It hangs on sizes alone, so the same groups are missing under every outcome of the same people.
    """
    sizes = {group: count.at_risk for group, count in counts.items()}
    whole = {"whole": sum(sizes.values())}
    return hide(whole | sizes, [Relation(tuple(sizes), ("whole",))], sizes.keys())


def without_cases(counts: Mapping[str, Count]) -> frozenset[str]:
    """Groups whose cases are not shown, among them all those whose size is not.

    The size of any other is shown, so cases and others of a group are hidden together. Where a
    small number could still be worked out, the smallest other group goes with it.
    """
    hidden = without_size(counts) | {group for group, count in counts.items() if is_small(count)}
    shown = [group for group in counts if group not in hidden]
    shown.sort(key=lambda group: (min(counts[group].cases, counts[group].others) == 0,
                                  counts[group].at_risk, group))  # fmt: skip
    while hidden and shown and _is_weak(counts, hidden):
        hidden |= {shown.pop(0)}
    return hidden


def _is_weak(counts: Mapping[str, Count], hidden: frozenset[str]) -> bool:
    """Whether a reader who knows every size and both sums could name a small number."""
    together = sum((counts[group] for group in hidden), Count(0, 0))
    if is_small(together):
        return True
    cells, relations = _equations(counts)
    names = [_cell(group, kind) for group in hidden for kind in _KINDS]
    small = {name for name in names if 0 < cells[name] < LEAST}
    return bool(small & determined(cells, relations, names))


def _equations(counts: Mapping[str, Count]) -> tuple[dict[str, int], list[Relation]]:
    cells: dict[str, int] = {}
    relations: list[Relation] = []
    for group, count in counts.items():
        cells[group] = count.at_risk
        cells[_cell(group, "cases")] = count.cases
        cells[_cell(group, "others")] = count.others
        relations.append(Relation((group,), tuple(_cell(group, kind) for kind in _KINDS)))
    for kind in _KINDS:
        names = tuple(_cell(group, kind) for group in counts)
        cells[kind] = sum(cells[name] for name in names)
        relations.append(Relation(names, (kind,)))
    return cells, relations


def _cell(group: str, kind: str) -> str:
    return f"{group} {kind}"


_KINDS = ("cases", "others")

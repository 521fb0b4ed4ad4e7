"""Unmet need counted by pathway and area, with small numbers hidden.

The table may be printed, shown and copied; who is counted is a list of its own, read by those who
may read each of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from popo.figures import Figure, counted, named
from popo.plans.models import Pathway
from popo.plans.queries.unmet import ELSEWHERE, Unmet
from popo.reference.places import areas
from popo.suppress import Relation, hide

ALL = "all"
"""In place of a pathway or an area: every one of them."""
_PREFIX = "unmet"


@dataclass(frozen=True)
class Table:
    """One figure for each pathway, area and sum. A cell without anybody is kept.

    One pathway's figures count people; the sum over pathways counts needs.
    """

    areas: list[str]
    figures: Mapping[str, Figure]
    hidden: frozenset[str]

    def figure(self, pathway: str = ALL, area: str = ALL) -> Figure:
        return self.figures[_name(pathway, area)]

    def shown(self, pathway: str = ALL, area: str = ALL) -> int | None:
        """None where the number is hidden."""
        name = _name(pathway, area)
        return None if name in self.hidden else self.figures[name].value


def tabled(unmet: Iterable[Unmet]) -> Table:
    places = [*(area.name for area in areas()), ELSEWHERE]
    groups: defaultdict[str, list[UUID]] = defaultdict(list)
    for row in unmet:
        for pathway in (row.pathway, ALL):
            for area in (row.area, ALL):
                groups[_name(pathway, area)].append(row.need_id)
    figures = {
        name: counted(name, groups.get(name, ()))
        for name in (_name(pathway, area) for pathway in (*Pathway, ALL) for area in (*places, ALL))
    }
    cells = {name: figure.value or 0 for name, figure in figures.items()}
    return Table(places, figures, hide(cells, _relations(places), cells))


def _relations(places: list[str]) -> list[Relation]:
    """Rows and columns sum to their ends, and the ends to the whole."""
    rows = [
        Relation(tuple(_name(pathway, area) for area in places), (_name(pathway, ALL),))
        for pathway in Pathway
    ]
    columns = [
        Relation((_name(ALL, area),), tuple(_name(pathway, area) for pathway in Pathway))
        for area in places
    ]
    whole = (_name(ALL, ALL),)
    down = Relation(tuple(_name(pathway, ALL) for pathway in Pathway), whole)
    across = Relation(whole, tuple(_name(ALL, area) for area in places))
    return [*rows, *columns, down, across]


def _name(pathway: str, area: str) -> str:
    return named(_PREFIX, pathway, area)

"""How many stand how, with small numbers hidden.

The table may be printed, shown and copied; who is counted is a list of its own, read by those who
may read each of them.
"""

from collections.abc import Collection
from dataclasses import dataclass

from popo.resettlement.kinds import NOT_COUNTED, REACHED, STATES, Area
from popo.resettlement.queries import Standing
from popo.suppress import LEAST, Relation, hide

NOT_SAID = ""
_PEOPLE = "people"


@dataclass(frozen=True)
class Column:
    """One area on one day. A cell is a state, or `NOT_SAID`; numbers not told are None."""

    standing: Standing
    hidden: frozenset[str]

    @property
    def area(self) -> Area:
        return self.standing.area

    def shown(self, cell: str) -> int | None:
        return None if cell in self.hidden else _cells(self.standing)[cell]

    @property
    def reached(self) -> int | None:
        return self.standing.reached if self._may_tell(REACHED[self.area]) else None

    @property
    def counted(self) -> int | None:
        parts = STATES[self.area].keys() - NOT_COUNTED.get(self.area, frozenset())
        return self.standing.counted if self._may_tell(parts) else None

    def _may_tell(self, parts: Collection[str]) -> bool:
        """Whether the sum of `parts` is worked out by any reader, from what is shown already."""
        among = self.hidden.intersection(parts)
        return not among or (self.standing.people >= LEAST and among == self.hidden)


def column(standing: Standing) -> Column:
    """How many people there are is told where they are not few, and every cell is part of them."""
    cells = _cells(standing)
    everybody = Relation(tuple(cells), (_PEOPLE,))
    told = {_PEOPLE: standing.people}
    sensitive = cells.keys() | (told.keys() if standing.people < LEAST else set())
    return Column(standing, hide(cells | told, [everybody], sensitive) - told.keys())


def _cells(standing: Standing) -> dict[str, int]:
    states = {state: standing.counts[state] for state in STATES[standing.area]}
    return {**states, NOT_SAID: standing.not_said}

"""How many stand how, with small numbers hidden.

The table may be printed, shown and copied; who is counted is a list of its own, read by those who
may read each of them.
"""

from dataclasses import dataclass

from popo.resettlement.kinds import NOT_COUNTED, REACHED, STATES, Area
from popo.resettlement.queries import Standing
from popo.suppress import LEAST, Relation, hide

REACHED_OF = "reached"
COUNTED = "counted"
NOT_SAID = ""
_PEOPLE = "people"


@dataclass(frozen=True)
class Column:
    """One area on one day. A cell is a state, `NOT_SAID`, or one of the two sums."""

    standing: Standing
    hidden: frozenset[str]

    @property
    def area(self) -> Area:
        return self.standing.area

    def shown(self, cell: str) -> int | None:
        """None where the number is hidden."""
        return None if cell in self.hidden else _cells(self.standing)[cell]


def column(standing: Standing) -> Column:
    cells = _cells(standing)
    people = {_PEOPLE} if standing.people >= LEAST else set()  # fewer are not said either
    return Column(standing, hide(cells, _relations(standing.area), cells.keys() - people))


def _cells(standing: Standing) -> dict[str, int]:
    return {
        **{state: standing.counts[state] for state in STATES[standing.area]},
        NOT_SAID: standing.not_said,
        REACHED_OF: standing.reached,
        COUNTED: standing.counted,
        _PEOPLE: standing.people,
    }


def _relations(area: Area) -> list[Relation]:
    """What is reached is part of what is counted, and that of everybody."""
    apart = NOT_COUNTED.get(area, frozenset())
    reached = tuple(state for state in STATES[area] if state in REACHED[area])
    missed = tuple(state for state in STATES[area] if state not in REACHED[area] | apart)
    return [
        Relation(reached, (REACHED_OF,)),
        Relation((REACHED_OF, *missed), (COUNTED,)),
        Relation((COUNTED, *sorted(apart), NOT_SAID), (_PEOPLE,)),
    ]

"""How many places of a list are taken, beside the number that was agreed."""

from dataclasses import dataclass

from popo.cases.models import Strand
from popo.selection.queries.criteria import criteria_in_force, kind_for, places_taken


@dataclass(frozen=True)
class Places:
    taken: int
    agreed: int

    @property
    def free(self) -> int:
        return max(self.agreed - self.taken, 0)

    @property
    def is_full(self) -> bool:
        return self.taken >= self.agreed


def places_for(strand: Strand) -> Places | None:
    """Of the list the strand belongs to; None while no criteria are adopted for it."""
    kind = kind_for(strand)
    in_force = criteria_in_force(kind)
    return Places(places_taken(kind), in_force.opened().agreed_number) if in_force else None

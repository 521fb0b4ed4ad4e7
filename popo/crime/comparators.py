"""How the police's crime types stand for the comparators the strategy sets targets for.

The files are coarser than the strategy. Where a type holds several comparators they are shown as
one group, beside the sum of their targets, and never split.
"""

from dataclasses import dataclass
from functools import cache

from popo.reference.offences import Comparator, PoliceCrimeType, police_crime_types
from popo.reference.targets import Figures, Target, target_for

CANNOT_MEASURE = {
    "Burglary": (
        "Homes are not separated from other buildings, so this counts more than domestic burglary."
    ),
    "Criminal damage and arson": "Arson is counted too.",
    "Robbery": "Robbery of businesses is counted too.",
    "Vehicle crime": (
        "Theft of vehicles, theft from vehicles and vehicle interference are not separated, "
        "so their three targets are added together."
    ),
    "Violence and sexual offences": (
        "Common assault and wounding are neither separated from one another nor from harassment "
        "and sexual offences, so this counts far more than their two targets added together."
    ),
}
"""By crime type: what the police file cannot measure, as a sentence for the reader."""


@dataclass(frozen=True)
class Group:
    """The comparators one crime type stands for."""

    crime_type: PoliceCrimeType

    @property
    def name(self) -> str:
        """As in "Vehicle crime (theft of vehicle + theft from vehicle + vehicle interference)"."""
        comparators = " + ".join(self.comparators).lower()
        if comparators == self.crime_type.name.lower():
            return self.crime_type.name
        return f"{self.crime_type.name} ({comparators})"

    @property
    def comparators(self) -> tuple[Comparator, ...]:
        return self.crime_type.comparators

    @property
    def cannot_measure(self) -> str:
        """What is lost, as a sentence; empty where the type is exactly its comparator."""
        return CANNOT_MEASURE.get(self.crime_type.name, "")

    @property
    def targets(self) -> tuple[Target, ...]:
        """Each comparator's as printed: a printed percentage is never averaged."""
        return tuple(target_for(comparator) for comparator in self.comparators)

    def target_in(self, place: str) -> Figures | None:
        """Yearly crimes, the sum over the comparators; None for a ward, which has no target."""
        figures = [
            figures
            for target in self.targets
            for figures in (target.luton, *target.areas)
            if figures.place == place
        ]
        if not figures:
            return None
        return Figures(
            place,
            sum(figure.baseline for figure in figures),
            sum(figure.target for figure in figures),
        )


@cache
def groups() -> tuple[Group, ...]:
    """In the order of the strategy's table, by the first comparator of each."""
    order = list(Comparator)
    found = [Group(crime_type) for crime_type in police_crime_types().values()]
    return tuple(
        sorted(
            (group for group in found if group.comparators),
            key=lambda group: min(map(order.index, group.comparators)),
        )
    )


@cache
def types_without_target() -> tuple[str, ...]:
    """Crime types of the police files for which the strategy sets no target."""
    return tuple(kind.name for kind in police_crime_types().values() if not kind.comparators)

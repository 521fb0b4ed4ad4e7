"""The strategy's crime reduction targets, 2004-05 to 2007-08.

The printed table does not add up: most printed percentages disagree with the printed numbers, two
targets rise, and the areas do not sum to Luton. So both are kept: what was printed and what the
numbers give. A percentage is a reduction, so a target that rises has a negative one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from popo.reference.files import read_csv
from popo.reference.offences import Comparator
from popo.reference.places import areas

LUTON = "Luton"
_TOTAL = "TOTAL"


@dataclass(frozen=True)
class Figures:
    """Crimes in one place: the year before, and the most there should be in the last year."""

    place: str
    baseline: int
    target: int

    @property
    def computed_pct(self) -> float:
        """The reduction from baseline to target, in percent, to one decimal as the table prints."""
        return round((self.baseline - self.target) / self.baseline * 100, 1)


@dataclass(frozen=True)
class Target:
    comparator: Comparator | None
    """None for the printed row of totals."""
    as_printed_pct: float
    luton: Figures
    areas: tuple[Figures, ...]

    @property
    def computed_pct(self) -> float:
        return self.luton.computed_pct

    @property
    def adds_up(self) -> bool:
        """Whether the printed percentage is the one its own numbers give."""
        return self.as_printed_pct == self.computed_pct


@cache
def targets() -> tuple[Target, ...]:
    """The ten comparators in the order of the table, without its row of totals."""
    return tuple(_target(row) for row in _rows() if row["crime_type"] != _TOTAL)


@cache
def total_as_printed() -> Target:
    return next(_target(row) for row in _rows() if row["crime_type"] == _TOTAL)


@cache
def total_computed() -> Figures:
    """What the ten rows of Luton sum to, which is not what the table prints."""
    return Figures(
        LUTON,
        sum(target.luton.baseline for target in targets()),
        sum(target.luton.target for target in targets()),
    )


def target_for(comparator: Comparator) -> Target:
    return next(target for target in targets() if target.comparator == comparator)


def _rows() -> Sequence[Mapping[str, str]]:
    return read_csv("targets_2005_2008.csv")


def _target(row: Mapping[str, str]) -> Target:
    crime_type = row["crime_type"]
    return Target(
        None if crime_type == _TOTAL else Comparator(crime_type),
        float(row["stated_reduction_pct"]),
        Figures(LUTON, int(row["baseline_2004_05"]), int(row["target_2007_08"])),
        tuple(_area_figures(row, area.name, area.short_name.lower()) for area in areas()),
    )


def _area_figures(row: Mapping[str, str], place: str, column: str) -> Figures:
    return Figures(place, int(row[f"{column}_2004_05"]), int(row[f"{column}_2007_08"]))

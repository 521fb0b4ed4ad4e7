"""The figures of recorded crime: gathered here, counted in `figures`."""

from dataclasses import dataclass
from datetime import date

from popo.crime import figures
from popo.crime.comparators import groups
from popo.crime.figures import Held, RecordedCrime
from popo.crime.months import add_months
from popo.crime.queries import counts_of, months_held
from popo.reference.places import wards


@dataclass(frozen=True)
class MonthOfCrime:
    """The whole of Luton in one month, by name of group; None where the month is not held."""

    month: date
    groups: dict[str, int | None]


def recorded_crime(month: date) -> RecordedCrime:
    """By comparator, area and ward, beside the targets. `month` is its first day."""
    counts = counts_of(figures.months_needed(month))
    return figures.recorded_crime(month, Held(months_held(), counts))


def crime_by_month(last: date, months: int = 12) -> list[MonthOfCrime]:
    """The months up to and with `last`, oldest first."""
    shown = [add_months(last, back) for back in range(1 - months, 1)]
    held = Held(months_held(), counts_of(shown))
    places = [ward.name for ward in wards()]
    return [
        MonthOfCrime(
            month,
            {
                group.name: figures.count(held, [month], places, [group.crime_type.name])
                for group in groups()
            },
        )
        for month in shown
    ]

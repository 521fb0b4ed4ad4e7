"""Recorded crime in one month, by place and comparator, beside the strategy's targets."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NamedTuple

from popo.crime.comparators import Group, groups, types_without_target
from popo.crime.months import add_months, in_words, list_in_words, twelve_to
from popo.crime.result import KIND_WORDS, Cell, Kind
from popo.reference.places import areas, wards, wards_in
from popo.reference.targets import LUTON, Figures, total_as_printed, total_computed

SOURCE = (
    "Source: data.police.uk. Contains public sector information licensed under the "
    "Open Government Licence v3.0."
)

_TARGETS_ARE_YEARLY = (
    "The targets are numbers of crimes in a year, 2007-08, so they stand beside the twelve months "
    "and not beside the month."
)
_TARGETS_DO_NOT_ADD_UP = (
    "The printed table of targets does not add up, so both what it prints and what its own "
    "numbers give are shown."
)


class Held(NamedTuple):
    """The months that are held, and the counts of those a figure may need."""

    months: Mapping[date, Kind]
    counts: Mapping[Cell, int]


@dataclass(frozen=True)
class Crimes:
    """Crimes of some types in one place; None where a month it needs is not held."""

    month: int | None
    year_before: int | None
    twelve_months: int | None


@dataclass(frozen=True)
class GroupFigures:
    """One group of comparators in one place. A ward has no target."""

    group: Group
    crimes: Crimes
    target: Figures | None

    @property
    def adds_up(self) -> bool:
        """Whether every printed percentage is the one its printed numbers give."""
        return all(target.adds_up for target in self.group.targets)

    def as_dict(self) -> dict[str, Any]:
        return {
            "group": self.group.name,
            "crime_type": self.group.crime_type.name,
            "cannot_measure": self.group.cannot_measure,
            **asdict(self.crimes),
            "target": _with_computed(self.target) if self.target else None,
            "printed": [
                {
                    "comparator": target.comparator,
                    "reduction_pct": target.as_printed_pct,
                    **_with_computed(target.luton),
                    "adds_up": target.adds_up,
                }
                for target in self.group.targets
            ],
        }


@dataclass(frozen=True)
class PlaceFigures:
    """Luton, one of its areas, or a ward."""

    place: str
    groups: tuple[GroupFigures, ...]
    comparators: Crimes  # all groups together
    without_target: Mapping[str, Crimes]  # by crime type
    everything: Crimes  # anti-social behaviour too, though it is not crime

    def as_dict(self) -> dict[str, Any]:
        return {
            "place": self.place,
            "groups": [figures.as_dict() for figures in self.groups],
            "comparators": asdict(self.comparators),
            "without_target": {
                name: asdict(crimes) for name, crimes in self.without_target.items()
            },
            "everything": asdict(self.everything),
        }


@dataclass(frozen=True)
class RecordedCrime:
    """A month of recorded crime. All of it is published, so no small number is suppressed."""

    month: date
    kind: Kind | None  # of the file the month is held from; None where it is not held
    missing: tuple[date, ...]  # of the twelve months to this one
    no_place: int | None
    luton: PlaceFigures
    areas: tuple[PlaceFigures, ...]
    wards: tuple[PlaceFigures, ...]

    def notes(self) -> list[str]:
        """What a reader must know before comparing, as sentences."""
        return [
            *self._what_is_held(),
            _TARGETS_ARE_YEARLY,
            _TARGETS_DO_NOT_ADD_UP,
            f"No target is set for {', '.join(types_without_target()).lower()}.",
            SOURCE,
        ]

    def _what_is_held(self) -> list[str]:
        if self.kind is None:
            return [f"Recorded crime of {in_words(self.month)} has not been imported."]
        held = [f"{in_words(self.month)} was counted from {KIND_WORDS[self.kind]}."]
        if self.missing:
            held.append(f"No figure for twelve months: {list_in_words(self.missing)} not imported.")
        if self.no_place:
            held.append(
                f"{self.no_place:,} crimes and incidents of the whole force were published "
                "without a place and are in none of these figures."
            )
        return held

    def as_dict(self) -> dict[str, Any]:
        """For `--json` and the files of the monthly update."""
        printed, computed = total_as_printed(), total_computed()
        return {
            "month": f"{self.month:%Y-%m}",
            "kind": self.kind,
            "missing": [f"{month:%Y-%m}" for month in self.missing],
            "no_place": self.no_place,
            "notes": self.notes(),
            "total_as_printed": {
                "reduction_pct": printed.as_printed_pct,
                **_with_computed(printed.luton),
            },
            "total_computed": _with_computed(computed),
            "luton": self.luton.as_dict(),
            "areas": [figures.as_dict() for figures in self.areas],
            "wards": [figures.as_dict() for figures in self.wards],
        }


def months_needed(month: date) -> tuple[date, ...]:
    """The months whose counts `recorded_crime` looks at."""
    return (add_months(month, -12), *twelve_to(month))


def recorded_crime(month: date, held: Held) -> RecordedCrime:
    """Counts one month, given what is held of the months it needs."""
    everywhere = [ward.name for ward in wards()]
    return RecordedCrime(
        month=month,
        kind=held.months.get(month),
        missing=tuple(each for each in twelve_to(month) if each not in held.months),
        no_place=_no_place(month, held),
        luton=_place(LUTON, everywhere, month, held),
        areas=tuple(
            _place(area.name, [ward.name for ward in wards_in(area)], month, held)
            for area in areas()
        ),
        wards=tuple(_place(ward, [ward], month, held) for ward in everywhere),
    )


def count(
    held: Held, months: Collection[date], places: Iterable[str], types: Collection[str]
) -> int | None:
    """Crimes of these types in these wards and months; None unless every month is held."""
    if not held.months.keys() >= set(months):
        return None
    return sum(
        held.counts.get(Cell(month, ward, crime_type), 0)
        for ward in places
        for month in months
        for crime_type in types
    )


def _place(name: str, places: list[str], month: date, held: Held) -> PlaceFigures:
    def crimes(types: Collection[str]) -> Crimes:
        return Crimes(
            month=count(held, [month], places, types),
            year_before=count(held, [add_months(month, -12)], places, types),
            twelve_months=count(held, twelve_to(month), places, types),
        )

    with_target = [group.crime_type.name for group in groups()]
    return PlaceFigures(
        place=name,
        groups=tuple(
            GroupFigures(group, crimes([group.crime_type.name]), group.target_in(name))
            for group in groups()
        ),
        comparators=crimes(with_target),
        without_target={each: crimes([each]) for each in types_without_target()},
        everything=crimes([*with_target, *types_without_target()]),
    )


def _no_place(month: date, held: Held) -> int | None:
    if month not in held.months:
        return None
    return sum(
        crimes for cell, crimes in held.counts.items() if cell.month == month and cell.ward is None
    )


def _with_computed(figures: Figures) -> dict[str, Any]:
    return {
        "baseline": figures.baseline,
        "target": figures.target,
        "computed_reduction_pct": figures.computed_pct,
    }

"""An outcome by group: what is shown of each group, and which ratios must be answered."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from popo.selection.fairness.hiding import is_small, without_cases, without_size
from popo.selection.fairness.ratios import Count, Ratio, Reading, rate_ratio, read
from popo.suppress import LEAST


class Characteristic(StrEnum):
    """What people are grouped by. The two ethnic ones are two facts, neither made of the other."""

    SELF_DEFINED = "self_defined"
    OBSERVED = "observed"
    SEX = "sex"
    AGE = "age"
    WARD = "ward"


class Outcome(StrEnum):
    SELECTED = "selected"
    RAISED = "raised"
    LOWERED = "lowered"
    BREACHED = "breached"
    DE_SELECTED = "de_selected"
    REACHED = "reached"


Groups = Mapping[Characteristic, Sequence[str]]
"""The groups under each characteristic, in the order they are shown."""

Traits = Mapping[Characteristic, str | None]
"""Which group somebody is of; None where that is not recorded."""

Unit = tuple[Traits, bool]
"""Somebody at risk of an outcome, and whether it came to them."""

TOO_SMALL = "too_small"
TOGETHER = "Those not shown, together"
"""The groups too small to show as one: what a reader could subtract anyhow, and never small."""


@dataclass(frozen=True)
class Row:
    """One group. A number that is None is not shown; without its numbers no ratio is either."""

    group: str
    reading: Reading
    at_risk: int | None = None
    cases: int | None = None
    ratio: Ratio | None = None

    @property
    def percent(self) -> int | None:
        if self.cases is None or not self.at_risk:
            return None
        return round(100 * self.cases / self.at_risk)


@dataclass(frozen=True)
class Table:
    """Every group that anybody at risk is of, each against all other groups together.

    How many are recorded is None where they are a small number.
    """

    characteristic: Characteristic
    rows: tuple[Row, ...]
    not_recorded: int | None
    recorded_percent: int | None


@dataclass(frozen=True)
class Flag:
    """What must be answered in words: one row, or all rows too small to show together."""

    key: str
    outcome: Outcome
    characteristic: Characteristic | None = None
    row: Row | None = None


@dataclass(frozen=True)
class Compared:
    """One outcome under every characteristic; without tables where hardly anybody was at risk.

    `at_risk` and `cases` are None where they are too small to show.
    """

    outcome: Outcome
    at_risk: int | None
    cases: int | None
    tables: tuple[Table, ...] = ()

    @property
    def flags(self) -> list[Flag]:
        rows = [(table.characteristic, row) for table in self.tables for row in table.rows]
        flags = [
            Flag(f"{self.outcome}/{characteristic}/{row.group}", self.outcome, characteristic, row)
            for characteristic, row in rows
            if row.reading.is_outside
        ]
        if any(row.reading is Reading.TOO_SMALL for _, row in rows):
            flags.append(Flag(f"{self.outcome}/{TOO_SMALL}", self.outcome))
        return flags


def compare(outcome: Outcome, units: Iterable[Unit], groups: Groups) -> Compared:
    """Counts an outcome by every characteristic, and leaves out what is too small to show."""
    held = list(units)
    whole = Count(sum(case for _, case in held), len(held))
    if 0 < whole.at_risk < LEAST:
        return Compared(outcome, None, None)
    if not held:
        return Compared(outcome, 0, 0)
    tables = tuple(_table(each, held, groups[each], whole) for each in Characteristic)
    return Compared(outcome, whole.at_risk, None if is_small(whole) else whole.cases, tables)


def _table(
    characteristic: Characteristic, units: list[Unit], order: Sequence[str], whole: Count
) -> Table:
    at_risk = Counter(traits[characteristic] for traits, _ in units)
    cases = Counter(traits[characteristic] for traits, case in units if case)
    counts = {group: Count(cases[group], at_risk[group]) for group in order if at_risk[group]}
    recorded = sum(counts.values(), Count(0, 0))
    rows = _rows(counts, recorded, all_hidden=is_small(whole) or is_small(recorded))
    if 0 < recorded.at_risk < LEAST:
        return Table(characteristic, rows, None, None)
    percent = round(100 * recorded.at_risk / whole.at_risk)
    return Table(characteristic, rows, whole.at_risk - recorded.at_risk, percent)


def _rows(counts: Mapping[str, Count], recorded: Count, *, all_hidden: bool) -> tuple[Row, ...]:
    nameless = without_size(counts)
    hidden = frozenset(counts) if all_hidden else without_cases(counts)
    unseen = Reading.TOO_SMALL if recorded.cases else Reading.NOT_ENOUGH
    rows = []
    for group, count in counts.items():
        if group in nameless:
            rows.append(Row(group, unseen))
        elif group in hidden:
            rows.append(Row(group, unseen, count.at_risk))
        else:
            rows.append(_shown(group, count, recorded - count))
    together = sum((counts[group] for group in hidden), Count(0, 0))
    if 1 < len(hidden) < len(counts) and not is_small(together):
        rows.append(_shown(TOGETHER, together, recorded - together))
    return tuple(rows)


def _shown(group: str, count: Count, rest: Count) -> Row:
    reading = read(count, rest)
    ratio = None if reading is Reading.NOT_ENOUGH else rate_ratio(count, rest)
    return Row(group, reading, count.at_risk, count.cases, ratio)

"""The figures of the group's action plan: counts of work, about nobody."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from popo.checklist.kinds import Progress, TargetStanding, target_standing
from popo.checklist.queries.plan import plan_on, progress_on
from popo.figures import Figure, Period, counted, named

VERSION = 1

ALL = "group_plan/all"


class Owned(NamedTuple):
    """A target as it is counted. `progress`: what was last said of it."""

    thread_id: UUID
    agency: str
    due_on: date
    progress: Progress | None


def group_plan(period: Period) -> list[Figure]:
    """The plan in force at the end of the period, and how its targets stood then."""
    held = plan_on(period.day)
    said = progress_on({row.target.thread_id for row in held}, period.day)
    owned = [
        Owned(row.target.thread_id, row.agency, row.target.due_on, said.get(row.target.thread_id))
        for row in held
    ]
    return count_targets(owned, period.day)


def count_targets(owned: Iterable[Owned], day: date) -> list[Figure]:
    """`group_plan/all/…` and `group_plan/agency/<name>/…`, one for each standing."""
    cells: defaultdict[str, list[UUID]] = defaultdict(list)
    agencies: set[str] = set()
    for row in owned:
        agencies.add(row.agency)
        line = target_standing(row.progress, row.due_on < day)
        cells[named(ALL, line)].append(row.thread_id)
        cells[named(of_agency(row.agency), line)].append(row.thread_id)
    prefixes = [ALL, *map(of_agency, sorted(agencies))]
    names = [named(prefix, line) for prefix in prefixes for line in TargetStanding]
    return [counted(name, cells[name]) for name in names]


def of_agency(name: str) -> str:
    return named("group_plan/agency", name)

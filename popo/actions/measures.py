"""What the agencies agreed to do, and did: counts of work, not of people."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import or_, select

from popo.accounts.models import Agency
from popo.actions.models import Action, ActionStatus
from popo.db import db
from popo.figures import Figure, Period, counted, named

VERSION = 1

ALL = "actions/all"
LINES = ("raised", "done", "ended_otherwise", "open", "overdue")
OLDEST = "actions/oldest_overdue_days"


class Owed(NamedTuple):
    """An action as it is counted."""

    action_id: UUID
    agency: str
    asked_on: date
    due_on: date
    ended_on: date | None
    status: ActionStatus


def actions(period: Period) -> list[Figure]:
    """Raised and ended in the period, open and overdue at its end; by the agency that owes them."""
    rows = db.session.execute(
        select(
            Action.id,
            Agency.name,
            Action.asked_on,
            Action.due_on,
            Action.ended_on,
            Action.status,
        )
        .join(Agency, Agency.id == Action.owner_agency_id)
        .where(
            Action.asked_on <= period.day,
            or_(Action.ended_on.is_(None), Action.ended_on >= period.first),
        )
    )
    return count_actions([Owed(*row) for row in rows], period)


def count_actions(owed: Iterable[Owed], period: Period) -> list[Figure]:
    """`actions/all/…` and `actions/agency/<name>/…` for each of LINES, and the oldest overdue."""
    cells: defaultdict[str, list[UUID]] = defaultdict(list)
    agencies: set[str] = set()
    oldest = 0
    for action in owed:
        agencies.add(action.agency)
        lines = _lines_of(action, period)
        for line in lines:
            cells[f"{ALL}/{line}"].append(action.action_id)
            cells[named(of_agency(action.agency), line)].append(action.action_id)
        if "overdue" in lines:
            oldest = max(oldest, (period.day - action.due_on).days)
    prefixes = [ALL, *map(of_agency, sorted(agencies))]
    names = [named(prefix, line) for prefix in prefixes for line in LINES]
    return [*(counted(name, cells[name]) for name in names), Figure(OLDEST, oldest)]


def of_agency(name: str) -> str:
    return named("actions/agency", name)


def _lines_of(action: Owed, period: Period) -> list[str]:
    lines = []
    if period.covers(action.asked_on):
        lines.append("raised")
    if period.covers(action.ended_on):
        lines.append("done" if action.status is ActionStatus.DONE else "ended_otherwise")
    if action.ended_on is None or action.ended_on > period.day:
        lines.append("open")
        if action.due_on < period.day:
            lines.append("overdue")
    return lines

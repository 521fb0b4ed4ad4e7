"""How agencies keep what they agreed to: counts of work, never of people. Read inside the group."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, case, func, select

from popo.accounts.models import Agency
from popo.actions.models import Action, ActionStatus
from popo.actions.standing import last_day_unanswered
from popo.db import db

DAYS = 91
S = ActionStatus


@dataclass(frozen=True)
class Kept:
    """Of one agency, or of all. `on_time`: done by the day agreed; the last three are open now."""

    agency: str
    on_time: int
    late: int
    not_done: int
    not_possible: int
    superseded: int
    open: int
    overdue: int
    unanswered: int

    @property
    def ended(self) -> int:
        """With a result that says whether it was kept."""
        return self.on_time + self.late + self.not_done

    @property
    def share(self) -> int | None:
        """Of those, how many were done on time, in whole per cent."""
        return round(100 * self.on_time / self.ended) if self.ended else None


def kept_by_agency(today: date) -> list[Kept]:
    """Every agency that owed anything in the last quarter; all of them together at the end."""
    since = today - timedelta(days=DAYS)
    counts = _counts(since, today)
    rows = db.session.execute(
        select(Agency.short_name, *counts)
        .join(Agency, Agency.id == Action.owner_agency_id)
        .where((Action.ended_on.is_(None)) | (Action.ended_on > since))
        .group_by(Agency.id, Agency.short_name)
        .order_by(Agency.short_name)
    )
    found = [Kept(row[0], *map(int, row[1:])) for row in rows]
    return [*found, _together(found)]


def _counts(since: date, today: date) -> list[ColumnElement[int]]:
    ended = Action.ended_on > since
    is_open = Action.ended_on.is_(None)
    done = Action.status == S.DONE
    unanswered = Action.asked_on < last_day_unanswered(today)
    return [
        _count(ended & done & (Action.ended_on <= Action.due_on)),
        _count(ended & done & (Action.ended_on > Action.due_on)),
        _count(ended & (Action.status == S.NOT_DONE)),
        _count(ended & (Action.status == S.NO_LONGER_POSSIBLE)),
        _count(ended & (Action.status == S.SUPERSEDED)),
        _count(is_open),
        _count(is_open & (Action.due_on < today)),
        _count((Action.status == S.OFFERED) & unanswered),
    ]


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _together(rows: list[Kept]) -> Kept:
    sums = [
        sum(getattr(row, name) for row in rows)
        for name in Kept.__dataclass_fields__
        if name != "agency"
    ]
    return Kept("All agencies", *sums)

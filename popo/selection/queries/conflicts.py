"""Who may not decide about a person, so that the page says so before the service refuses."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from popo.accounts.models import User
from popo.accounts.queries import users_by_id
from popo.db import db
from popo.meetings.models import Attendance
from popo.meetings.queries import Cited
from popo.people.models import Person
from popo.people.queries.person import conflicts_about


@dataclass(frozen=True)
class Barred:
    """`where` is empty for somebody who declared a tie to the person: barred anywhere."""

    user: User
    where: str = ""


def barred_from(person: Person, items: Iterable[Cited]) -> list[Barred]:
    """Those who declared a conflict about the person, and those who left one of these items."""
    cited = {row.item.id: row for row in items}
    left = db.session.execute(
        select(Attendance.user_id, Attendance.agenda_item_id)
        .where(Attendance.agenda_item_id.in_(cited), Attendance.conflict)
        .order_by(Attendance.created_at, Attendance.id)
    ).all()
    tied = [row.user_id for row in conflicts_about(person)]
    users = users_by_id([*tied, *(user for user, _ in left)])
    return [
        *(Barred(users[key]) for key in tied),
        *(Barred(users[key], cited[item].words) for key, item in left if key not in tied),
    ]

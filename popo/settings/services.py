from typing import Any
from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.db import db
from popo.settings.models import Counter, Setting
from popo.settings.names import Name


def set_value(name: Name, value: Any, set_by: UUID | None = None) -> None:
    """Puts a value in force from now; the old one stays as history."""
    db.session.add(
        Setting(name=name.stored, value={"is": value}, set_at=clock.real_now(), set_by=set_by)
    )


def next_number(counter: str, count: int = 1) -> int:
    """The first of `count` numbers nobody else is given; waits for others who are counting."""
    statement = select(Counter).where(Counter.name == counter).with_for_update()
    row = db.session.scalars(statement).one_or_none()
    if row is None:
        row = Counter(name=counter, last=0)
        db.session.add(row)
    first = row.last + 1
    row.last += count
    db.session.flush()  # the lock is only held once the row is written
    return first

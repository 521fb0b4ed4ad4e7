"""Settings kept in the database, newest row first in force; older ones are their history."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, Model


class Setting(Entity):
    """`value` holds one JSON value under the key `is`.

    `set_by` names a user, without foreign key: settings know nothing of accounts.
    """

    __tablename__ = "settings"
    __table_args__ = (Index("ix_settings_name", "name", "set_at"),)

    name: Mapped[str]
    value: Mapped[dict[str, Any]]
    set_at: Mapped[datetime]
    set_by: Mapped[UUID | None]


class Counter(Model):
    """A number that only grows, such as the last scheme reference given out."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]

from typing import Any

from sqlalchemy import select

from popo.db import db
from popo.settings.models import Setting
from popo.settings.names import Name


def value_of(name: Name) -> Any:
    """The setting in force, or its default."""
    newest = select(Setting.value).where(Setting.name == name.stored)
    row = db.session.execute(newest.order_by(Setting.set_at.desc(), Setting.id).limit(1)).scalar()
    return name.default if row is None else row["is"]

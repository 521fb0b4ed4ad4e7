from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.intervals import Interval, right_order
from popo.keys.sealed import sealed, text
from popo.people.about import AboutPerson


class OrderCondition(AboutPerson, Interval, Entity):
    """One condition or requirement of a licence or order, in force from one day to another."""

    __tablename__ = "order_conditions"
    __table_args__ = (right_order(),)

    basis_id: Mapped[UUID] = mapped_column(key_to("supervision_bases.id"), index=True)
    words = sealed(text)
    approved_by = sealed(text)

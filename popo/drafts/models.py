from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity, key_to
from popo.keys.models import Compartment, KeyScope
from popo.keys.sealed import HasSealed, facts, sealed_or_none


class Draft(HasSealed, Entity):
    """A form somebody has begun. `idempotency` is the form's own key.

    `form` is the endpoint of the form's page, `fields` maps each field to the values typed.
    Once the form is sent, `sent_at` is set and the fields are emptied; what is typed into a copy
    of that form afterwards, or arrives late, is refused. Never counted in any figure.
    """

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("user_id", "idempotency"),)

    user_id: Mapped[UUID] = mapped_column(key_to("users.id"), index=True)
    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"))
    form: Mapped[str]
    about_reference: Mapped[str]
    idempotency: Mapped[str]
    fields = sealed_or_none(facts)
    saved_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]

    def key_scope(self) -> KeyScope:
        return KeyScope(self.user_id, self.agency_id, Compartment.CORE)

    @property
    def title(self) -> str:
        """What the form is for, in words: "Log contact"."""
        return self.form.rpartition(".")[2].replace("_", " ").capitalize()

    @property
    def characters(self) -> int:
        """How much was typed."""
        return sum(len(value) for values in (self.fields or {}).values() for value in values)

    @property
    def person_reference(self) -> str:
        """The scheme reference it is about; empty where it is about another record, or nothing."""
        try:
            UUID(self.about_reference)
        except ValueError:
            return self.about_reference
        return ""

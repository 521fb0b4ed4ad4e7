"""The trail's tables. Their rows are only ever added: triggers refuse to change or remove one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from popo.audit.events import Operation
from popo.db import BigKey, Entity, Model, key_to
from popo.keys.models import Compartment, KeyScope
from popo.keys.sealed import HasSealed, facts, sealed


class AuditEvent(Model):
    """One thing that happened. It names people only by their keys, in `AuditSubject`."""

    __tablename__ = "audit_events"
    __table_args__ = (UniqueConstraint("chain", "sequence"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    chain: Mapped[int]
    sequence: Mapped[int] = mapped_column(BigKey)
    at: Mapped[datetime] = mapped_column(index=True)
    event: Mapped[str]
    operation: Mapped[Operation]
    user_id: Mapped[UUID | None] = mapped_column(index=True)
    agency_id: Mapped[UUID | None]
    operator: Mapped[str]
    about_table: Mapped[str]
    about_id: Mapped[UUID | None]
    details: Mapped[dict[str, Any]]
    digest: Mapped[bytes]


class AuditSubject(Model):
    """A person an event was about."""

    __tablename__ = "audit_subjects"

    event_id: Mapped[int] = mapped_column(
        BigKey, key_to("audit_events.id"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)


class AuditContent(HasSealed, Entity):
    """Before and after, or the words of a search: sealed under the subject's own key."""

    __tablename__ = "audit_contents"

    event_id: Mapped[int] = mapped_column(BigKey, key_to("audit_events.id"), index=True)
    subject_id: Mapped[UUID]
    agency_id: Mapped[UUID]
    compartment: Mapped[Compartment]
    content = sealed(facts)

    def key_scope(self) -> KeyScope:
        return KeyScope(self.subject_id, self.agency_id, self.compartment)


class AuditHead(Model):
    """The newest link of each worker's chain, locked last in every piece of work."""

    __tablename__ = "audit_heads"

    chain: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sequence: Mapped[int] = mapped_column(BigKey)
    digest: Mapped[bytes]

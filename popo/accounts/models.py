"""Agencies, their users, what those may do, and their sessions."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from flask_login import UserMixin
from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from popo.access.permissions import Clearance, Role
from popo.db import BigKey, Entity, key_to
from popo.intervals import Interval, right_order
from popo.keys.scheme_sealed import SchemeSealed


class AgencyKind(StrEnum):
    PARTNERSHIP = "partnership"
    POLICE = "police"
    PROBATION = "probation"
    YOUTH_OFFENDING_SERVICE = "youth_offending_service"
    PRISON = "prison"
    COUNCIL = "council"
    HOUSING = "housing"
    DRUG_SERVICE = "drug_service"
    HEALTH = "health"
    VOLUNTARY = "voluntary"


class LegalRole(StrEnum):
    """What the body is under the Crime and Disorder Act 1998, sections 5 to 7."""

    RESPONSIBLE = "responsible"
    CO_OPERATING = "co_operating"
    INVITED = "invited"
    PROVIDER = "provider"


class Regime(StrEnum):
    """Which data protection rules its processing for the scheme falls under."""

    LAW_ENFORCEMENT = "law_enforcement"
    GENERAL = "general"


class AgreementState(StrEnum):
    """Where an agency's information sharing agreement stands on a day."""

    UNSIGNED = "unsigned"
    IN_FORCE = "in_force"
    EXPIRING = "expiring"
    LAPSED = "lapsed"


AGREEMENT_WARNING = timedelta(days=60)
"""How long before it runs out an agreement counts as expiring."""


class Agency(Entity):
    __tablename__ = "agencies"
    __table_args__ = (UniqueConstraint("name"),)

    name: Mapped[str]
    short_name: Mapped[str]
    kind: Mapped[AgencyKind]
    legal_role: Mapped[LegalRole]
    regime: Mapped[Regime]
    contact_point: Mapped[str] = mapped_column(SchemeSealed())
    out_of_hours: Mapped[str | None] = mapped_column(SchemeSealed())
    """The number to ring in the evening, at weekends and on bank holidays."""
    agreement_version: Mapped[str]
    agreement_signed_on: Mapped[date | None]
    agreement_expires_on: Mapped[date | None]

    def agreement_in_force(self, day: date) -> bool:
        """Whether routine sharing may go on: a signed agreement that has not expired."""
        signed, expires = self.agreement_signed_on, self.agreement_expires_on
        return signed is not None and signed <= day and (expires is None or day < expires)

    def agreement_state(self, day: date) -> AgreementState:
        expires = self.agreement_expires_on
        if self.agreement_in_force(day):
            soon = expires is not None and expires - day <= AGREEMENT_WARNING
            return AgreementState.EXPIRING if soon else AgreementState.IN_FORCE
        lapsed = expires is not None and expires <= day
        return AgreementState.LAPSED if lapsed else AgreementState.UNSIGNED


class User(UserMixin, Entity):  # type: ignore[misc]  # untyped package
    """Somebody who signs in; never deleted, closed."""

    __tablename__ = "users"

    agency_id: Mapped[UUID] = mapped_column(key_to("agencies.id"), index=True)
    sign_in_digest: Mapped[int] = mapped_column(BigKey, unique=True)
    sign_in_name: Mapped[str] = mapped_column(SchemeSealed())
    name: Mapped[str] = mapped_column(SchemeSealed())
    email: Mapped[str] = mapped_column(SchemeSealed())
    phone: Mapped[str] = mapped_column(SchemeSealed(), default="")
    password_hash: Mapped[str]
    must_change_password: Mapped[bool] = mapped_column(default=False)
    second_factor_secret: Mapped[str | None] = mapped_column(SchemeSealed())
    last_code_step: Mapped[int] = mapped_column(default=0)
    loopback_only: Mapped[bool] = mapped_column(default=False)
    closed_at: Mapped[datetime | None]

    agency: Mapped[Agency] = relationship(lazy="joined", innerjoin=True)

    @property
    def has_second_factor(self) -> bool:
        """Whether a code made with the secret was ever shown; until then it is only offered."""
        return self.last_code_step > 0

    # not Flask-Login's equality, which compares tokens: most users in hand have none
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    _token = ""

    def use_token(self, token: str) -> None:
        """Notes the session this browser is signed in by."""
        self._token = token

    def get_id(self) -> str:
        """What the cookie holds: the token of that session."""
        return self._token


class RoleGrant(Interval, Entity):
    """What a user may do; `scope` is `scheme`, `agency` or a strand."""

    __tablename__ = "role_grants"
    __table_args__ = (right_order(),)

    user_id: Mapped[UUID] = mapped_column(key_to("users.id"), index=True)
    role: Mapped[Role]
    scope: Mapped[str]


class ClearanceGrant(Interval, Entity):
    __tablename__ = "clearance_grants"
    __table_args__ = (right_order(),)

    user_id: Mapped[UUID] = mapped_column(key_to("users.id"), index=True)
    clearance: Mapped[Clearance]


class SessionEnd(StrEnum):
    SIGNED_OUT = "signed_out"
    IDLE = "idle"
    EXPIRED = "expired"
    ENDED_BY_ADMINISTRATOR = "ended_by_administrator"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a reason, not a password


class SignInSession(Entity):
    """Held here and named by a random token, so that it can be ended at once. Real time."""

    __tablename__ = "sign_in_sessions"

    user_id: Mapped[UUID] = mapped_column(key_to("users.id"), index=True)
    token_digest: Mapped[bytes] = mapped_column(unique=True)
    started_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[SessionEnd | None]
    second_factor_passed: Mapped[bool] = mapped_column(default=False)


class SignInAttempt(Entity):
    """Kept through every rollback; names and sources only as keyed digests. Real time."""

    __tablename__ = "sign_in_attempts"

    name_digest: Mapped[int] = mapped_column(BigKey, index=True)
    source_digest: Mapped[int] = mapped_column(BigKey, index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    succeeded: Mapped[bool]

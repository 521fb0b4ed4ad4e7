"""Agencies and their information sharing agreements."""

from dataclasses import dataclass
from datetime import date

from popo.access.actor import Actor
from popo.accounts.models import Agency, AgencyKind, LegalRole, Regime
from popo.accounts.policy import may_edit_contact
from popo.accounts.queries import agency_named
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion


@dataclass(frozen=True)
class NewAgency:
    name: str
    short_name: str
    kind: AgencyKind
    legal_role: LegalRole
    regime: Regime
    contact_point: str = ""


@dataclass(frozen=True)
class Agreement:
    """An information sharing agreement: which version, signed when, until when."""

    version: str
    signed_on: date | None
    expires_on: date | None


def add_agency(actor: Actor | None, details: NewAgency) -> Agency:
    """Adds an agency without an agreement: nothing is shared with it until one is recorded."""
    if agency_named(details.name) is not None:
        raise RuleBroken("There is already an agency of that name.", "name")
    agency = Agency(
        name=details.name,
        short_name=details.short_name,
        kind=details.kind,
        legal_role=details.legal_role,
        regime=details.regime,
        contact_point=details.contact_point,
        agreement_version="",
    )
    db.session.add(agency)
    record(Event.AGENCY_ADDED, actor, agency=str(agency.id))
    return agency


def edit_contact_points(
    agency: Agency, actor: Actor, contact_point: str, out_of_hours: str, read_version: int
) -> None:
    """Of one's own agency, or of any for whoever looks after all of them."""
    if agency.version != read_version:
        raise StaleVersion
    if not may_edit_contact(actor, agency):
        raise RuleBroken("An agency's own contact or the administrator changes this.")
    agency.contact_point, agency.out_of_hours = contact_point.strip(), out_of_hours.strip() or None
    record(Event.CONTACT_POINTS_EDITED, actor, agency=str(agency.id))


def edit_agreement(agency: Agency, actor: Actor, agreement: Agreement) -> None:
    signed, expires = agreement.signed_on, agreement.expires_on
    if expires is not None and (signed is None or expires <= signed):
        raise RuleBroken(
            "An agreement runs out after it was signed. Check both dates.", "expires_on"
        )
    agency.agreement_version = agreement.version
    agency.agreement_signed_on = signed
    agency.agreement_expires_on = expires
    record(
        Event.AGREEMENT_EDITED,
        actor,
        agency=str(agency.id),
        signed_on=signed.isoformat() if signed else "",
        expires_on=expires.isoformat() if expires else "",
    )

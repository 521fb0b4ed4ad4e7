"""Consent given, withdrawn, and what depended on it confirmed stopped."""

from dataclasses import dataclass
from datetime import date

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.audit.events import Event
from popo.audit.services import record
from popo.circumstances.models import Consent, GivenBy, GivenHow, Purpose
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.keys.models import Compartment
from popo.people.models import Person

LONGEST_DAYS = 366


@dataclass(frozen=True)
class NewConsent:
    purpose: Purpose
    given_by: GivenBy
    given_by_name: str
    given_how: GivenHow
    given_on: date
    until: date
    with_whom: str
    words: str


def add_consent(actor: Actor, person: Person, given: NewConsent) -> Consent:
    if given.given_on > clock.today():
        raise RuleBroken("Consent is recorded once it was given.", "given_on")
    if given.until <= given.given_on:
        raise RuleBroken("It must hold for at least a day.", "until")
    if (given.until - given.given_on).days > LONGEST_DAYS:
        raise RuleBroken("Consent is asked again within a year.", "until")
    if given.given_by is not GivenBy.SELF and not given.given_by_name:
        raise RuleBroken("Give the name of the parent or guardian.", "given_by_name")
    compartment = given.purpose.compartment
    if compartment is Compartment.HEALTH and not actor.cleared_for(Clearance.HEALTH):
        raise RuleBroken("Only somebody cleared for health records this.", "purpose")
    row = Consent(
        person_id=person.id,
        agency_id=actor.agency_id,
        compartment=compartment,
        purpose=given.purpose,
        given_by=given.given_by,
        given_by_name=given.given_by_name or None,
        given_how=given.given_how,
        starts_on=given.given_on,
        until=given.until,
        with_whom=given.with_whom,
        words=given.words,
        recorded_by_id=actor.user_id,
    )
    db.session.add(row)
    record(Event.CONSENT_GIVEN, actor, people=[person.id], about=(Consent.__tablename__, row.id))
    return row


def withdraw_consent(actor: Actor, row: Consent, day: date, words: str, read_version: int) -> None:
    """Ends it at once. Raises StaleVersion where somebody was quicker."""
    if row.version != read_version:
        raise StaleVersion
    if day > clock.today():
        raise RuleBroken("A withdrawal counts from the day it was said.", "withdrawn_on")
    row.end(day)
    row.withdrawal = words or None
    _changed(Event.CONSENT_WITHDRAWN, actor, row)


def confirm_stopped(actor: Actor, row: Consent) -> None:
    """What depended on a withdrawn consent has stopped."""
    if not row.must_be_confirmed_stopped():
        raise RuleBroken("There is nothing here to confirm.")
    row.stopped_on = clock.today()
    _changed(Event.CONSENT_STOPPED, actor, row)


def _changed(event: Event, actor: Actor, row: Consent) -> None:
    record(event, actor, people=[row.person_id], about=(Consent.__tablename__, row.id))

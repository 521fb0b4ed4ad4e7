"""Adjustments, safe contact and arrangements: added with a review date, ended, never deleted."""

from datetime import date
from typing import TypeVar

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.circumstances.kinds import KINDS, ArrangementKind, Level
from popo.circumstances.models import Adjustment, Arrangement, ContactRule, Need, Safety
from popo.circumstances.policy import kinds_open_to
from popo.db import db
from popo.errors import RuleBroken
from popo.people.models import Person

LONGEST_DAYS = 366

Detail = Adjustment | ContactRule | Arrangement
DetailRow = TypeVar("DetailRow", Adjustment, ContactRule, Arrangement)


def add_adjustment(
    actor: Actor, person: Person, need: Need, words: str, source: str, review_on: date
) -> Adjustment:
    _check_review(review_on)
    row = Adjustment(
        person_id=person.id,
        agency_id=actor.agency_id,
        need=need,
        words=words,
        source=source,
        review_on=review_on,
        starts_on=clock.today(),
    )
    return _add(Event.ADJUSTMENT_ADDED, actor, row)


def add_contact_rule(
    actor: Actor, person: Person, safety: Safety, words: str, source: str, review_on: date
) -> ContactRule:
    _check_review(review_on)
    row = ContactRule(
        person_id=person.id,
        agency_id=actor.agency_id,
        safety=safety,
        words=words,
        source=source,
        review_on=review_on,
        starts_on=clock.today(),
    )
    return _add(Event.CONTACT_RULE_ADDED, actor, row)


def add_arrangement(
    actor: Actor,
    person: Person,
    kind: ArrangementKind,
    level: Level,
    starts_on: date,
    review_on: date,
    contact: tuple[str, str, str],
) -> Arrangement:
    """`contact` is a name, an agency and a telephone number."""
    if kind not in kinds_open_to(actor):
        raise RuleBroken("Your agency does not record this arrangement.", "arrangement_kind")
    if level not in KINDS[kind].levels:
        raise RuleBroken(f"{kind.words} has no such level.", "level")
    if starts_on > clock.today():
        raise RuleBroken("An arrangement is recorded once it is in force.", "starts_on")
    _check_review(review_on)
    name, agency, phone = contact
    row = Arrangement(
        person_id=person.id,
        agency_id=actor.agency_id,
        arrangement_kind=kind,
        level=level,
        starts_on=starts_on,
        review_on=review_on,
        contact_name=name,
        contact_agency=agency,
        contact_phone=phone,
    )
    return _add(Event.ARRANGEMENT_ADDED, actor, row)


def end_detail(actor: Actor, row: Detail) -> None:
    """From today it is no longer so. Only the agency that recorded it says so."""
    if row.agency_id != actor.agency_id:
        raise RuleBroken("Only the agency that recorded this ends it.")
    row.end(clock.today())
    record(
        Event.CIRCUMSTANCE_ENDED,
        actor,
        people=[row.person_id],
        about=(row.__tablename__, row.id),
    )


def _add(event: Event, actor: Actor, row: DetailRow) -> DetailRow:
    db.session.add(row)
    record(event, actor, people=[row.person_id], about=(row.__tablename__, row.id))
    return row


def _check_review(day: date) -> None:
    if day <= clock.today():
        raise RuleBroken("The review date must be in the future.", "review_on")
    if (day - clock.today()).days > LONGEST_DAYS:
        raise RuleBroken("It is looked at again within a year.", "review_on")

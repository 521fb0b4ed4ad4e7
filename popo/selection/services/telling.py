"""Telling somebody that they are on the scheme: done by people, recorded here."""

from dataclasses import dataclass
from datetime import date, timedelta

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.accounts.queries import partnership
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import SchemeCase
from popo.db import db
from popo.errors import RuleBroken
from popo.people.models import Person, Told
from popo.people.queries.stops import check_goes_on
from popo.people.services import note_told
from popo.selection.models import How, Telling
from popo.selection.queries.telling import is_child, list_of

WITHHELD_AT_MOST = timedelta(days=92)
"""Three months; then somebody decides again."""


@dataclass(frozen=True)
class RecordTelling:
    """`how` and `teller` are of somebody told; `reason` and `review_on` of telling withheld.

    `present_name` and `present_role` are the parent or appropriate adult with a child.
    """

    outcome: Told
    day: date
    how: How | None = None
    teller: User | None = None
    reaction: str = ""
    adjustments: str = ""
    present_name: str = ""
    present_role: str = ""
    reason: str = ""
    review_on: date | None = None


def record_telling(
    actor: Actor, person: Person, case: SchemeCase, details: RecordTelling
) -> Telling:
    """Adds what happened; what was recorded before stays."""
    if case.closed_on is not None:
        raise RuleBroken("This case has closed.")
    if details.day > clock.today():
        raise RuleBroken("This cannot be in the future.", "day")
    if details.outcome is Told.TOLD:
        _check_told(person, details)
    else:
        _check_untold(person, details)
    return _add(actor, person, case, details)


def begin_telling(actor: Actor, person: Person, case: SchemeCase, day: date, reason: str) -> None:
    """Somebody new to a list is still to be told."""
    _add(actor, person, case, RecordTelling(Told.NOT_YET, day, reason=reason))


def open_letter(actor: Actor, person: Person, case: SchemeCase) -> None:
    """Notes that the letter to the person was opened; it is not there while telling is withheld."""
    if case.closed_on is not None:
        raise RuleBroken("This case has closed.")
    if person.told is Told.WITHHELD:
        raise RuleBroken("Telling is withheld: there is no letter until that is reviewed.")
    check_goes_on(person)
    record(
        Event.LETTER_OPENED,
        actor,
        people=[person.id],
        about=(SchemeCase.__tablename__, case.id),
    )


def _check_told(person: Person, details: RecordTelling) -> None:
    if details.how is None:
        raise RuleBroken("Say how they were told.", "how")
    if details.teller is None:
        raise RuleBroken("Say who told them.", "teller")
    if not is_child(person, details.day):
        return
    if not details.present_name:
        raise RuleBroken("A child is told with a parent or appropriate adult: who?", "present_name")
    if not details.present_role:
        raise RuleBroken("Say who they are to the child.", "present_role")


def _check_untold(person: Person, details: RecordTelling) -> None:
    if not details.reason:
        raise RuleBroken("Say why.", "reason")
    if details.outcome is not Told.WITHHELD:
        return
    if person.told is Told.TOLD:
        raise RuleBroken("They have been told: that cannot be withheld any more.", "outcome")
    latest = clock.today() + WITHHELD_AT_MOST
    if details.review_on is None or not clock.today() < details.review_on <= latest:
        raise RuleBroken(
            f"Say when this is looked at again, by {clock.written(latest)}.", "review_on"
        )


def _add(actor: Actor, person: Person, case: SchemeCase, details: RecordTelling) -> Telling:
    told = details.outcome is Told.TOLD
    row = Telling(
        person_id=person.id,
        agency_id=partnership().id,
        case_id=case.id,
        strand=list_of(case),
        outcome=details.outcome,
        day=details.day,
        how=details.how if told else None,
        teller_id=details.teller.id if told and details.teller else None,
        recorded_by_id=actor.user_id,
        review_on=details.review_on if details.outcome is Told.WITHHELD else None,
        reaction=details.reaction or None if told else None,
        adjustments=details.adjustments or None,
        present_name=details.present_name or None if told else None,
        present_role=details.present_role or None if told else None,
        reason=None if told else details.reason,
    )
    db.session.add(row)
    note_told(actor, person, details.outcome)
    record(
        Event.TELLING_RECORDED,
        actor,
        people=[person.id],
        about=(Telling.__tablename__, row.id),
        content=[(row.key_scope(), {"outcome": details.outcome, "reason": details.reason})],
    )
    return row

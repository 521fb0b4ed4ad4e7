"""Proposing a person for the scheme."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import update

from popo import clock
from popo.access.actor import Actor, RoleScope
from popo.access.permissions import Role
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import Strand
from popo.cases.queries import open_case_of
from popo.db import db
from popo.errors import RuleBroken
from popo.people.about import AssertionKind
from popo.people.models import Person, SightLevel
from popo.people.services import grant_sight
from popo.selection.models import (
    Nomination,
    NominationPart,
    NominationStatement,
    NominationStatus,
)
from popo.selection.parts import Part
from popo.selection.queries.nominations import open_nomination_of
from popo.selection.services.destruction import check_not_destroyed
from popo.selection.services.eligibility import criteria_adopted_for, strand_for
from popo.selection.services.elsewhere import check_not_elsewhere
from popo.settings.names import Name
from popo.settings.queries import value_of

BECAUSE = "nominated"
STRANDS = (Strand.CATCH_AND_CONVICT, Strand.PREVENT_AND_DETER)
"""Rehabilitate and Resettle works with the same people as Catch and Convict."""


def nominate_person(actor: Actor, person: Person, strand: Strand, grounds: str) -> Nomination:
    """Nominates at once, with the first part alone: for loading what was nominated elsewhere."""
    check_may_be_nominated(person, strand)
    today = clock.today()
    nomination = new_nomination(actor, person, strand)
    statement = new_statement(actor, nomination)
    statement.sent_on = today
    why = new_part(statement, Part.WHY_NOW)
    why.words, why.source, why.as_at = grounds, actor.agency_name, today
    file_nomination(actor, nomination, {Part.WHY_NOW.value: grounds})
    return nomination


def new_nomination(actor: Actor, person: Person, strand: Strand) -> Nomination:
    nomination = Nomination(
        person_id=person.id,
        agency_id=actor.agency_id,
        kind=AssertionKind.ASSESSMENT,
        strand=strand,
        nominated_on=clock.today(),
        nominated_by_id=actor.user_id,
        status=NominationStatus.DRAFT,
    )
    db.session.add(nomination)
    return nomination


def new_statement(actor: Actor, nomination: Nomination) -> NominationStatement:
    statement = NominationStatement(
        person_id=nomination.person_id,
        agency_id=actor.agency_id,
        kind=AssertionKind.ASSESSMENT,
        nomination_id=nomination.id,
        author_id=actor.user_id,
    )
    db.session.add(statement)
    return statement


def new_part(statement: NominationStatement, part: Part) -> NominationPart:
    row = NominationPart(
        person_id=statement.person_id,
        agency_id=statement.agency_id,
        kind=AssertionKind.ASSESSMENT,
        statement_id=statement.id,
        part=part,
    )
    db.session.add(row)
    return row


def file_nomination(actor: Actor, nomination: Nomination, said: dict[str, Any]) -> None:
    """From now on it is a nomination: the lead of the strand sees the person, the clock runs."""
    nomination.status = NominationStatus.NOMINATED
    nomination.nominated_on = clock.today()
    record(
        Event.PERSON_NOMINATED,
        actor,
        people=[nomination.person_id],
        about=(Nomination.__tablename__, nomination.id),
        content=[(nomination.key_scope(), {"strand": nomination.strand.value, **said})],
    )
    show_to_leads(actor, nomination)


def show_to_leads(actor: Actor, nomination: Nomination) -> None:
    leads = RoleScope(Role.STRAND_LEAD, nomination.strand)
    because = (BECAUSE, nomination.id)
    grant_sight(actor, nomination.person_id, SightLevel.WORK, *because, role=leads)


def kept_until(decided_on: date) -> date:
    """When a nomination declined on that day is destroyed."""
    return decided_on + timedelta(days=value_of(Name.DECLINED_KEPT_DAYS))


def tell_authors(nomination: Nomination) -> None:
    """Marks what became of it as unread for everybody who said something for it."""
    authors = update(NominationStatement).where(
        NominationStatement.nomination_id == nomination.id,
        NominationStatement.sent_on.is_not(None),
    )
    db.session.execute(authors.values(outcome_unread=True))


def check_may_be_nominated(person: Person, strand: Strand) -> None:
    check_not_on_scheme(person)
    check_not_elsewhere(person)
    if open_nomination_of(person) is not None:
        raise RuleBroken("This person is nominated already: add what you know to that nomination.")
    _check_eligible(person, strand)


def check_not_on_scheme(person: Person) -> None:
    check_not_destroyed(person)
    if person.deceased_on is not None:
        raise RuleBroken("This person is recorded as having died.")
    if open_case_of(person) is not None:
        raise RuleBroken("This person is on the scheme already.")


def _check_eligible(person: Person, strand: Strand) -> None:
    """Age decides who may be nominated, and nothing else."""
    if strand not in STRANDS:
        raise RuleBroken("Nominate for Catch and Convict or for Prevent and Deter.", "strand")
    criteria = criteria_adopted_for(strand, "strand").opened()
    if strand is not strand_for(person):
        raise RuleBroken(
            "Prevent and Deter is for a child or young person; Catch and Convict is for adults.",
            "strand",
        )
    age = person.age_on(clock.today())
    if age is not None and not criteria.admits(age):
        oldest = f" to {criteria.oldest}" if criteria.oldest is not None else " or over"
        raise RuleBroken(f"{strand.words} is for those aged {criteria.youngest}{oldest}.", "strand")

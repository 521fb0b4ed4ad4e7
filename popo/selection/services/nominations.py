"""Proposing a person for the scheme."""

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
from popo.selection.models import Nomination, NominationStatus
from popo.selection.queries.criteria import criteria_in_force, kind_for
from popo.selection.queries.nominations import open_nomination_of

BECAUSE = "nominated"
STRANDS = (Strand.CATCH_AND_CONVICT, Strand.PREVENT_AND_DETER)
"""Rehabilitate and Resettle works with the same people as Catch and Convict."""


def nominate_person(actor: Actor, person: Person, strand: Strand, grounds: str) -> Nomination:
    """Any agency that sees a person may propose them; the lead of the strand then sees them too."""
    _check(person)
    _check_eligible(person, strand)
    nomination = Nomination(
        person_id=person.id,
        agency_id=actor.agency_id,
        kind=AssertionKind.ASSESSMENT,
        strand=strand,
        nominated_on=clock.today(),
        nominated_by_id=actor.user_id,
        grounds=grounds,
        status=NominationStatus.NOMINATED,
    )
    db.session.add(nomination)
    record(
        Event.PERSON_NOMINATED,
        actor,
        people=[person.id],
        about=(Nomination.__tablename__, nomination.id),
        content=[(nomination.key_scope(), {"strand": strand.value, "grounds": grounds})],
    )
    leads = RoleScope(Role.STRAND_LEAD, strand)
    grant_sight(actor, person.id, SightLevel.WORK, BECAUSE, nomination.id, role=leads)
    return nomination


def _check(person: Person) -> None:
    if person.deceased_on is not None:
        raise RuleBroken("This person is recorded as having died.")
    if open_case_of(person) is not None:
        raise RuleBroken("This person is on the scheme already.")
    if open_nomination_of(person) is not None:
        raise RuleBroken("This person is nominated already: add what you know to that nomination.")


def _check_eligible(person: Person, strand: Strand) -> None:
    """Age decides who may be nominated, and nothing else."""
    if strand not in STRANDS:
        raise RuleBroken("Nominate for Catch and Convict or for Prevent and Deter.", "strand")
    in_force = criteria_in_force(kind_for(strand))
    if in_force is None:
        raise RuleBroken(f"No criteria are adopted for {strand.words} yet.", "strand")
    is_for_young = strand is Strand.PREVENT_AND_DETER
    if person.is_young is not is_for_young:
        raise RuleBroken(
            "Prevent and Deter is for a child or young person; Catch and Convict is for adults.",
            "strand",
        )
    criteria, age = in_force.opened(), person.age_on(clock.today())
    if age is not None and not criteria.admits(age):
        oldest = f" to {criteria.oldest}" if criteria.oldest is not None else " or over"
        raise RuleBroken(f"{strand.words} is for those aged {criteria.youngest}{oldest}.", "strand")

"""The pool a draft is tried on: stored evidence of everybody, in a fixed number of statements.

Nothing sealed is opened and nobody is copied.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Permission
from popo.cases.models import Strand, StrandEngagement
from popo.db import db, plain_value, raw_key
from popo.errors import RuleBroken
from popo.intervals import on
from popo.people.models import Person, PersonName, SightLevel
from popo.people.queries import list_people, names_of
from popo.selection.criteria import Criteria
from popo.selection.models import CriteriaSet
from popo.selection.pool import Engagement, Held, Pool, Pooled
from popo.selection.queries.criteria import criteria_in_force
from popo.selection.queries.held import held_of_pool
from popo.selection.queries.subjects import (
    Listing,
    Raw,
    Subject,
    key_of,
    subjects,
    versions_adopted,
)
from popo.selection.simulate import Change, Simulation, simulate

MOST_NAMED = 100
"""In each list."""
_AS_SELECTED = (Strand.CATCH_AND_CONVICT, Strand.REHABILITATE_AND_RESETTLE)
"""The strands of this list, which a selection opens; who would lead is for the panel to say."""


@dataclass(frozen=True)
class Trial:
    """A draft tried on the pool, beside the version in force."""

    in_force: CriteriaSet
    former: Criteria
    draft: Criteria
    simulation: Simulation


def try_draft(actor: Actor, row: CriteriaSet) -> Trial:
    """Raises RuleBroken for what is no draft, or where there is nothing to compare it with."""
    if not row.is_draft:
        raise RuleBroken("Only a draft is tried on the pool: this version was adopted.")
    in_force = criteria_in_force(row.criteria_kind)
    if in_force is None:
        raise RuleBroken("No criteria are in force yet, so there is nothing to compare with.")
    former, draft = in_force.opened(), row.opened()
    if former.is_narrative or draft.is_narrative:
        raise RuleBroken("These criteria are answered in words: there are no points to work out.")
    done = simulate(pool_for(actor), former, draft, clock.today())
    return Trial(in_force, former, draft, done)


def counts_everybody(actor: Actor) -> bool:
    """Whoever decides for the whole scheme gets figures of all of it; others of whom they see."""
    return actor.sees_whole_scheme and actor.can(Permission.DECISION_RECORD)


def pool_for(actor: Actor) -> Pool:
    """Every adult nominated or on the scheme; names are asked for separately."""
    today, versions = clock.today(), versions_adopted()
    whole = counts_everybody(actor)
    nominated = subjects(actor, today, Listing.NOMINATED, versions, whole=whole)
    on_scheme = subjects(actor, today, Listing.ON_SCHEME, versions, whole=whole)
    held, leads = held_of_pool(), _engagements(today)
    as_selected = tuple(Engagement(strand, None) for strand in _AS_SELECTED)
    people = [
        *(_pooled(one, held, as_selected, on_scheme=False) for one in nominated),
        *(_pooled(one, held, tuple(leads[one.about]), on_scheme=True) for one in on_scheme),
    ]
    people.sort(key=lambda person: person.reference)
    criteria = {key: version.criteria for key, version in versions.items()}
    return Pool(tuple(people), criteria)


def people_named(
    lists: Iterable[list[Change]], actor: Actor
) -> dict[UUID, tuple[str, PersonName | None]]:
    """Reference and name of those among the first of each list whom the actor may see."""
    wanted = {change.person.person for each in lists for change in each[:MOST_NAMED]}
    seen = list_people(actor, Person.id.in_(wanted), level=SightLevel.READ)
    names = names_of((person.id for person in seen), actor)
    return {person.id: (person.reference, names.get(person.id)) for person in seen}


def _pooled(
    subject: Subject,
    held: dict[Raw, list[Held]],
    engagements: tuple[Engagement, ...],
    *,
    on_scheme: bool,
) -> Pooled:
    newest = subject.newest if subject.runs else None
    return Pooled(
        person=key_of(subject.person),
        reference=subject.reference,
        on_scheme=on_scheme,
        engagements=engagements,
        version=newest.version if newest else None,
        held=tuple(held.get(newest.scoring, ())) if newest else (),
    )


def _engagements(day: date) -> defaultdict[Raw, list[Engagement]]:
    rows = db.session.execute(
        select(
            raw_key(StrandEngagement.case_id),
            plain_value(StrandEngagement.strand),
            StrandEngagement.lead_agency_id,
        )
        .where(on(StrandEngagement, day), StrandEngagement.strand.in_(_AS_SELECTED))
        .order_by(StrandEngagement.strand, StrandEngagement.id)
    )
    held: defaultdict[Raw, list[Engagement]] = defaultdict(list)
    for case_id, strand, lead in rows:
        held[case_id].append(Engagement(strand, lead))
    return held

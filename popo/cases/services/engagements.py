"""The strands a case is worked under: several at once, exactly one of them primary."""

from datetime import date, timedelta
from uuid import UUID

from popo.access.actor import Actor, RoleScope
from popo.access.permissions import Role
from popo.accounts.models import AgencyKind
from popo.accounts.queries import list_agencies
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import SchemeCase, Strand, StrandEngagement
from popo.cases.queries import running
from popo.cases.queries.tiers import tier_names
from popo.db import db
from popo.errors import RuleBroken
from popo.people.models import Person, SightCompartment, SightLevel
from popo.people.models.person import ADULT_AGE
from popo.people.services import close_childhood, end_sight, grant_sight

_BECAUSE = "worked with under a strand"


def engage_strand(
    actor: Actor,
    case: SchemeCase,
    strand: Strand,
    lead_agency_id: UUID,
    effective_on: date,
    tier: str | None = None,
) -> StrandEngagement:
    """Works with the person under one more strand; the primary one stays as it is.

    A young person is worked with under an adults' strand by a decision only: see `escalate`.
    """
    _check_open(case, effective_on)
    if _young_primary(case):
        raise RuleBroken(
            "A young person is worked with under another strand by a decision: record it as an "
            "escalation.",
            "strand",
        )
    return begin_strands(actor, case, strand, lead_agency_id, effective_on, tier, primary=False)


def begin_strands(
    actor: Actor,
    case: SchemeCase,
    strand: Strand,
    lead_agency_id: UUID,
    day: date,
    tier: str | None,
    *,
    primary: bool,
) -> StrandEngagement:
    """Begins an engagement, and Rehabilitate and Resettle beside Catch and Convict."""
    held = {row.strand for row in running(StrandEngagement, case)}
    if strand in held:
        raise RuleBroken(f"The case is already worked with under {strand.words}.", "strand")
    check_tier(strand, tier)
    engagement = _begin(actor, case, strand, lead_agency_id, day, tier, primary=primary)
    beside = Strand.REHABILITATE_AND_RESETTLE
    if strand is Strand.CATCH_AND_CONVICT and beside not in held:
        lead = _probation() or lead_agency_id
        _begin(actor, case, beside, lead, day, None, primary=False)
    _keep_compartment(case, day)
    return engagement


def end_engagement(actor: Actor, engagement: StrandEngagement, effective_on: date) -> None:
    """Stops work under one strand; never the primary one, so that no case is without."""
    if engagement.is_primary:
        raise RuleBroken("Make another strand primary first, or close the case.")
    engagement.end(effective_on)
    end_sight_of(actor, engagement)
    end_childhood(actor, engagement)
    _keep_compartment(db.session.get_one(SchemeCase, engagement.case_id), effective_on)
    _record(Event.ENGAGEMENT_ENDED, actor, engagement)


def make_primary(
    actor: Actor, case: SchemeCase, engagement: StrandEngagement, effective_on: date
) -> StrandEngagement:
    """Makes a strand primary in place of another: both rows end, and two begin the same day."""
    _check_open(case, effective_on)
    rows = running(StrandEngagement, case)
    if engagement not in rows:
        raise RuleBroken("This strand has ended.")
    if engagement.is_primary:
        raise RuleBroken("This strand is already primary.")
    for row in rows:
        if row.is_primary:
            renew(actor, case, row, effective_on, tier=row.tier, primary=False)
    made = renew(actor, case, engagement, effective_on, tier=engagement.tier, primary=True)
    _record(Event.PRIMARY_MADE, actor, made)
    return made


def move_primary(
    actor: Actor, case: SchemeCase, strand: Strand, lead_agency_id: UUID, effective_on: date
) -> StrandEngagement:
    """Begins a strand that does not run yet as the primary one; the former goes on beside it."""
    _check_open(case, effective_on)
    for row in running(StrandEngagement, case):
        if row.is_primary and row.strand is not strand:
            renew(actor, case, row, effective_on, tier=row.tier, primary=False)
    made = begin_strands(actor, case, strand, lead_agency_id, effective_on, None, primary=True)
    _record(Event.PRIMARY_MADE, actor, made)
    return made


def end_sight_of(actor: Actor, engagement: StrandEngagement) -> None:
    end_sight(actor, engagement.id, because=_BECAUSE)


def end_childhood(actor: Actor, engagement: StrandEngagement) -> None:
    """With the work under Prevent and Deter the childhood on the scheme is over."""
    if engagement.strand is Strand.PREVENT_AND_DETER:
        close_childhood(actor, db.session.get_one(Person, engagement.person_id))


def renew(
    actor: Actor,
    case: SchemeCase,
    row: StrandEngagement,
    day: date,
    *,
    tier: str | None,
    primary: bool | None = None,
) -> StrandEngagement:
    """Ends a row and begins the same work anew, otherwise tiered or primary."""
    row.end(day)
    end_sight_of(actor, row)
    is_primary = row.is_primary if primary is None else primary
    return _begin(actor, case, row.strand, row.lead_agency_id, day, tier, primary=is_primary)


def _begin(
    actor: Actor,
    case: SchemeCase,
    strand: Strand,
    lead_agency_id: UUID,
    day: date,
    tier: str | None,
    *,
    primary: bool,
) -> StrandEngagement:
    row = StrandEngagement(
        person_id=case.person_id,
        agency_id=case.agency_id,
        case_id=case.id,
        strand=strand,
        is_primary=primary,
        tier=tier,
        lead_agency_id=lead_agency_id,
        starts_on=day,
    )
    db.session.add(row)
    _record(Event.STRAND_ENGAGED, actor, row, primary=primary)
    work = SightLevel.WORK
    grant_sight(actor, case.person_id, work, _BECAUSE, row.id, agency_id=lead_agency_id)
    leads = RoleScope(Role.STRAND_LEAD, strand)
    grant_sight(actor, case.person_id, work, _BECAUSE, row.id, role=leads)
    return row


def _record(event: Event, actor: Actor, row: StrandEngagement, **details: bool) -> None:
    record(
        event,
        actor,
        people=[row.person_id],
        about=(StrandEngagement.__tablename__, row.id),
        content=[(row.key_scope(), {"strand": row.strand.value, "tier": row.tier})],
        **details,
    )


def _check_open(case: SchemeCase, day: date) -> None:
    if case.closed_on is not None:
        raise RuleBroken("This case has closed.")
    if day < case.opened_on:
        raise RuleBroken("This cannot start before the case opened.", "effective_on")


def check_tier(strand: Strand, tier: str | None) -> None:
    if tier is None:
        return
    if strand is not Strand.PREVENT_AND_DETER:
        raise RuleBroken("Only Prevent and Deter has tiers.", "tier")
    if tier not in tier_names():
        raise RuleBroken("Choose one of the scheme's tiers.", "tier")


def _young_primary(case: SchemeCase) -> bool:
    rows = running(StrandEngagement, case)
    return any(row.is_primary and row.strand is Strand.PREVENT_AND_DETER for row in rows)


def _probation() -> UUID | None:
    found = (agency.id for agency in list_agencies() if agency.kind is AgencyKind.PROBATION)
    return next(found, None)


def _keep_compartment(case: SchemeCase, day: date) -> None:
    """Somebody known only to Prevent and Deter is kept with the young people, whatever the age.

    An adult comes out when that work has ended, by a hand-over or a decision; as with coming of
    age, who was 18 by the end of the month before, so that the day does not tell the birthday.
    """
    strands = {row.strand for row in running(StrandEngagement, case)}
    person = db.session.get_one(Person, case.person_id)
    last_month = day.replace(day=1) - timedelta(days=1)
    if strands == {Strand.PREVENT_AND_DETER}:
        person.sight_compartment = SightCompartment.YOUNG_PERSON
    elif Strand.PREVENT_AND_DETER not in strands and (person.age_on(last_month) or 0) >= ADULT_AGE:
        person.sight_compartment = SightCompartment.ADULT

"""Saying what somebody needs: a change of mind ends the row and begins another."""

from dataclasses import dataclass
from datetime import date

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.about import AssertionKind
from popo.people.models import Person
from popo.plans.models import Need, NeedLevel, Pathway
from popo.plans.policy import compartment_of, may_change_need
from popo.plans.queries.needs import running_like


@dataclass(frozen=True)
class NeedDetails:
    """`evidence_on` is the day of the evidence, not of the typing."""

    level: NeedLevel
    evidence: str
    source: str
    evidence_on: date | None


def add_need(
    actor: Actor, person: Person, pathway: Pathway, details: NeedDetails, *, health: bool
) -> Need:
    """`health`: what is written is health information, and goes into that compartment."""
    _check(details)
    compartment = compartment_of(pathway, health=health)
    if running_like(person.id, pathway, (actor.agency_id, compartment)) is not None:
        raise RuleBroken(
            "Your agency has said what it knows of this pathway. Change that instead.", "pathway"
        )
    need = Need(
        person_id=person.id,
        agency_id=actor.agency_id,
        compartment=compartment,
        kind=AssertionKind.ASSESSMENT,
        pathway=pathway,
        starts_on=clock.today(),
        written_by_id=actor.user_id,
        **_values(details),
    )
    db.session.add(need)
    _record(Event.NEED_ADDED, actor, need)
    return need


def edit_need(actor: Actor, need: Need, details: NeedDetails, read_version: int) -> Need:
    """The new row has the pathway, the owner and the compartment of the one it follows."""
    _check_may_change(actor, need, read_version)
    _check(details)
    before = told_of(need)
    need.end(clock.today())
    later = Need(
        person_id=need.person_id,
        agency_id=need.agency_id,
        compartment=need.compartment,
        kind=need.kind,
        handling=need.handling,
        pathway=need.pathway,
        starts_on=clock.today(),
        written_by_id=actor.user_id,
        **_values(details),
    )
    db.session.add(later)
    _record(Event.NEED_EDITED, actor, later, before)
    return later


def end_need(actor: Actor, need: Need, reason: str, read_version: int) -> None:
    _check_may_change(actor, need, read_version)
    if not reason.strip():
        raise RuleBroken("Say why this is no longer so.", "reason")
    need.end(clock.today())
    need.why_ended = reason.strip()
    _record(Event.NEED_ENDED, actor, need)


def _check_may_change(actor: Actor, need: Need, read_version: int) -> None:
    if need.version != read_version or need.ends_on is not None:
        raise StaleVersion
    if not may_change_need(actor, need):
        raise RuleBroken("Only the agency that wrote this can change it. Write your own instead.")


def _check(details: NeedDetails) -> None:
    if details.level is NeedLevel.NOT_KNOWN:
        return
    if not details.evidence.strip():
        raise RuleBroken("Say what shows it.", "evidence")
    if not details.source.strip():
        raise RuleBroken("Say who or what this comes from.", "source")
    if details.evidence_on is None:
        raise RuleBroken("Enter the day of the evidence.", "evidence_on")
    if details.evidence_on > clock.today():
        raise RuleBroken("The day of the evidence cannot be in the future.", "evidence_on")


def _values(details: NeedDetails) -> dict[str, object]:
    return {
        "level": details.level,
        "evidence": details.evidence.strip(),
        "source": details.source.strip(),
        "evidence_on": details.evidence_on,
    }


def told_of(need: Need) -> dict[str, str]:
    return {
        "pathway": need.pathway.value,
        "level": need.level.value,
        "evidence": need.evidence,
        "source": need.source,
        "evidence_on": need.evidence_on.isoformat() if need.evidence_on else "",
        "why_ended": need.why_ended or "",
    }


def _record(event: Event, actor: Actor, need: Need, before: dict[str, str] | None = None) -> None:
    content = {"after": told_of(need), **({"before": before} if before else {})}
    record(
        event,
        actor,
        people=[need.person_id],
        about=(Need.__tablename__, need.id),
        content=[(need.key_scope(), content)],
    )

"""Acting for a colleague who is away: for dated days, and over by itself."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Clearance, Permission, Role
from popo.accounts.models import RoleGrant, User
from popo.accounts.queries import actor_for, current_grants
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import Cover, Strand
from popo.cases.queries import cases_worked_on
from popo.cases.services.acting import ACTING, is_open_to_acting, see_for
from popo.db import db
from popo.errors import RuleBroken
from popo.intervals import overlaps
from popo.people.services import end_sight

LONGEST_COVER_DAYS = 92


@dataclass(frozen=True)
class NewCover:
    """`ends_on` is the first day after it. `leads_strand`: they lead the strand as well."""

    away: User
    acting: User
    starts_on: date
    ends_on: date
    reason: str
    leads_strand: bool = False


@dataclass(frozen=True)
class Covered:
    """`left_out` counts cases that acting does not open: restricted ones, and young people's."""

    cover: Cover
    cases: int
    left_out: int


def add_cover(actor: Actor, details: NewCover) -> Covered:
    _check(actor, details)
    acting = actor_for(details.acting)
    cover = Cover(
        away_id=details.away.id,
        acting_id=details.acting.id,
        agency_id=details.away.agency_id,
        set_by_id=actor.user_id,
        reason=details.reason.strip(),
        starts_on=details.starts_on,
        ends_on=details.ends_on,
    )
    if details.leads_strand:
        cover.role_grant_id = _lead_for_these_days(actor, details, acting).id
    db.session.add(cover)
    _record(Event.COVER_ADDED, actor, cover)
    worked_on = cases_worked_on(details.away.id)
    opened = [one for one, person in worked_on if is_open_to_acting(acting, person)]
    for assignment in opened:
        see_for(actor, cover, assignment)
    return Covered(cover, len(opened), len(worked_on) - len(opened))


def end_cover(actor: Actor, cover: Cover) -> None:
    """From this moment they act no longer; what had not begun never does."""
    today = clock.today()
    if cover.ends_on is not None and cover.ends_on <= today:
        raise RuleBroken("This has ended already.")
    _check_may(actor, cover.agency_id == actor.agency_id, cover.away_id == actor.user_id)
    cover.ends_on = max(today, cover.starts_on)
    if cover.role_grant_id is not None:
        grant = db.session.get_one(RoleGrant, cover.role_grant_id)
        grant.ends_on = max(today, grant.starts_on)
    for assignment, _ in cases_worked_on(cover.away_id):
        end_sight(actor, assignment.id, because=ACTING, user_id=cover.acting_id)
    _record(Event.COVER_ENDED, actor, cover)


def _check(actor: Actor, details: NewCover) -> None:
    away, acting = details.away, details.acting
    _check_may(actor, away.agency_id == actor.agency_id, away.id == actor.user_id)
    if acting.id == away.id:
        raise RuleBroken("Choose somebody else to act.", "acting")
    if acting.agency_id != away.agency_id:
        raise RuleBroken("Somebody of the same agency acts.", "acting")
    if acting.closed_at is not None or not actor_for(acting).can(Permission.CONTACT_LOG):
        raise RuleBroken("This colleague does not work with people. Choose another.", "acting")
    if details.starts_on < clock.today():
        raise RuleBroken("It begins today or later.", "starts_on")
    if details.ends_on <= details.starts_on:
        raise RuleBroken("The last day comes after the first, or is the same.", "last_on")
    if (details.ends_on - details.starts_on).days > LONGEST_COVER_DAYS:
        raise RuleBroken(
            f"At most {LONGEST_COVER_DAYS} days. Hand the cases over if it is for longer.",
            "last_on",
        )
    if not details.reason.strip():
        raise RuleBroken("Say why, in a word or two.", "reason")
    _check_free(details)


def _check_may(actor: Actor, own_agency: bool, oneself: bool) -> None:  # noqa: FBT001 - two facts
    leads = own_agency and actor.holds(Role.STRAND_LEAD)
    if not (oneself or leads or actor.holds(Role.COORDINATOR)):
        raise RuleBroken(
            "Whoever is away, a strand lead of their agency or the co-ordinator arranges this."
        )


def _check_free(details: NewCover) -> None:
    """Nobody is covered twice on one day, nor by somebody who is away."""
    keys = [details.away.id, details.acting.id]
    rows = db.session.scalars(
        select(Cover).where(Cover.away_id.in_(keys), Cover.ends_on > clock.today())
    ).all()
    span = details.starts_on, details.ends_on
    if overlaps([row for row in rows if row.away_id == details.away.id], *span):
        raise RuleBroken("Somebody acts for them on some of these days already.", "starts_on")
    if overlaps([row for row in rows if row.away_id == details.acting.id], *span):
        raise RuleBroken("Whoever acts is away on some of these days.", "acting")


def _lead_for_these_days(actor: Actor, details: NewCover, acting: Actor) -> RoleGrant:
    if not actor.holds(Role.COORDINATOR):
        raise RuleBroken("Only the co-ordinator lets somebody lead a strand.", "leads_strand")
    held = next((one for one in current_grants(details.away) if _leads(one)), None)
    if not isinstance(held, RoleGrant):
        raise RuleBroken("Whoever is away does not lead a strand.", "leads_strand")
    young = held.scope == Strand.PREVENT_AND_DETER
    if young and not acting.cleared_for(Clearance.PREVENT_AND_DETER):
        raise RuleBroken("Whoever acts is not cleared for Prevent and Deter.", "leads_strand")
    grant = RoleGrant(
        user_id=details.acting.id,
        role=held.role,
        scope=held.scope,
        starts_on=details.starts_on,
        ends_on=details.ends_on,
    )
    db.session.add(grant)
    return grant


def _leads(grant: object) -> bool:
    return isinstance(grant, RoleGrant) and grant.role is Role.STRAND_LEAD


def _record(event: Event, actor: Actor, cover: Cover) -> None:
    record(
        event,
        actor,
        about=(Cover.__tablename__, cover.id),
        away=str(cover.away_id),
        acting=str(cover.acting_id),
        starts_on=cover.starts_on.isoformat(),
        ends_on=cover.ends_on.isoformat() if cover.ends_on else "",
    )

"""What goes on after a case has closed: the exit plan, and telling every agency."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from popo import clock
from popo.access.actor import Actor, RoleScope
from popo.access.permissions import Permission, Role
from popo.accounts.queries import actor_for, user_by_id
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import ExitPlan, SchemeCase, Strand
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import SightLevel
from popo.people.services import end_sight, grant_sight
from popo.selection.leaving import SUPPORTS
from popo.selection.models import AfterWatch, ExitNotice
from popo.selection.policy import may_look_after
from popo.selection.queries.decisions import exit_plan_of
from popo.selection.services.after_watch import begin_watch, is_watched

BECAUSE = "looks after the step down"
_GRACE_DAYS = 31
"""How long after the last check is due those who do it still see the person."""


@dataclass(frozen=True)
class ExitDetails:
    """Who looks after the step down, until when, and how.

    `supports` says who gives each part of the support that goes on, by the keys of `SUPPORTS`.
    """

    owner_id: UUID
    ends_on: date
    words: str
    supports: Mapping[str, str] = field(default_factory=dict)


def begin_exit(actor: Actor, case: SchemeCase, strand: Strand, details: ExitDetails) -> ExitPlan:
    """Keeps the plan of a case that has closed, and begins the checks that follow.

    The owner and, while there are checks to do, the leads of the strand go on reading the record;
    nobody else does.
    """
    _check_plan(details)
    plan = ExitPlan(
        person_id=case.person_id,
        agency_id=case.agency_id,
        case_id=case.id,
        owner_id=details.owner_id,
        ends_on=details.ends_on,
        words=details.words,
        supports=_given(details.supports),
    )
    db.session.add(plan)
    watches = begin_watch(case, strand) if is_watched(case.end_reason) else []
    _give_sight(actor, plan, watches)
    return plan


def review_exit_plan(
    actor: Actor, plan: ExitPlan, details: ExitDetails, read_version: int
) -> ExitPlan:
    """The plan was gone through today; what changed in it is written over what stood there."""
    if plan.version != read_version:
        raise StaleVersion
    check_may_look_after(actor, plan)
    _check_plan(details)
    if details.ends_on < clock.today():
        raise RuleBroken("The plan cannot end before today.", "ends_on")
    if details.owner_id != plan.owner_id:
        raise RuleBroken("Hand the plan over to change its owner.", "owner")
    before = _told(plan)
    plan.ends_on, plan.words = details.ends_on, details.words
    plan.supports, plan.reviewed_on = _given(details.supports), clock.today()
    _record_plan(actor, plan, before)
    return plan


def hand_over_exit_plan(
    actor: Actor, plan: ExitPlan, owner_id: UUID, watches: Iterable[AfterWatch]
) -> None:
    """Somebody else looks after the step down from now on; the former owner's sight ends."""
    check_may_look_after(actor, plan)
    check_owner(owner_id)
    if owner_id == plan.owner_id:
        raise RuleBroken("This colleague owns the plan already.", "owner")
    before = _told(plan)
    end_sight(actor, plan.id, because=BECAUSE)
    plan.owner_id = owner_id
    _give_sight(actor, plan, [watch for watch in watches if watch.done_on is None])
    _record_plan(actor, plan, before)


def ask_to_tell(case: SchemeCase, agencies: Iterable[UUID]) -> None:
    """Puts every agency that worked with the person on the list of those to be told."""
    for agency_id in sorted(agencies):
        db.session.add(
            ExitNotice(
                person_id=case.person_id,
                agency_id=case.agency_id,
                case_id=case.id,
                told_agency_id=agency_id,
            )
        )


def note_told(actor: Actor, notice: ExitNotice) -> None:
    """The agency knows, as of today, that the case has closed."""
    check_may_look_after(actor, exit_plan_of(db.session.get_one(SchemeCase, notice.case_id)))
    if notice.told_on is not None:
        raise RuleBroken("This agency was told.")
    notice.told_on, notice.told_by_id = clock.today(), actor.user_id
    record(
        Event.EXIT_AGENCY_TOLD,
        actor,
        people=[notice.person_id],
        about=(ExitNotice.__tablename__, notice.id),
        agency=str(notice.told_agency_id),
    )


def check_owner(owner_id: UUID) -> None:
    """The owner still has an account, and works with people."""
    owner = user_by_id(owner_id)
    if owner is None or owner.closed_at is not None:
        raise RuleBroken("This colleague's account is closed.", "owner")
    if not actor_for(owner).can(Permission.CONTACT_LOG):
        raise RuleBroken("Choose a colleague who works with people.", "owner")


def check_may_look_after(actor: Actor, plan: ExitPlan | None) -> None:
    if not may_look_after(actor, plan):
        raise RuleBroken("The owner of the plan does this, or whoever records decisions.")


def _check_plan(details: ExitDetails) -> None:
    check_owner(details.owner_id)
    if unknown := details.supports.keys() - SUPPORTS.keys():
        raise ValueError(f"no such part of support: {sorted(unknown)}")


def _given(supports: Mapping[str, str]) -> dict[str, str] | None:
    return {part: who for part, who in supports.items() if who} or None


def _give_sight(actor: Actor, plan: ExitPlan, watches: list[AfterWatch]) -> None:
    last = max([plan.ends_on, *(watch.due_on for watch in watches)])
    until = clock.at(last + timedelta(days=_GRACE_DAYS if watches else 1))
    reads, person_id = SightLevel.READ, plan.person_id
    grant_sight(actor, person_id, reads, BECAUSE, plan.id, user_id=plan.owner_id, until=until)
    for strand in {watch.strand for watch in watches}:
        leads = RoleScope(Role.STRAND_LEAD, strand)
        grant_sight(actor, person_id, reads, BECAUSE, plan.id, role=leads, until=until)


def _told(plan: ExitPlan) -> dict[str, object]:
    return {
        "owner": str(plan.owner_id),
        "ends_on": plan.ends_on.isoformat(),
        "words": plan.words,
        "supports": plan.supports,
    }


def _record_plan(actor: Actor, plan: ExitPlan, before: dict[str, object]) -> None:
    record(
        Event.EXIT_PLAN_REVIEWED,
        actor,
        people=[plan.person_id],
        about=(ExitPlan.__tablename__, plan.id),
        content=[(plan.key_scope(), {"before": before, "after": _told(plan)})],
    )

"""Drafting, agreeing and following the group's action plan."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.accounts.queries import partnership
from popo.audit.events import Event
from popo.audit.services import record
from popo.checklist.kinds import Progress
from popo.checklist.models import GroupPlan, GroupPlanStatus, GroupTarget, TargetProgress
from popo.checklist.policy import may_work_on
from popo.checklist.queries.plan import MOST_TARGETS, newest_number, plan_with, targets_of
from popo.checklist.services.common import check_keeps, check_meeting, check_owner, check_said
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import Meeting, MeetingBody


@dataclass(frozen=True)
class NewTarget:
    words: str
    owner: User
    due_on: date
    measure: str
    baseline: str
    target: str


def draft_plan(actor: Actor) -> GroupPlan:
    """Begins the next version with the targets of the one in force."""
    check_keeps(actor)
    if plan_with(GroupPlanStatus.DRAFT) is not None:
        raise RuleBroken("A draft is being written already.")
    plan = GroupPlan(
        number=newest_number() + 1,
        status=GroupPlanStatus.DRAFT,
        drafted_on=clock.today(),
        drafted_by_id=actor.user_id,
        edits=0,
    )
    db.session.add(plan)
    agreed = plan_with(GroupPlanStatus.AGREED)
    for before in targets_of(agreed) if agreed else []:
        db.session.add(_copied(before, plan))
    _record_plan(Event.GROUP_PLAN_DRAFTED, actor, plan)
    return plan


def add_target(actor: Actor, plan: GroupPlan, details: NewTarget, read_version: int) -> GroupTarget:
    _check_draft(actor, plan, read_version)
    held = targets_of(plan)
    if len(held) >= MOST_TARGETS:
        raise RuleBroken(f"A plan has at most {MOST_TARGETS} targets.")
    key = uuid4()
    target = GroupTarget(
        id=key,
        plan_id=plan.id,
        agency_id=partnership().id,
        thread_id=key,
        position=max((row.position for row in held), default=0) + 1,
    )
    _write(target, details)
    db.session.add(target)
    _changed(Event.GROUP_TARGET_WRITTEN, actor, plan, target, {"after": _told_of(target)})
    return target


def edit_target(
    actor: Actor, plan: GroupPlan, target: GroupTarget, details: NewTarget, read_version: int
) -> None:
    """`read_version` is the plan's: it moves with each of its targets."""
    _check_draft(actor, plan, read_version)
    before = _told_of(target)
    _write(target, details)
    content = {"before": before, "after": _told_of(target)}
    _changed(Event.GROUP_TARGET_WRITTEN, actor, plan, target, content)


def remove_target(actor: Actor, plan: GroupPlan, target: GroupTarget, read_version: int) -> None:
    """Leaves it out of the draft; in agreed versions it stays."""
    _check_draft(actor, plan, read_version)
    _changed(Event.GROUP_TARGET_REMOVED, actor, plan, target, {"before": _told_of(target)})
    db.session.delete(target)


def agree_plan(actor: Actor, plan: GroupPlan, meeting: Meeting, read_version: int) -> None:
    """From now on nothing in it changes: the next version is another draft."""
    _check_draft(actor, plan, read_version)
    check_meeting(meeting, MeetingBody.ACTION_GROUP)
    if not targets_of(plan):
        raise RuleBroken("A plan without a target cannot be agreed.")
    before = plan_with(GroupPlanStatus.AGREED)
    if before is not None:
        before.status = GroupPlanStatus.REPLACED
        db.session.flush()  # only one is in force at a time
    plan.status, plan.meeting_id = GroupPlanStatus.AGREED, meeting.id
    plan.agreed_on, plan.agreed_by_id = clock.today(), actor.user_id
    _record_plan(Event.GROUP_PLAN_AGREED, actor, plan)


def note_progress(
    actor: Actor, plan: GroupPlan, target: GroupTarget, progress: Progress, words: str
) -> TargetProgress:
    """What its owner says of a target of the plan in force, dated today."""
    if not may_work_on(actor, target):
        raise RuleBroken("Only its owner and who runs meetings can do this.")
    if plan.status is not GroupPlanStatus.AGREED:
        raise RuleBroken("Progress is said of the plan in force.")
    row = TargetProgress(
        thread_id=target.thread_id,
        agency_id=target.agency_id,
        said_on=clock.today(),
        said_by_id=actor.user_id,
        progress=progress,
        words=check_said(words, "Say how it goes.", "words"),
    )
    db.session.add(row)
    record(
        Event.GROUP_TARGET_PROGRESS,
        actor,
        about=(GroupTarget.__tablename__, target.id),
        content=[(row.key_scope(), {"after": {"words": row.words}})],
        progress=progress.value,
    )
    return row


def _copied(before: GroupTarget, plan: GroupPlan) -> GroupTarget:
    return GroupTarget(
        plan_id=plan.id,
        agency_id=before.agency_id,
        thread_id=before.thread_id,
        position=before.position,
        owner_id=before.owner_id,
        owner_agency_id=before.owner_agency_id,
        due_on=before.due_on,
        words=before.words,
        measure=before.measure,
        baseline=before.baseline,
        target=before.target,
    )


def _write(target: GroupTarget, details: NewTarget) -> None:
    check_owner(details.owner)
    target.words = check_said(details.words, "Say what is to be reached.", "words")
    target.measure = check_said(details.measure, "Say how it is measured.", "measure")
    target.baseline = check_said(details.baseline, "Say where it starts.", "baseline")
    target.target = check_said(details.target, "Say what is aimed at.", "target")
    target.due_on = details.due_on
    target.owner_id, target.owner_agency_id = details.owner.id, details.owner.agency_id


def _check_draft(actor: Actor, plan: GroupPlan, read_version: int) -> None:
    check_keeps(actor)
    if plan.version != read_version:
        raise StaleVersion
    if plan.status is not GroupPlanStatus.DRAFT:
        raise RuleBroken("This version was agreed and no longer changes. Draft the next one.")


def _changed(
    event: Event,
    actor: Actor,
    plan: GroupPlan,
    target: GroupTarget,
    content: dict[str, dict[str, str]],
) -> None:
    plan.edits += 1
    record(
        event,
        actor,
        about=(GroupTarget.__tablename__, target.id),
        content=[(target.key_scope(), content)],
    )


def _record_plan(event: Event, actor: Actor, plan: GroupPlan) -> None:
    record(event, actor, about=(GroupPlan.__tablename__, plan.id), number=plan.number)


def _told_of(target: GroupTarget) -> dict[str, str]:
    return {
        "words": target.words,
        "owner": str(target.owner_id),
        "due_on": target.due_on.isoformat(),
        "measure": target.measure,
        "baseline": target.baseline,
        "target": target.target,
    }

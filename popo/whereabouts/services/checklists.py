"""Opening a release checklist, answering its steps, and moving them with the release."""

from datetime import date

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import Agency, User
from popo.accounts.queries import agency_by_id, partnership
from popo.actions.queries import may_own
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.keys.models import Compartment
from popo.people.models import Person
from popo.people.queries.stops import check_goes_on
from popo.whereabouts.models import DateKind, ReleaseChecklist, ReleaseStep, StepStatus
from popo.whereabouts.policy import may_answer
from popo.whereabouts.queries.checklists import (
    Owner,
    may_open_checklist,
    next_release,
    running_checklist,
    steps_held,
    team_of,
)
from popo.whereabouts.release_steps import OPENS_DAYS, StepRule, due_on, steps_of


def open_checklist(actor: Actor, person: Person) -> ReleaseChecklist:
    """The steps of the next release, each with its owner and its day. Closes the one before."""
    check_goes_on(person)
    release, former = next_release(person), running_checklist(person)
    if release is None:
        raise RuleBroken("Record the release date first: the steps are dated from it.")
    if former is not None and former.released_on is None:
        raise RuleBroken("This release has its checklist.")
    if not may_open_checklist(release, former):
        raise RuleBroken(f"A checklist is opened at most {OPENS_DAYS} days before the release.")
    if former is not None:
        former.closed_on = clock.today()
    checklist = ReleaseChecklist(
        person_id=person.id,
        agency_id=partnership().id,
        release_kind=release.date_kind,
        release_on=release.falls_on,
        opened_by_id=actor.user_id,
    )
    db.session.add(checklist)
    _add_steps(actor, person, checklist)
    _record(Event.CHECKLIST_OPENED, actor, checklist)
    return checklist


def follow_release(actor: Actor, person: Person) -> None:
    """Dates the open steps from the release date that stands now, where it is another."""
    checklist, release = running_checklist(person), next_release(person)
    if checklist is None or checklist.released_on is not None or release is None:
        return
    _move(actor, checklist, release.falls_on, release.date_kind)
    _add_steps(actor, person, checklist)


def note_released(actor: Actor, person: Person, day: date) -> None:
    """The person came out: what is to follow is dated from the day they did."""
    checklist = running_checklist(person)
    if checklist is None or checklist.released_on is not None:
        return
    checklist.released_on = day
    _move(actor, checklist, day, checklist.release_kind)


def end_step(
    actor: Actor, step: ReleaseStep, status: StepStatus, evidence: str, read_version: int
) -> None:
    """Done, with how that is known; or not needed, with why."""
    _check(actor, step, read_version)
    if not step.is_open:
        raise RuleBroken("This step has its answer. Open it again to change it.")
    if status is StepStatus.OPEN:
        raise RuleBroken("Choose whether it is done or not needed.", "status")
    if not evidence.strip():
        why = "Say how you know." if status is StepStatus.DONE else "Say why it is not needed."
        raise RuleBroken(why, "evidence")
    before = _told_of(step)
    step.status = status
    step.evidence = evidence.strip()
    step.ended_on = clock.today()
    step.ended_by_id = actor.user_id
    _record_step(Event.RELEASE_STEP_ENDED, actor, step, before)


def reopen_step(actor: Actor, step: ReleaseStep, read_version: int) -> None:
    """It was not so after all. What was said stays in the trail."""
    _check(actor, step, read_version)
    if step.is_open:
        raise RuleBroken("This step is open.")
    before = _told_of(step)
    checklist = db.session.get_one(ReleaseChecklist, step.checklist_id)
    step.status = StepStatus.OPEN
    step.evidence = step.ended_on = step.ended_by_id = None
    step.due_on = due_on(step.step, checklist.release_on)
    _record_step(Event.RELEASE_STEP_REOPENED, actor, step, before)


def assign_step(
    actor: Actor,
    step: ReleaseStep,
    person: Person,
    agency: Agency,
    user: User | None,
    read_version: int,
) -> None:
    """Gives an open step to an agency, and to somebody there if anybody is named."""
    _check(actor, step, read_version)
    if not step.is_open:
        raise RuleBroken("This step has its answer.")
    if user is not None and not may_own(user, person):
        raise RuleBroken(
            f"{user.name} cannot be given this as things stand. Choose somebody else.", "owner"
        )
    if agency.id not in {owner.agency.id for owner in team_of(person)}:
        raise RuleBroken(
            f"{agency.short_name} does not work with {person.reference}. Choose another.", "owner"
        )
    if step.compartment is not Compartment.CORE and agency.id != step.agency_id:
        raise RuleBroken("What is about treatment stays with the service that treats.", "owner")
    before = _told_of(step)
    step.owner_agency_id = agency.id
    step.owner_id = user.id if user else None
    _record_step(Event.RELEASE_STEP_ASSIGNED, actor, step, before)


def _add_steps(actor: Actor, person: Person, checklist: ReleaseChecklist) -> None:
    """Those it needs and has not: an earlier curfew release asks for one more."""
    held = {step.step for step in steps_held(checklist)}
    on_curfew = checklist.release_kind is DateKind.RELEASE_HDC
    lacking = steps_of(on_curfew=on_curfew, already=held)
    if not lacking:
        return
    team = team_of(person) or [Owner(_own_agency(actor))]
    for rule in lacking:
        db.session.add(_step(checklist, rule, _owner(rule, team)))


def _own_agency(actor: Actor) -> Agency:
    agency = agency_by_id(actor.agency_id)
    assert agency is not None  # noqa: S101 - every actor is of one
    return agency


def _owner(rule: StepRule, team: list[Owner]) -> Owner:
    """The first of the team whose agency does such things, else whoever leads."""
    for kind in rule.owners:
        for owner in team:
            if owner.agency.kind == kind:
                return owner
    return team[0]


def _step(checklist: ReleaseChecklist, rule: StepRule, owner: Owner) -> ReleaseStep:
    treatment = rule.about_treatment
    return ReleaseStep(
        person_id=checklist.person_id,
        agency_id=owner.agency.id if treatment else checklist.agency_id,
        compartment=Compartment.HEALTH if treatment else Compartment.CORE,
        checklist_id=checklist.id,
        step=rule.step,
        due_on=due_on(rule.step, checklist.release_on),
        owner_agency_id=owner.agency.id,
        owner_id=owner.user.id if owner.user else None,
        status=StepStatus.OPEN,
    )


def _move(actor: Actor, checklist: ReleaseChecklist, day: date, kind: DateKind) -> None:
    checklist.release_kind = kind
    if day == checklist.release_on:
        return
    checklist.moved_from, checklist.moved_on = checklist.release_on, clock.today()
    checklist.release_on = day
    for step in steps_held(checklist):
        if step.is_open:
            step.due_on = due_on(step.step, day)
    _record(Event.CHECKLIST_MOVED, actor, checklist)


def _check(actor: Actor, step: ReleaseStep, read_version: int) -> None:
    if step.version != read_version:
        raise StaleVersion
    if not may_answer(actor, step):
        raise RuleBroken(
            "Only those of the agency that owns this step, a strand's lead or the co-ordinator "
            "can do this."
        )


def _record(event: Event, actor: Actor, checklist: ReleaseChecklist) -> None:
    days = {
        "release_on": checklist.release_on.isoformat(),
        "moved_from": checklist.moved_from.isoformat() if checklist.moved_from else "",
    }
    record(
        event,
        actor,
        people=[checklist.person_id],
        about=(ReleaseChecklist.__tablename__, checklist.id),
        content=[(checklist.key_scope(), days)],
    )


def _record_step(event: Event, actor: Actor, step: ReleaseStep, before: dict[str, str]) -> None:
    """Which step it was is sealed too: one of them is about treatment."""
    record(
        event,
        actor,
        people=[step.person_id],
        about=(ReleaseStep.__tablename__, step.id),
        content=[(step.key_scope(), {"before": before, "after": _told_of(step)})],
    )


def _told_of(step: ReleaseStep) -> dict[str, str]:
    return {
        "step": step.step.value,
        "status": step.status.value,
        "due_on": step.due_on.isoformat(),
        "owner_agency": str(step.owner_agency_id),
        "owner": str(step.owner_id or ""),
        "evidence": step.evidence or "",
    }

"""Opening and closing a spell on the scheme, and its status between."""

from datetime import date
from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import partnership
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import (
    Assignment,
    CaseEnd,
    SchemeCase,
    SchemeStatus,
    Status,
    Strand,
    StrandEngagement,
    TrafficLight,
)
from popo.cases.queries import case_history, running
from popo.cases.services.assignments import stop_assignment
from popo.cases.services.engagements import begin_strands, end_childhood, end_sight_of
from popo.db import db
from popo.errors import RuleBroken
from popo.intervals import Interval
from popo.people.models import Person

_FINAL_STATUS = {
    CaseEnd.DECEASED: Status.DECEASED,
    CaseEnd.MOVED: Status.TRANSFERRED_OUT,
    CaseEnd.SELECTED_IN_ERROR: Status.CLOSED,
    CaseEnd.TURNED_18: Status.CLOSED,
    CaseEnd.NOT_RATIFIED: Status.CLOSED,
}
"""What a case is after each ending; de-selected where nothing is said."""


def open_case(
    actor: Actor,
    person: Person,
    strand: Strand,
    effective_on: date,
    lead_agency_id: UUID,
    tier: str | None = None,
) -> SchemeCase:
    """Starts a spell on the scheme; Rehabilitate and Resettle opens beside Catch and Convict."""
    spells = case_history(person)
    _check_new_spell(person, spells, effective_on)
    owner = partnership().id
    case = SchemeCase(
        person_id=person.id, agency_id=owner, spell=len(spells) + 1, opened_on=effective_on
    )
    db.session.add(case)
    _begin_status(case, Status.ACTIVE, effective_on)
    record(
        Event.CASE_OPENED,
        actor,
        people=[person.id],
        about=(SchemeCase.__tablename__, case.id),
        spell=case.spell,
    )
    begin_strands(actor, case, strand, lead_agency_id, effective_on, tier, primary=True)
    return case


def _check_new_spell(person: Person, spells: list[SchemeCase], effective_on: date) -> None:
    if person.deceased_on is not None:
        raise RuleBroken("This person is recorded as having died.")
    for spell in spells:
        if spell.closed_on is None:
            raise RuleBroken("This person already has an open case.")
        if spell.closed_on > effective_on:
            raise RuleBroken("The case cannot open before the last one closed.", "effective_on")


def close_case(actor: Actor, case: SchemeCase, reason: CaseEnd, effective_on: date) -> None:
    """Ends the spell and everything that ran in it, the sight it gave as well."""
    _check_open(case)
    last = last_change(case)
    if effective_on < last:
        raise RuleBroken(
            f"The case was changed on {clock.written(last)}: it cannot close before that day.",
            "effective_on",
        )
    case.closed_on, case.end_reason = effective_on, reason
    for status in running(SchemeStatus, case):
        status.end(effective_on)
    _begin_status(case, _FINAL_STATUS.get(reason, Status.DE_SELECTED), effective_on)
    for engagement in running(StrandEngagement, case):
        engagement.end(effective_on)
        end_sight_of(actor, engagement)
        end_childhood(actor, engagement)
    for assignment in running(Assignment, case):
        stop_assignment(actor, assignment, effective_on)
    for light in running(TrafficLight, case):
        light.end(effective_on)
    record(
        Event.CASE_CLOSED,
        actor,
        people=[case.person_id],
        about=(SchemeCase.__tablename__, case.id),
        content=[(case.key_scope(), {"reason": reason.value, "on": effective_on.isoformat()})],
    )


def set_status(actor: Actor, case: SchemeCase, status: Status, effective_on: date) -> SchemeStatus:
    """Of an open case: active, or de-selection proposed. The others come with closing."""
    _check_open(case)
    if status not in {Status.ACTIVE, Status.DE_SELECTION_PROPOSED}:
        raise RuleBroken("Close the case to give it this status.", "status")
    former = running(SchemeStatus, case)
    if any(row.status is status for row in former):
        raise RuleBroken("The case already has this status.", "status")
    for row in former:
        row.end(effective_on)
    begun = _begin_status(case, status, effective_on)
    record(
        Event.STATUS_SET,
        actor,
        people=[case.person_id],
        about=(SchemeCase.__tablename__, case.id),
        content=[
            (
                case.key_scope(),
                {"before": [row.status.value for row in former], "after": status.value},
            )
        ],
    )
    return begun


def _begin_status(case: SchemeCase, status: Status, day: date) -> SchemeStatus:
    row = SchemeStatus(
        person_id=case.person_id,
        agency_id=case.agency_id,
        case_id=case.id,
        status=status,
        starts_on=day,
    )
    db.session.add(row)
    return row


def _check_open(case: SchemeCase) -> None:
    if case.closed_on is not None:
        raise RuleBroken("This case has closed.")


def last_change(case: SchemeCase) -> date:
    """The day the newest thing that runs in the case began."""
    rows: list[Interval] = [
        *running(SchemeStatus, case),
        *running(StrandEngagement, case),
        *running(Assignment, case),
        *running(TrafficLight, case),
    ]
    return max([case.opened_on, *(row.starts_on for row in rows)])

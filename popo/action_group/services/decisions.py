"""Decisions of a meeting: recorded as it sits, confirmed one by one or all at once, or dropped."""

from collections.abc import Sequence

from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import partnership
from popo.action_group.deciding import DecisionKind
from popo.action_group.models import MeetingDecision
from popo.action_group.policy import may_confirm
from popo.action_group.queries.decisions import Taken, waiting_at
from popo.action_group.queries.standings import Standing, standing_of
from popo.action_group.services.carrying_out import carry_out
from popo.action_group.services.terms import Terms
from popo.action_group.services.undoing import Undone, all_or_nothing, undo_it
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import AgendaItem, Meeting, MeetingStatus
from popo.meetings.queries import Cited, meeting_of
from popo.people.models import Person

CHANGED = "The record was changed since this was recorded: drop it and record it again."
_NOTHING = {
    DecisionKind.DE_SELECT: "De-selection is proposed first, so that every agency is asked.",
    DecisionKind.MOVE_STRAND: "There is no open case that could be moved.",
    DecisionKind.CHANGE_COLOUR: "There is no open case that has a colour.",
}


class NotConfirmed(Exception):  # noqa: N818 - it names what happened
    """Some no longer fit, so nothing was changed: each in words, and why."""

    def __init__(self, failed: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{words}: {why}" for words, why in failed))
        self.failed = failed


def record_decision(
    actor: Actor,
    item: AgendaItem,
    person: Person,
    kind: DecisionKind,
    terms: Terms,
    reasons: str,
    seen: int | None = None,
) -> MeetingDecision:
    """Changes nothing but is tried: what the rules refuse today is refused already here.

    `seen` is the version of what it changes as the form was opened, None where there was no form.
    """
    _check_sits(meeting_of(item))
    if not reasons.strip():
        raise RuleBroken("Give the reasons of the meeting.", "reasons")
    standing = standing_of(kind, person, actor)
    if standing is None:
        raise RuleBroken(_NOTHING.get(kind, "No nomination of this person waits."))
    if seen is not None and seen != standing.version:
        raise StaleVersion
    if waiting_at(item, kind.once):
        raise RuleBroken("A decision on this waits at this item already: drop it first.")
    row = MeetingDecision(
        person_id=person.id,
        agency_id=partnership().id,
        agenda_item_id=item.id,
        decision_kind=kind,
        about_id=standing.about_id,
        seen=standing.version,
        terms=terms.keep(),
        reasons=reasons,
        proposed_by_id=actor.user_id,
    )
    taken = Taken(row, person, Cited(item, meeting_of(item)))
    _try(actor, taken, standing)
    db.session.add(row)
    _record(Event.MEETING_DECISION_RECORDED, actor, row)
    return row


def confirm_decision(actor: Actor, taken: Taken) -> None:
    """Changes the record; judged as everything stands now."""
    with all_or_nothing():
        _confirm(actor, taken)


def confirm_all(actor: Actor, decisions: Sequence[Taken]) -> None:
    """All or nothing. Raises NotConfirmed that names each which no longer fits."""
    waiting = [taken for taken in decisions if taken.row.waits]
    if not waiting:
        raise RuleBroken("Nothing waits to be confirmed.")
    failed: list[tuple[str, str]] = []
    try:
        with all_or_nothing():
            for taken in waiting:
                failed += _failure(actor, taken)
            if failed:
                undo_it()
    except Undone:
        raise NotConfirmed(failed) from None


def drop_decision(actor: Actor, taken: Taken) -> None:
    """It was recorded in error; nothing had changed."""
    row = _locked(taken.row)
    if not row.waits:
        raise RuleBroken("This was confirmed or dropped already.")
    row.dropped_on = clock.today()
    _record(Event.MEETING_DECISION_DROPPED, actor, row)


def _failure(actor: Actor, taken: Taken) -> list[tuple[str, str]]:
    """One that fails does not stop the others from being judged."""
    words = f"{taken.words} ({taken.person.reference})"
    try:
        with all_or_nothing():
            _confirm(actor, taken)
    except RuleBroken as broken:
        return [(words, broken.message)]
    except StaleVersion:
        return [(words, CHANGED)]
    return []


def _confirm(actor: Actor, taken: Taken) -> None:
    row = _locked(taken.row)
    if row.confirmed_on is not None:
        raise RuleBroken("This was confirmed already.")
    if row.dropped_on is not None:
        raise RuleBroken("This was dropped.")
    if not may_confirm(actor, row):
        raise RuleBroken("The chair confirms this, or somebody who did not record it.")
    _check_sat(taken.at.meeting)
    standing = standing_of(row.decision_kind, taken.person, actor)
    if standing is None or standing.about_id != row.about_id or standing.version != row.seen:
        raise RuleBroken(CHANGED)
    carry_out(actor, taken, standing)
    row.confirmed_on, row.confirmed_by_id = clock.today(), actor.user_id
    _record(Event.MEETING_DECISION_CONFIRMED, actor, row)


def _try(actor: Actor, taken: Taken, standing: Standing) -> None:
    """Carries it out and undoes it; a de-selection only the chair may confirm is not tried."""
    if taken.row.decision_kind is DecisionKind.DE_SELECT:
        return
    try:
        with all_or_nothing():
            carry_out(actor, taken, standing)
            undo_it()
    except Undone:
        taken.row.decision_id = taken.row.light_id = None


def _locked(row: MeetingDecision) -> MeetingDecision:
    """As it is now: two chairs who confirm at once wait for one another."""
    statement = select(MeetingDecision).where(MeetingDecision.id == row.id).with_for_update()
    return db.session.scalars(statement, execution_options={"populate_existing": True}).one()


def _check_sits(meeting: Meeting) -> None:
    if meeting.status is MeetingStatus.CONFIRMED:
        raise RuleBroken("The minutes of this meeting are confirmed.")
    _check_sat(meeting)


def _check_sat(meeting: Meeting) -> None:
    if meeting.status is MeetingStatus.CANCELLED:
        raise RuleBroken("This meeting was cancelled.")
    if meeting.day > clock.today():
        raise RuleBroken("This meeting has not taken place yet.")


def _record(event: Event, actor: Actor, row: MeetingDecision) -> None:
    content = {"reasons": row.reasons, "terms": row.terms}
    record(
        event,
        actor,
        people=[row.person_id],
        about=(MeetingDecision.__tablename__, row.id),
        content=[(row.key_scope(), content)],
        kind=row.decision_kind.value,
    )

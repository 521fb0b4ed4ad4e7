"""Putting what was proposed on the agenda, in the order the chair gave it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from popo.access.actor import Actor
from popo.action_group.models import AgendaRequest
from popo.action_group.policy import is_open_request
from popo.action_group.proposing import Proposal, Trigger, parts
from popo.action_group.queries.proposal import on_agenda
from popo.db import db
from popo.errors import RuleBroken
from popo.meetings.models import AgendaItem, ItemKind, Meeting, MeetingStatus
from popo.meetings.services import NewItem, add_item
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to

LONGEST_TITLE = 300


def put_on_agenda(actor: Actor, meeting: Meeting, lines: Sequence[Proposal]) -> list[AgendaItem]:
    """One item each, young people's after all others; whoever is on the agenda stays as they are.

    A request about somebody is answered by it. The agenda closes once the meeting has sat.
    """
    if meeting.status is not MeetingStatus.PLANNED:
        raise RuleBroken("This meeting has sat or was cancelled: its agenda is not proposed.")
    held = on_agenda(meeting)
    split = parts(line for line in lines if line.subject.person_id not in held)
    ordered = [*split.others, *split.young]
    people = _people(actor, [line.subject.person_id for line in ordered])
    items: dict[UUID, AgendaItem] = {}
    for line in ordered:
        person = people.get(line.subject.person_id)
        if person is not None:
            details = NewItem(item_kind(line), title_of(line), person)
            items[person.id] = add_item(actor, meeting, details)
    _answer_requests(actor, items)
    return list(items.values())


def item_kind(line: Proposal) -> ItemKind:
    if line.has(Trigger.NOMINATION_READY):
        return ItemKind.NOMINATION
    return ItemKind.DE_SELECTION if line.has(Trigger.DE_SELECTION_PROPOSED) else ItemKind.REVIEW


def title_of(line: Proposal) -> str:
    """Every reason, as far as a title goes."""
    words = line.words
    return words if len(words) <= LONGEST_TITLE else f"{words[: LONGEST_TITLE - 1].rstrip()}…"


def _people(actor: Actor, keys: list[UUID]) -> dict[UUID, Person]:
    rows = db.session.scalars(
        select(Person).where(Person.id.in_(keys), visible_to(actor, SightLevel.READ))
    )
    return {row.id: row for row in rows}


def _answer_requests(actor: Actor, items: dict[UUID, AgendaItem]) -> None:
    """Those the actor may read: what they never saw, they cannot answer."""
    rows = db.session.scalars(
        select(AgendaRequest).where(
            AgendaRequest.person_id.in_(list(items)),
            is_open_request(),
            readable(AgendaRequest, actor),
        )
    )
    for row in rows:
        row.agenda_item_id = items[row.person_id].id

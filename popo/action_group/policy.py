"""What waits for the Action Group, and who confirms what it decided."""

from sqlalchemy import ColumnElement, and_

from popo.access.actor import Actor
from popo.access.permissions import Permission, Role
from popo.action_group.models import AgendaRequest, MeetingDecision


def is_open_request() -> ColumnElement[bool]:
    """Neither put on an agenda nor taken back."""
    return and_(AgendaRequest.agenda_item_id.is_(None), AgendaRequest.withdrawn_on.is_(None))


def may_confirm(actor: Actor, decision: MeetingDecision) -> bool:
    """The chair; else somebody who records decisions, but not what they wrote down themselves."""
    if not actor.can(Permission.DECISION_RECORD):
        return False
    return actor.holds(Role.CHAIR) or decision.proposed_by_id != actor.user_id


def waits() -> ColumnElement[bool]:
    """On `MeetingDecision`: neither confirmed nor dropped."""
    return and_(MeetingDecision.confirmed_on.is_(None), MeetingDecision.dropped_on.is_(None))

"""What is asked of the Action Group, and who reads it."""

from sqlalchemy import ColumnElement, and_

from popo.action_group.models import AgendaRequest


def is_open_request() -> ColumnElement[bool]:
    """Neither put on an agenda nor taken back."""
    return and_(AgendaRequest.agenda_item_id.is_(None), AgendaRequest.withdrawn_on.is_(None))

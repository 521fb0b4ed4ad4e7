"""The blueprint, and what its views share."""

from uuid import UUID

from flask import Blueprint, abort, render_template
from werkzeug.wrappers import Response

from popo.meetings import queries
from popo.meetings.models import AgendaItem, Meeting
from popo.meetings.queries import Line
from popo.people.services import looked_at_list
from popo.web.current import actor
from popo.web.forms import Form
from popo.web.guard import refuse_sight

meetings = Blueprint("meetings", __name__)
Answer = Response | str | tuple[str, int]


def form_page(template: str, form: Form, **values: object) -> Answer:
    page = render_template(template, form=form, **values)
    return (page, 422) if form.errors else page


def looked_at_lines(lines: list[Line]) -> None:
    looked_at_list(actor(), [line.person.id for line in lines if line.person], "agenda")


def meeting_or_404(meeting_id: UUID) -> Meeting:
    return queries.get_meeting(meeting_id) or abort(404)


def item_or_404(item_id: UUID) -> AgendaItem:
    item = queries.get_item(item_id, actor())
    if item is None:
        refuse_sight("agenda item")
    return item

"""Changing and striking out lines of the minutes."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.errors import RuleBroken, StaleVersion
from popo.meetings import services as meeting_services
from popo.meetings.models import AgendaItem, MinuteLine
from popo.meetings.queries import get_line, meeting_of
from popo.room import services
from popo.room.forms import EditLineForm, StrikeLineForm
from popo.room.views.blueprint import Answer, looked_at_item, room, room_href
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done


@room.route("/meetings/lines/<uuid:line_id>/edit", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def edit_line(line_id: UUID) -> Answer:
    line, item = _line(line_id)
    form = EditLineForm(data=_as_held(line))
    if form.validate_on_submit():
        try:
            meeting_services.edit_line(actor(), item, line, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            now = EditLineForm(None, data=_as_held(line))
            looked_at_item(item)
            return conflict_page(form, now, url_for(".edit_line", line_id=line.id))
        else:
            done("The line is changed.")
            return redirect(room_href(meeting_of(item), item.number))
    return _line_page("room/edit_line.html", form, line, item)


@room.route("/meetings/lines/<uuid:line_id>/strike", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def strike_line(line_id: UUID) -> Answer:
    line, item = _line(line_id)
    form = StrikeLineForm(data={"version": line.version})
    if form.validate_on_submit():
        reason, instead = form.details()
        try:
            services.strike_line(actor(), item, line, reason, form.version.data, instead)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            now = StrikeLineForm(None, data={"version": line.version})
            also = [("The line", "", line.words, "Struck out")]
            looked_at_item(item)
            return conflict_page(form, now, url_for(".strike_line", line_id=line.id), also)
        else:
            done("The line is struck out; it stays to be read.")
            return redirect(room_href(meeting_of(item), item.number))
    return _line_page("room/strike_line.html", form, line, item)


def _line_page(
    template: str, form: EditLineForm | StrikeLineForm, line: MinuteLine, item: AgendaItem
) -> Answer:
    looked_at_item(item)
    meeting = meeting_of(item)
    page = render_template(
        template,
        form=form,
        line=line,
        item=item,
        href=room_href(meeting, item.number),
        meeting=meeting,
    )
    return page, 422 if form.errors else 200


def _as_held(line: MinuteLine) -> dict[str, Any]:
    return {"version": line.version, "words": line.words}


def _line(line_id: UUID) -> tuple[MinuteLine, AgendaItem]:
    found = get_line(line_id, actor())
    if found is None:
        refuse_sight("line of the minutes")
    return found

"""The page on the wall, and what is done from it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.actions.standing import STATUS_WORDS
from popo.contacts.wording import OUTCOME_WORDS, TYPE_WORDS
from popo.drafts.services import mark_sent
from popo.errors import RuleBroken, StaleVersion
from popo.meetings import services as meeting_services
from popo.meetings.forms import KINDS as ITEM_KINDS
from popo.meetings.models import AgendaItem, Meeting, MeetingStatus, MinuteLine
from popo.meetings.queries import get_item, get_line, get_meeting, meeting_of
from popo.people.services import looked_at_list
from popo.room import services
from popo.room.forms import ClearRoomForm, EditLineForm, StrikeLineForm, TakeLineForm
from popo.room.queries import Sitting, Wall, sitting_of, wall_of
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done, done_once

room = Blueprint("room", __name__)
Answer = Response | str | tuple[str, int]
_THEMES = {"projector": True, "plain": False}


@room.route("/meetings/<uuid:meeting_id>/room", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def in_room(meeting_id: UUID) -> Answer:
    """`item` in the address is a number of the agenda; `theme` is `projector` or `plain`."""
    meeting = _meeting(meeting_id)
    if (theme := request.args.get("theme", "")) in _THEMES:
        session["projector"] = _THEMES[theme]
    sitting = sitting_of(meeting, request.args.get("item", type=int), actor())
    form = TakeLineForm()
    if sitting.item and form.validate_on_submit():
        try:
            _take(sitting.item, form)
        except RuleBroken as broken:
            form.show(broken)
        else:
            return redirect(_href(meeting, sitting.number))
    return _page(meeting, sitting, form)


def _take(item: AgendaItem, form: TakeLineForm) -> None:
    first = mark_sent(actor(), str(form.idempotency.data))
    said = "The line is in the minutes."
    if first:
        kind, words = form.details()
        taken = services.take_line(actor(), item, kind, words)
        if taken.asked:
            names = ", ".join(f"{user.name}, {user.agency.short_name}" for user in taken.asked)
            said = f"In the minutes. Asked to do something: {names}."
    done_once(said, first=first)


def _page(meeting: Meeting, sitting: Sitting, form: TakeLineForm) -> Answer:
    wall = wall_of(sitting.item, sitting.room, sitting.hearing) if sitting.item else Wall()
    shown = {
        entry.item.person_id
        for entry in sitting.entries
        if entry.is_open and entry.item and entry.item.person_id
    }
    looked_at_list(actor(), shown, "meeting room")
    page = render_template(
        "room/in_room.html",
        meeting=meeting,
        sitting=sitting,
        item=sitting.item,
        wall=wall,
        form=form,
        me=actor().user_id,
        projector=bool(session.get("projector")),
        kinds=ITEM_KINDS,
        closed=meeting.status in {MeetingStatus.CONFIRMED, MeetingStatus.CANCELLED},
        status_words=STATUS_WORDS,
        outcome_words=OUTCOME_WORDS,
        type_words=TYPE_WORDS,
        today=clock.today(),
    )
    return page, 422 if form.errors else 200


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
            _looked_at(item)
            return conflict_page(form, now, url_for(".edit_line", line_id=line.id))
        else:
            done("The line is changed.")
            return redirect(_href(meeting_of(item), item.number))
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
            _looked_at(item)
            return conflict_page(form, now, url_for(".strike_line", line_id=line.id), also)
        else:
            done("The line is struck out; it stays to be read.")
            return redirect(_href(meeting_of(item), item.number))
    return _line_page("room/strike_line.html", form, line, item)


def _line_page(
    template: str, form: EditLineForm | StrikeLineForm, line: MinuteLine, item: AgendaItem
) -> Answer:
    _looked_at(item)
    meeting = meeting_of(item)
    page = render_template(
        template, form=form, line=line, item=item, href=_href(meeting, item.number), meeting=meeting
    )
    return page, 422 if form.errors else 200


@room.route("/meetings/items/<uuid:item_id>/clear", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def clear_room(item_id: UUID) -> Answer:
    """Names those in the room, never whom the item is about."""
    item = _item(item_id)
    meeting = meeting_of(item)
    sitting = sitting_of(meeting, item.number, actor())
    form = ClearRoomForm()
    form.offer(_present(sitting))
    if form.validate_on_submit():
        keys = form.details()
        visitors = {visitor.id for visitor in sitting.visitors}
        try:
            meeting_services.clear_room(actor(), item, keys - visitors, keys & visitors)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done("Who left is noted.")
            return redirect(_href(meeting, item.number))
    page = render_template(
        "room/clear_room.html",
        form=form,
        meeting=meeting,
        item=item,
        sitting=sitting,
        href=_href(meeting, item.number),
    )
    return page, 422 if form.errors else 200


def _present(sitting: Sitting) -> dict[str, str]:
    users = {
        str(row.user_id): f"{user.name}, {user.agency.short_name}"
        for row in sitting.attendances
        if row.present
        for user in [sitting.users[row.user_id]]
    }
    visitors = {
        str(row.id): f"{row.name}, {row.organisation}, visitor"
        for row in sitting.visitors
        if row.present
    }
    return users | visitors


def _as_held(line: MinuteLine) -> dict[str, Any]:
    return {"version": line.version, "words": line.words}


def _looked_at(item: AgendaItem) -> None:
    looked_at_list(actor(), [item.person_id] if item.person_id else [], "minutes")


def _meeting(meeting_id: UUID) -> Meeting:
    meeting = get_meeting(meeting_id)
    if meeting is None:
        refuse_sight("meeting")
    return meeting


def _item(item_id: UUID) -> AgendaItem:
    item = get_item(item_id, actor())
    if item is None:
        refuse_sight("agenda item")
    return item


def _line(line_id: UUID) -> tuple[MinuteLine, AgendaItem]:
    found = get_line(line_id, actor())
    if found is None:
        refuse_sight("line of the minutes")
    return found


def _href(meeting: Meeting, number: int) -> str:
    return url_for("room.in_room", meeting_id=meeting.id, item=number)

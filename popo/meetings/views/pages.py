"""Planning, reading and confirming meetings."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import list_users
from popo.errors import RuleBroken, StaleVersion
from popo.meetings import queries, services
from popo.meetings.forms import (
    KINDS,
    AddItemForm,
    AddMeetingForm,
    NoteAttendanceForm,
    WriteMinuteForm,
)
from popo.meetings.models import AgendaItem, MeetingStatus, Minute
from popo.meetings.views.blueprint import (
    Answer,
    form_page,
    item_or_404,
    looked_at_lines,
    meeting_or_404,
    meetings,
)
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.forms import Form
from popo.web.notices import done

STATUSES = {
    MeetingStatus.PLANNED: ("Planned", "plain"),
    MeetingStatus.HELD: ("Minutes open", "waiting"),
    MeetingStatus.CONFIRMED: ("Minutes confirmed", "good"),
    MeetingStatus.CANCELLED: ("Cancelled", "quiet"),
}


@meetings.get("/meetings")
@requires(Permission.MEETING_READ)
def list_meetings() -> Answer:
    rows = queries.list_meetings()
    today = clock.today()
    ahead = [row for row in rows if row.day >= today and row.status is MeetingStatus.PLANNED]
    return render_template(
        "meetings/list_meetings.html",
        ahead=ahead[::-1],
        past=[row for row in rows if row not in ahead],
        counts=queries.count_items(row.id for row in rows),
        statuses=STATUSES,
    )


@meetings.route("/meetings/add", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def add_meeting() -> Answer:
    form = AddMeetingForm()
    if form.validate_on_submit():
        try:
            details = form.details()
            meeting = services.add_meeting(actor(), details.body, details.starts_at)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"{meeting.words} is planned.")
            return redirect(url_for(".show_meeting", meeting_id=meeting.id))
    return form_page("meetings/add_meeting.html", form)


@meetings.get("/meetings/<uuid:meeting_id>")
@requires(Permission.MEETING_READ)
def show_meeting(meeting_id: UUID) -> Answer:
    meeting = meeting_or_404(meeting_id)
    lines = queries.agenda(meeting, actor())
    looked_at_lines(lines)
    return render_template(
        "meetings/show_meeting.html",
        meeting=meeting,
        lines=lines,
        users=queries.who_attended(lines),
        kinds=KINDS,
        statuses=STATUSES,
        begun=meeting.day <= clock.today(),
    )


@meetings.route("/meetings/<uuid:meeting_id>/items/add", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def add_item(meeting_id: UUID) -> Answer:
    meeting = meeting_or_404(meeting_id)
    form = AddItemForm()
    if form.validate_on_submit():
        try:
            person = _person(form.reference.data)
            item = services.add_item(actor(), meeting, form.details(person))
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"Item {item.number} is on the agenda.")
            return redirect(url_for(".show_meeting", meeting_id=meeting.id))
    return form_page("meetings/add_item.html", form, meeting=meeting)


@meetings.get("/meetings/items/<uuid:item_id>")
@requires(Permission.MEETING_READ)
def show_item(item_id: UUID) -> Answer:
    item = item_or_404(item_id)
    line = queries.line_of(item, actor())
    looked_at_lines([line])
    users = queries.who_attended([line])
    return render_template(
        "meetings/show_item.html",
        line=line,
        item=item,
        meeting=queries.meeting_of(item),
        users=users,
        quorum=queries.quorum_of(line.attendances, users, queries.quorum_rule()),
        kinds=KINDS,
    )


@meetings.route("/meetings/items/<uuid:item_id>/attendance", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def note_attendance(item_id: UUID) -> Answer:
    item = item_or_404(item_id)
    users = list_users()
    form = NoteAttendanceForm()
    form.offer(users)
    if form.validate_on_submit():
        user = next(user for user in users if user.id == form.user_id)
        try:
            services.note_attendance(actor(), item, form.details(user))
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"Attendance for item {item.number} is noted.")
            return redirect(url_for(".show_item", item_id=item.id))
    return form_page(
        "meetings/note_attendance.html", form, item=item, meeting=queries.meeting_of(item)
    )


@meetings.route("/meetings/items/<uuid:item_id>/minute", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def write_minute(item_id: UUID) -> Answer:
    item = item_or_404(item_id)
    line = queries.line_of(item, actor())
    looked_at_lines([line])
    meeting = queries.meeting_of(item)
    confirmed = meeting.status is MeetingStatus.CONFIRMED
    held = None if confirmed else line.minute
    form = WriteMinuteForm(data=_as_held(held))
    if form.validate_on_submit():
        try:
            services.write_minute(actor(), item, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(item, held, form)
        else:
            done(f"The minute of item {item.number} is saved.")
            return redirect(url_for(".show_item", item_id=item.id))
    return form_page(
        "meetings/write_minute.html",
        form,
        item=item,
        line=line,
        meeting=meeting,
        confirmed=confirmed,
    )


@meetings.route("/meetings/<uuid:meeting_id>/confirm", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def confirm_meeting(meeting_id: UUID) -> Answer:
    meeting = meeting_or_404(meeting_id)
    form = Form()
    if form.validate_on_submit():
        try:
            services.confirm_meeting(actor(), meeting)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done("The minutes are confirmed and locked.")
            return redirect(url_for(".show_meeting", meeting_id=meeting.id))
    return form_page("meetings/confirm_meeting.html", form, meeting=meeting)


@meetings.post("/meetings/<uuid:meeting_id>/cancel")
@requires(Permission.MEETING_RUN)
def cancel_meeting(meeting_id: UUID) -> Answer:
    meeting = meeting_or_404(meeting_id)
    services.cancel_meeting(actor(), meeting)
    done(f"{meeting.words} is cancelled.")
    return redirect(url_for(".list_meetings"))


def _overtaken(item: AgendaItem, held: Minute | None, form: WriteMinuteForm) -> Answer:
    """Somebody else wrote the minute meanwhile."""
    now = WriteMinuteForm(None, data=_as_held(held))
    return conflict_page(form, now, url_for(".write_minute", item_id=item.id))


def _as_held(held: Minute | None) -> dict[str, Any]:
    return {"version": held.version if held else 0, "words": held.words if held else ""}


def _person(reference: str) -> Person | None:
    """Nobody where nothing was entered."""
    if not reference:
        return None
    person = get_person(reference.upper(), actor(), SightLevel.READ)
    if person is None:
        raise RuleBroken("You see nobody with this reference.", "reference")
    return person

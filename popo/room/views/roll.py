"""Who is here for an item: the roll, those carried on, those who left, and closing the item."""

from uuid import UUID

from flask import redirect, render_template, request

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.errors import RuleBroken
from popo.meetings import services
from popo.meetings.queries import item_before, meeting_of
from popo.room.forms import ClearRoomForm, MarkPresentForm
from popo.room.queries import Sitting, invitations_of, may_be_here, sitting_of
from popo.room.views.blueprint import Answer, item_or_404, looked_at_item, room, room_href
from popo.web.current import actor
from popo.web.notices import done, inform


@room.route("/meetings/items/<uuid:item_id>/clear", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def clear_room(item_id: UUID) -> Answer:
    """Names those in the room, never whom the item is about."""
    item = item_or_404(item_id)
    meeting = meeting_of(item)
    sitting = sitting_of(meeting, item.number, actor())
    form = ClearRoomForm()
    form.offer(_present(sitting))
    if form.validate_on_submit():
        keys = form.details()
        visitors = {visitor.id for visitor in sitting.visitors}
        try:
            services.clear_room(actor(), item, keys - visitors, keys & visitors)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done("Who left is noted.")
            return redirect(room_href(meeting, item.number))
    page = render_template(
        "room/clear_room.html",
        form=form,
        meeting=meeting,
        item=item,
        sitting=sitting,
        href=room_href(meeting, item.number),
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


@room.route("/meetings/items/<uuid:item_id>/here", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def mark_present(item_id: UUID) -> Answer:
    item = item_or_404(item_id)
    users = {user.id: user for user in may_be_here(item)}
    form = MarkPresentForm()
    form.offer(users.values())
    if form.validate_on_submit():
        try:
            chosen = [users[key] for key in form.details()]
            services.mark_present(actor(), item, chosen)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"The roll of item {item.number} is called.")
            return redirect(room_href(meeting_of(item), item.number))
    meeting = meeting_of(item)
    page = render_template(
        "room/mark_present.html",
        form=form,
        item=item,
        meeting=meeting,
        href=room_href(meeting, item.number),
    )
    return page, 422 if form.errors else 200


@room.get("/meetings/items/<uuid:item_id>/invitations")
@requires(Permission.MEETING_RUN)
def list_invitations(item_id: UUID) -> Answer:
    item = item_or_404(item_id)
    looked_at_item(item)
    return render_template(
        "room/list_invitations.html",
        item=item,
        meeting=meeting_of(item),
        invited=invitations_of(item),
    )


@room.post("/meetings/items/<uuid:item_id>/attendance/carry")
@requires(Permission.MEETING_RUN)
def carry_attendance(item_id: UUID) -> Answer:
    item = item_or_404(item_id)
    before = item_before(item)
    if before is None:
        inform("Nobody is noted for an item before this one. Call the roll.")
    else:
        back = request.form.get("back") == "yes"
        services.carry_attendance(actor(), item, before, back=back)
        done(f"Who was here for item {before.number} is here for item {item.number}.")
    return redirect(room_href(meeting_of(item), item.number))


@room.post("/meetings/items/<uuid:item_id>/open")
@requires(Permission.MEETING_RUN)
def open_item(item_id: UUID) -> Answer:
    item = item_or_404(item_id)
    services.open_item(actor(), item)
    return redirect(room_href(meeting_of(item), item.number))


@room.post("/meetings/items/<uuid:item_id>/close")
@requires(Permission.MEETING_RUN)
def close_item(item_id: UUID) -> Answer:
    """Goes on to the next item."""
    item = item_or_404(item_id)
    told = services.close_item(actor(), item)
    meeting = meeting_of(item)
    said = f"Item {item.number} is done."
    done(f"{said} On the register: told by mouth to {told}." if told else said)
    sitting = sitting_of(meeting, item.number, actor())
    return redirect(room_href(meeting, sitting.beside(1) or item.number))

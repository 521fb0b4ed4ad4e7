"""The page on the wall."""

from uuid import UUID

from flask import redirect, render_template, request, session

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.actions.policy import may_settle
from popo.actions.standing import ENDINGS, STATUS_WORDS
from popo.contacts.wording import OUTCOME_WORDS, TYPE_WORDS
from popo.drafts.services import mark_sent
from popo.errors import RuleBroken
from popo.meetings.forms import KINDS as ITEM_KINDS
from popo.meetings.models import AgendaItem, Meeting, MeetingStatus
from popo.meetings.queries import item_before, quorum_of, quorum_rule
from popo.people.services import looked_at_list
from popo.room import services
from popo.room.forms import TakeLineForm
from popo.room.queries import Sitting, Wall, sitting_of, wall_of
from popo.room.views.blueprint import Answer, meeting_or_404, room, room_href
from popo.web.current import actor
from popo.web.notices import done_once

_THEMES = {"projector": True, "plain": False}


@room.route("/meetings/<uuid:meeting_id>/room", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def in_room(meeting_id: UUID) -> Answer:
    """`item` in the address is a number of the agenda; `theme` is `projector` or `plain`."""
    meeting = meeting_or_404(meeting_id)
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
            return redirect(room_href(meeting, sitting.number, writing="yes"))
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
        writing=bool(form.errors) or "writing" in request.args,
        projector=bool(session.get("projector")),
        kinds=ITEM_KINDS,
        before=item_before(sitting.item) if sitting.item else None,
        quorum=quorum_of(sitting.attendances, sitting.users, quorum_rule()),
        endings=ENDINGS,
        may_settle=lambda action: may_settle(actor(), action),
        now=clock.now(),
        closed=meeting.status in {MeetingStatus.CONFIRMED, MeetingStatus.CANCELLED},
        status_words=STATUS_WORDS,
        outcome_words=OUTCOME_WORDS,
        type_words=TYPE_WORDS,
        today=clock.today(),
    )
    return page, 422 if form.errors else 200

"""How the last actions ended, said in the room."""

from uuid import UUID

from flask import redirect, render_template, request, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import users_by_id
from popo.actions.forms import EndActionForm
from popo.actions.models import Action, ActionStatus
from popo.actions.queries import get_action
from popo.actions.services import end_action as end
from popo.actions.standing import ENDINGS, STATUS_WORDS
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import AgendaItem
from popo.meetings.queries import get_item, hearing_of, meeting_of, room_of
from popo.room.queries import wall_of
from popo.room.views.blueprint import Answer, looked_at_item, room, room_href
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done


@room.route("/meetings/actions/<uuid:action_id>/end", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def end_action(action_id: UUID) -> Answer:
    """`item` in the address is the item it is looked at under; without one, the action's page."""
    action = get_action(action_id, actor())
    if action is None:
        refuse_sight("action")
    key = request.args.get("item", type=UUID)
    item = get_item(key, actor()) if key else None
    if item is None:
        return redirect(url_for("actions.end_action", action_id=action.id))
    if action not in wall_of(item, here := room_of(item, actor()), hearing_of(item, here)).actions:
        return redirect(room_href(meeting_of(item), item.number))
    return _answer(action, item)


def _answer(action: Action, item: AgendaItem) -> Answer:
    href = room_href(meeting_of(item), item.number)
    form = EndActionForm(data={"version": action.version, "status": _asked_for()})
    if form.validate_on_submit():
        status, result = form.details()
        try:
            end(actor(), action, status, result, form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            looked_at_item(item)
            fields = [
                ("Where it stands", "Open", STATUS_WORDS[action.status], ENDINGS[status]),
                ("What came of it", "", action.result or "", result),
            ]
            return render_template("errors/conflict.html", fields=fields, href=href), 409
        else:
            done(f"{STATUS_WORDS[status]}: the result is recorded.")
            return redirect(href)
    looked_at_item(item)
    page = render_template(
        "room/end_action.html",
        form=form,
        action=action,
        item=item,
        href=href,
        owner=users_by_id([action.owner_id])[action.owner_id],
    )
    return page, 422 if form.errors else 200


def _asked_for() -> ActionStatus | None:
    """The link that led here may already say how it ended."""
    asked = request.args.get("status", "")
    return ActionStatus(asked) if asked in set(ENDINGS) else None

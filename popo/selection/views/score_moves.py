"""Scores that moved far and wait for a meeting to be planned."""

from flask import redirect, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.errors import RuleBroken
from popo.meetings.queries import next_meeting
from popo.people.queries import names_of
from popo.people.services import looked_at_list
from popo.selection import services
from popo.selection.queries.trend import big_moves
from popo.selection.views.common import Answer, page, selection
from popo.web.current import actor
from popo.web.forms import Form
from popo.web.notices import done


@selection.route("/scoring/moves", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def table_moves() -> Answer:
    """For the agenda: sent, all of them go on that of the next Action Group."""
    moves, meeting, form = big_moves(actor(), clock.today()), next_meeting(), Form()
    if form.validate_on_submit():
        try:
            services.table_moves(actor(), [move for move, _ in moves], meeting)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done("They are on the agenda.")
            return redirect(url_for(".table_moves"))
    people = [person.id for _, person in moves]
    looked_at_list(actor(), people, "scores that moved")
    return page(
        "table_moves",
        form=form,
        moves=moves,
        meeting=meeting,
        names=names_of(people, actor()),
    )

"""Terms of reference, visitors, and the minutes on paper."""

from uuid import UUID

from flask import abort, redirect, render_template, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.models import AgencyKind
from popo.accounts.queries import list_users, users_by_id
from popo.errors import RuleBroken
from popo.meetings import queries, services
from popo.meetings.forms import KINDS
from popo.meetings.forms.members import AddMemberForm, NoteVisitorForm, SetQuorumForm
from popo.meetings.models import MeetingBody
from popo.meetings.quorum import kind_words
from popo.meetings.services import members as member_services
from popo.meetings.services.members import NewMember
from popo.meetings.views.blueprint import (
    Answer,
    form_page,
    item_or_404,
    looked_at_lines,
    meeting_or_404,
    meetings,
)
from popo.web.current import actor
from popo.web.notices import done


@meetings.get("/meetings/members")
@requires(Permission.MEETING_RUN)
def list_members() -> Answer:
    groups = [(body, queries.members_of(body)) for body in MeetingBody]
    keys = {row.user_id for _, rows in groups for row in rows}
    keys |= {row.deputy_for_id for _, rows in groups for row in rows if row.deputy_for_id}
    return render_template(
        "meetings/list_members.html",
        groups=groups,
        users=users_by_id(keys),
        rule=queries.quorum_rule(),
        kind_words=kind_words,
        today=clock.today(),
    )


@meetings.route("/meetings/members/add", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def add_member() -> Answer:
    users = {user.id: user for user in list_users()}
    form = AddMemberForm(data={"body": MeetingBody.ACTION_GROUP, "starts_on": clock.today()})
    form.offer(list(users.values()))
    if form.validate_on_submit():
        body, key, deputy_for, starts_on = form.details()
        deputised = users[deputy_for] if deputy_for else None
        try:
            member_services.add_member(actor(), NewMember(body, users[key], starts_on, deputised))
        except RuleBroken as broken:
            form.show(broken)
        else:
            done("The terms of reference are changed.")
            return redirect(url_for(".list_members"))
    return form_page("meetings/add_member.html", form)


@meetings.post("/meetings/members/<uuid:member_id>/end")
@requires(Permission.MEETING_RUN)
def end_member(member_id: UUID) -> Answer:
    member = queries.get_member(member_id) or abort(404)
    member_services.end_member(actor(), member)
    done("They no longer belong to the group.")
    return redirect(url_for(".list_members"))


@meetings.route("/meetings/quorum", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def set_quorum() -> Answer:
    rule = queries.quorum_rule()
    kinds = [AgencyKind(kind) for kind in rule.kinds]
    form = SetQuorumForm(data={"least": rule.least, "kinds": kinds})
    if form.validate_on_submit():
        try:
            member_services.set_quorum(actor(), *form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done("The quorum is changed, from now on.")
            return redirect(url_for(".list_members"))
    return form_page("meetings/set_quorum.html", form)


@meetings.route("/meetings/items/<uuid:item_id>/visitors/add", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def note_visitor(item_id: UUID) -> Answer:
    item = item_or_404(item_id)
    meeting = queries.meeting_of(item)
    form = NoteVisitorForm()
    if form.validate_on_submit():
        try:
            services.note_visitor(actor(), item, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"A visitor is noted for item {item.number}.")
            return redirect(url_for(".show_item", item_id=item.id))
    return form_page("meetings/note_visitor.html", form, item=item, meeting=meeting)


@meetings.get("/meetings/<uuid:meeting_id>/minutes")
@requires(Permission.MEETING_READ)
def print_minutes(meeting_id: UUID) -> Answer:
    """What this reader may read of them, for paper."""
    meeting = meeting_or_404(meeting_id)
    lines = queries.agenda(meeting, actor())
    looked_at_lines(lines)
    users = queries.who_attended(lines)
    rule = queries.quorum_rule()
    return render_template(
        "meetings/print_minutes.html",
        meeting=meeting,
        lines=lines,
        users=users,
        kinds=KINDS,
        quorums={
            line.item.id: queries.quorum_of(line.attendances, users, rule)
            for line in lines
            if line.item and line.attendances
        },
    )

"""The agenda that proposes itself: looked through, ordered, and put on the agenda."""

from dataclasses import dataclass
from uuid import UUID

from flask import redirect, render_template, request, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.action_group.forms.agenda import ProposeForm, joined
from popo.action_group.proposing import Parts, Proposal, fitting, in_order, moved, parts, total
from popo.action_group.queries.proposal import Proposed, proposal_for
from popo.action_group.services.agenda import put_on_agenda
from popo.action_group.views.blueprint import Answer, blueprint, meeting_or_404
from popo.errors import RuleBroken
from popo.meetings.models import Meeting
from popo.people.models import SightLevel
from popo.people.queries import get_person
from popo.people.services import looked_at_list
from popo.settings.names import Name
from popo.settings.queries import value_of
from popo.web.current import actor
from popo.web.notices import done

_STEPS = {"up": -1, "down": 1}


@dataclass
class _Desk:
    """The page as it lies before the chair: the lines in their order, and those ticked."""

    proposed: Proposed
    lines: list[Proposal]
    chosen: set[str]
    minutes: int

    @property
    def parts(self) -> Parts:
        return parts(self.lines)

    def fill(self) -> None:
        """Ticks the first lines, as ranked, until the time is full."""
        taken = fitting(self.proposed.lines, self.minutes)
        self.chosen = {line.subject.reference for line in taken}

    def move(self, reference: str, by: int) -> None:
        """Within its own part."""
        split = self.parts
        for part in (split.others, split.young):
            order = moved([line.subject.reference for line in part], reference, by)
            part[:] = in_order(part, order)
        self.lines = [*split.others, *split.young]


@blueprint.route("/meetings/<uuid:meeting_id>/propose", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def propose_agenda(meeting_id: UUID) -> Answer:
    meeting = meeting_or_404(meeting_id)
    form = ProposeForm(data={"minutes": value_of(Name.MEETING_MINUTES)})
    form.offer()
    wanted = _wanted(form)
    sent = form.validate_on_submit()
    added = form.by_hand()
    if sent and wanted == "add" and (found := _to_add(form)):
        added = [*added, found]
    desk = _desk(meeting, form, added)
    if sent and wanted == "put":
        try:
            chosen = [line for line in desk.lines if line.subject.reference in desk.chosen]
            items = put_on_agenda(actor(), meeting, chosen)
        except RuleBroken as broken:
            form.show(broken)
        else:
            looked_at_list(actor(), desk.proposed.people, "agenda proposal")
            done(_said(len(items)))
            return redirect(url_for("meetings.show_meeting", meeting_id=meeting.id))
    elif sent:
        _arrange(desk, wanted)
        desk.chosen |= set(added) - set(form.by_hand())
    return _page(meeting, form, desk, added)


def _wanted(form: ProposeForm) -> str:
    """The button pressed. Enter in a field presses the first one, and is meant for the field."""
    pressed = request.form.get("do", "put")
    if pressed != "put":
        return pressed
    if form.adding():
        return "add"
    return "fill" if form.has_other_time() else "put"


def _to_add(form: ProposeForm) -> str:
    """The reference typed, where this reader may read the person; else says so beside it."""
    reference = form.adding()
    if reference and get_person(reference, actor(), SightLevel.READ) is not None:
        return reference
    form.show(RuleBroken("You see nobody with this reference.", "reference"))
    return ""


def _desk(meeting: Meeting, form: ProposeForm, added: list[str]) -> _Desk:
    proposed = proposal_for(actor(), meeting, added)
    minutes = form.minutes.data or value_of(Name.MEETING_MINUTES)
    lines = in_order(proposed.lines, form.references())
    desk = _Desk(proposed, lines, form.chosen(), minutes)
    if not form.is_submitted():
        desk.fill()
    return desk


def _arrange(desk: _Desk, wanted: str) -> None:
    """What a button of the list asks for: `fill`, `up:REFERENCE`, `down:REFERENCE`, or nothing."""
    step, _, reference = wanted.partition(":")
    if step in _STEPS:
        desk.move(reference, _STEPS[step])
    elif step == "fill":
        desk.fill()


def _page(meeting: Meeting, form: ProposeForm, desk: _Desk, added: list[str]) -> Answer:
    looked_at_list(actor(), desk.proposed.people, "agenda proposal")
    split = desk.parts
    page = render_template(
        "action_group/propose_agenda.html",
        meeting=meeting,
        form=form,
        proposed=desk.proposed,
        split=split,
        order=joined(line.subject.reference for line in [*split.others, *split.young]),
        added=joined(added),
        chosen=desk.chosen,
        taken=total(desk.lines, desk.chosen),
        minutes=desk.minutes,
    )
    return (page, 422) if form.errors else page


def _said(count: int) -> str:
    if not count:
        return "Nothing new was put on the agenda."
    return f"{count} item{'s' if count > 1 else ''} put on the agenda."

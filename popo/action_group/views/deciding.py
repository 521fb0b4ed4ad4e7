"""Recording what a meeting decides about somebody, as it sits."""

from typing import Any
from uuid import UUID

from flask import abort, redirect, render_template, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import list_users, users_by_id
from popo.action_group.deciding import DecisionKind
from popo.action_group.forms.decisions import (
    FORMS,
    DecisionForm,
    LeaveForm,
    MoveForm,
    NominationForm,
)
from popo.action_group.queries.standings import Standing, standing_of
from popo.action_group.services.decisions import record_decision as record_it
from popo.action_group.views.blueprint import Answer, blueprint
from popo.cases.models import Colour, Strand
from popo.cases.policy import strands_open_to
from popo.cases.queries.tiers import tier_names
from popo.cases.services.lights import default_review
from popo.drafts.services import mark_sent
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import AgendaItem
from popo.meetings.queries import get_item, line_of, meeting_of
from popo.people.models import Person
from popo.people.services import looked_at
from popo.selection.forms.panel import PartiesForm, panel_form, party_field
from popo.selection.models import PartyView
from popo.selection.queries.places import places_for
from popo.selection.views.panel import deciding, usual_starts
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done_once

_KINDS = ", ".join(f"'{kind.value}'" for kind in DecisionKind)


@blueprint.route(
    f"/meetings/items/<uuid:item_id>/decide/<any({_KINDS}):kind>", methods=["GET", "POST"]
)
@requires(Permission.MEETING_RUN)
def record_decision(item_id: UUID, kind: str) -> Answer:
    item, person = _item(item_id)
    decides = DecisionKind(kind)
    standing = standing_of(decides, person, actor()) or abort(404)
    form = _form(decides, item, standing)
    if form.validate_on_submit():
        try:
            first = mark_sent(actor(), str(form.idempotency.data))
            if first:
                version = form.version.data or 0
                reasons = str(form.reasons.data)
                record_it(actor(), item, person, decides, form.terms(), reasons, version)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            looked_at(actor(), person, "record decision")
            now = _form(decides, item, standing, sent=False)
            href = url_for(".record_decision", item_id=item_id, kind=kind)
            return conflict_page(form, now, href)
        else:
            done_once("Recorded. Nothing changes until the chair confirms it.", first=first)
            return redirect(url_for(".list_decisions", meeting_id=item.meeting_id))
    return _page(decides, item, person, standing, form)


def _form(
    kind: DecisionKind, item: AgendaItem, standing: Standing, *, sent: bool = True
) -> DecisionForm:
    """`sent`: filled with what was posted, else as it would be opened now."""
    made: Any = FORMS[kind]
    if issubclass(made, PartiesForm):
        made = panel_form(made, deciding(), list_users())
    data = {"version": standing.version, **_usual(kind, item, standing)}
    form: DecisionForm = made(data=data) if sent else made(None, data=data)
    if isinstance(form, NominationForm):
        strand = _strand(standing)
        form.offer_starts(tier_names() if strand is Strand.PREVENT_AND_DETER else [])
    elif isinstance(form, MoveForm):
        held = standing.primary.strand if standing.primary else None
        hidden = {held, Strand.PREVENT_AND_DETER}
        form.offer(strand for strand in strands_open_to(actor()) if strand not in hidden)
    elif isinstance(form, LeaveForm):
        form.offer(list_users())
    return form


def _usual(kind: DecisionKind, item: AgendaItem, standing: Standing) -> dict[str, Any]:
    """What a form is opened with: the usual, and those present as agreeing."""
    today = clock.today()
    if kind is DecisionKind.CHANGE_COLOUR:
        return {"review_on": default_review(Colour.RED, today)}
    if kind is DecisionKind.MOVE_STRAND:
        return {"keep_former": True, **_present(item)}
    if kind.of_nomination:
        return {**usual_starts(_strand(standing), today), **_present(item)}
    return {}


def _present(item: AgendaItem) -> dict[str, Any]:
    """One of each agency that was there; who takes the minutes corrects what is not so."""
    line = line_of(item, actor())
    users = users_by_id(row.user_id for row in line.attendances if row.present)
    filled: dict[str, Any] = {}
    for user in users.values():
        filled[party_field(user.agency, "user")] = str(user.id)
        filled[party_field(user.agency, "view")] = PartyView.AGREES.value
    return filled


def _strand(standing: Standing) -> Strand:
    if standing.nominated is None:
        abort(404)
    return standing.nominated.nomination.strand


def _page(
    kind: DecisionKind, item: AgendaItem, person: Person, standing: Standing, form: DecisionForm
) -> Answer:
    looked_at(actor(), person, "record decision")
    page = render_template(
        "action_group/record_decision.html",
        kind=kind,
        item=item,
        meeting=meeting_of(item),
        person=person,
        tab="selection",
        standing=standing,
        form=form,
        party_field=party_field,
        is_young=standing.nominated is not None and _strand(standing) is Strand.PREVENT_AND_DETER,
        places=places_for(_strand(standing)) if kind is DecisionKind.SELECT else None,
    )
    return (page, 422) if form.errors else page


def _item(item_id: UUID) -> tuple[AgendaItem, Person]:
    item = get_item(item_id, actor())
    if item is None:
        refuse_sight("agenda item")
        raise AssertionError
    person = line_of(item, actor()).person
    return item, person or abort(404)

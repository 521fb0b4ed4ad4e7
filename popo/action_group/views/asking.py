"""From the case file: asking that the next meeting talk of somebody."""

from flask import redirect, render_template, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import list_agencies, users_by_id
from popo.action_group.forms.agenda import AskForm
from popo.action_group.models import AgendaRequest
from popo.action_group.queries.requests import open_request_of, requests_about
from popo.action_group.services.requests import (
    ask_for_agenda,
    change_request,
    withdraw_request,
)
from popo.action_group.views.blueprint import Answer, blueprint
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.queries import meetings_of, next_meeting
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.people.services import looked_at
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done


@blueprint.route("/people/<string:reference>/ask-meeting", methods=["GET", "POST"])
@requires(Permission.CONTACT_LOG)
def ask_meeting(reference: str) -> Answer:
    person = _person(reference)
    held = open_request_of(person.id, actor().agency_id)
    form = AskForm(data=_as_held(held))
    if form.validate_on_submit():
        try:
            if held is None:
                _check_first(form)
                ask_for_agenda(actor(), person, str(form.words.data))
            else:
                change_request(actor(), held, str(form.words.data), form.version.data or 0)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            looked_at(actor(), person, "ask_meeting")
            now = AskForm(None, data=_as_held(held))
            return conflict_page(form, now, url_for(".ask_meeting", reference=reference))
        else:
            done("Whoever prepares the next meeting sees what you asked.")
            return redirect(url_for("overview.person", reference=reference))
    return _page(person, form, held)


@blueprint.post("/people/<string:reference>/ask-meeting/withdraw")
@requires(Permission.CONTACT_LOG)
def withdraw_ask(reference: str) -> Answer:
    person = _person(reference)
    held = open_request_of(person.id, actor().agency_id)
    if held is None:
        done("There was nothing to take back.")
    else:
        withdraw_request(actor(), held)
        done("The request is taken back.")
    return redirect(url_for("overview.person", reference=reference))


def _check_first(form: AskForm) -> None:
    """What was opened over a request that has gone meanwhile is not asked anew unseen."""
    if form.version.data:
        raise RuleBroken("This was put on an agenda or taken back meanwhile. Open the page again.")


def _as_held(held: AgendaRequest | None) -> dict[str, object]:
    return {"version": held.version if held else 0, "words": held.words if held else ""}


def _page(person: Person, form: AskForm, held: AgendaRequest | None) -> Answer:
    looked_at(actor(), person, "ask_meeting")
    rows = requests_about(person, actor())
    page = render_template(
        "action_group/ask_meeting.html",
        person=person,
        tab="summary",
        form=form,
        held=held,
        rows=rows,
        meeting=next_meeting(),
        where=meetings_of(row.agenda_item_id for row in rows if row.agenda_item_id),
        agencies={agency.id: agency.short_name for agency in list_agencies()},
        users=users_by_id(row.asked_by_id for row in rows),
    )
    return (page, 422) if form.errors else page


def _person(reference: str) -> Person:
    person = get_person(reference, actor(), SightLevel.WORK)
    if person is None:
        refuse_sight(reference)
        raise AssertionError
    return person

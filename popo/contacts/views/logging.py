"""Logging a contact: one form, everything usual filled in."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Response, jsonify, redirect, render_template, request, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import users_by_id
from popo.contacts import queries, services
from popo.contacts.forms import Companion, LogContactForm, log_form
from popo.contacts.models import Contact, Outcome
from popo.contacts.noticed import noticed_in
from popo.contacts.queries import Usual
from popo.contacts.queries.mentioned import meant_in
from popo.contacts.services.mentions import DUE_DAYS
from popo.contacts.typed import typed_note
from popo.contacts.views.blueprint import (
    Answer,
    blueprint,
    by_day,
    list_href,
    person_or_404,
    words,
)
from popo.contacts.wording import OUTCOME_WORDS, OUTCOMES_BY_TYPE
from popo.drafts.models import Draft
from popo.drafts.queries import find_draft
from popo.drafts.typed import resumed
from popo.errors import RuleBroken
from popo.people.models import Person, SightLevel
from popo.people.queries import names_of
from popo.people.services import looked_at, looked_at_list
from popo.web.current import actor
from popo.web.notices import done, inform, warn

_BEHIND = 20
_ENDPOINT = "contacts.log_contact"


@blueprint.route("/people/<string:reference>/contacts/log", methods=["GET", "POST"])
@requires(Permission.CONTACT_LOG)
def log_contact(reference: str) -> Answer:
    """`like` in the address keeps date, place and people of another contact; `again` all of it."""
    person = person_or_404(reference, SightLevel.WORK)
    usual = queries.usual(person, actor())
    draft = find_draft(actor(), _ENDPOINT, reference) if _may_go_on() else None
    companions = _companions(person)
    form = _opened(person, usual, draft, companions)
    judges = bool(queries.judges_for(actor(), [person.id]))
    form.offer(actor(), usual.types, judges=judges)
    if form.validate_on_submit():
        try:
            logged = services.log_contact(actor(), form.details(reference))
        except RuleBroken as broken:
            form.show(broken)
        else:
            return redirect(_after(person, logged, form))
    looked_at(actor(), person, "log contact")
    behind = queries.recent_contacts(person.id, actor(), _BEHIND)
    page = render_template(
        "contacts/log_contact.html",
        person=person,
        tab="contacts",
        form=form,
        draft=draft,
        outcome_words_by_type=OUTCOMES_BY_TYPE,
        judges=judges,
        days=by_day(behind),
        users=users_by_id(row.author_id for row in behind),
        **words(),
    )
    return page, 422 if form.errors else 200


def _may_go_on() -> bool:
    """A draft is gone on with where the address asks for nothing else."""
    return request.method == "GET" and not request.args


def _companions(person: Person) -> list[Companion]:
    found = queries.worked_with(actor(), person)
    names = names_of([one.id for one in found], actor())
    if found and request.method == "GET":
        looked_at_list(actor(), [one.id for one in found], "log contact")
    return [
        Companion(one.reference, f"{names[one.id].formal}, {one.reference}")
        if one.id in names
        else Companion(one.reference, one.reference)
        for one in found
    ]


def _opened(
    person: Person, usual: Usual, draft: Draft | None, companions: list[Companion]
) -> LogContactForm:
    form_of = log_form(companions)
    data: dict[str, Any] = {
        "at": clock.now(),
        "contact_type": usual.contact_type,
        "place": usual.place,
    }
    if draft:
        return form_of(resumed(draft), data=data)
    if (like := _named("like", person)) is not None:
        data |= _kept_from(like, person)
    if (again := _named("again", person)) is not None:
        data |= _kept_from(again, person) | _said_in(again)
    if request.args.get("outcome") == Outcome.PLANNED:
        former = data["at"] if "like" in request.args else None
        data |= {"outcome": Outcome.PLANNED, "at": _next_time(former)}
    offered = {one.reference: one for one in companions}
    there = [one for one in str(data.get("also", "")).split() if one in offered]
    data["also"] = " ".join(one for one in str(data.get("also", "")).split() if one not in offered)
    return form_of(data=data | {offered[one].was_there: True for one in there})


def _next_time(former: datetime | None) -> datetime | None:
    """A week after the last, at the same time of day; nothing where that has gone by."""
    if former is None:
        return None
    then = clock.local(former) + timedelta(days=7)
    moment = clock.at(then.date(), then.hour, then.minute)
    return moment if moment > clock.now() else None


def _named(name: str, person: Person) -> Contact | None:
    """A contact of one's own with this person that the address names."""
    key = request.args.get(name, type=UUID)
    return queries.own_contact(key, person, actor()) if key else None


def _kept_from(contact: Contact, person: Person) -> dict[str, Any]:
    together = queries.references_of([contact], actor())
    others = [one for one in together.get(contact.group_id, []) if one != person.reference]
    return {
        "at": contact.at,
        "contact_type": contact.contact_type,
        "place": contact.place or "",
        "also": " ".join(others),
    }


def _said_in(contact: Contact) -> dict[str, Any]:
    return {
        "note": contact.note or "",
        "outcome": contact.outcome,
        "kind": contact.kind,
        "source": contact.source or "",
        "handling": contact.handling,
    }


def _after(person: Person, logged: list[Contact], form: LogContactForm) -> str:
    first = logged[0]
    step, href = _next_step(person, first)
    _say_who_was_asked(person, first, form)
    if noticed_in(first.note or "") and first.outcome is not Outcome.PLANNED:
        step, href = "Keep the new details", url_for("contacts.keep_details", contact_id=first.id)
    done(
        f"{OUTCOME_WORDS[first.outcome]}: contact with {person.reference} logged.",
        undo_href=url_for("contacts.undo_contact", contact_id=first.id),
        next_href=href,
        next_text=step,
    )
    if "another" in request.form:
        return url_for(_ENDPOINT, reference=person.reference, like=first.id)
    return list_href(person)


def _say_who_was_asked(person: Person, contact: Contact, form: LogContactForm) -> None:
    asked = meant_in(form.note.data or "", contact.kind, person, actor())
    owners = [one.owner for one in asked if one.owner]
    if owners:
        names = ", ".join(
            dict.fromkeys(f"{user.name}, {user.agency.short_name}" for user in owners)
        )
        inform(f"Asked to do something: {names}. Undoing the contact takes it back.")
    for why in dict.fromkeys(one.why_not for one in asked if one.why_not):
        warn(why)


@blueprint.post("/people/<string:reference>/contacts/mentions")
@requires(Permission.CONTACT_LOG)
def show_mentions(reference: str) -> Response:
    """Who would be asked what, while it is written; see `popo/static/js/mentions.js`.

    Takes `{"note", "kind"}` and answers `{"html"}`.
    """
    person = person_or_404(reference, SightLevel.WORK)
    note, kind = typed_note(request.get_json(silent=True))
    meant = meant_in(note, kind, person, actor())
    page = render_template(
        "contacts/_mentions.html", meant=meant, default_due=clock.today() + timedelta(days=DUE_DAYS)
    )
    return jsonify(html=page)


def _next_step(person: Person, contact: Contact) -> tuple[str, str]:
    """What is likely to be done now."""
    if contact.outcome is Outcome.MISSED_NOT_ACCEPTABLE:
        return "What follows", url_for("contacts.show_absence", contact_id=contact.id)
    if contact.outcome.is_missed:
        return "Agree an action", url_for("actions.add_action", reference=person.reference)
    if contact.outcome is Outcome.PLANNED:
        return "", ""
    href = url_for(_ENDPOINT, reference=person.reference, outcome="planned", like=contact.id)
    return "Plan the next", href

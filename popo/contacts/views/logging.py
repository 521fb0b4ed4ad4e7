"""Logging a contact: one form, everything usual filled in."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import users_by_id
from popo.contacts import queries, services
from popo.contacts.forms import LogContactForm
from popo.contacts.models import Contact, Outcome
from popo.contacts.queries import Usual
from popo.contacts.views.blueprint import (
    Answer,
    blueprint,
    by_day,
    list_href,
    person_or_404,
    words,
)
from popo.contacts.wording import OUTCOME_WORDS
from popo.drafts.models import Draft
from popo.drafts.queries import find_draft
from popo.drafts.typed import resumed
from popo.errors import RuleBroken
from popo.people.models import Person, SightLevel
from popo.people.services import looked_at
from popo.web.current import actor
from popo.web.notices import done

_BEHIND = 20
_ENDPOINT = "contacts.log_contact"


@blueprint.route("/people/<string:reference>/contacts/log", methods=["GET", "POST"])
@requires(Permission.CONTACT_LOG)
def log_contact(reference: str) -> Answer:
    """`like` in the address keeps date, place and people of another contact; `again` all of it."""
    person = person_or_404(reference, SightLevel.WORK)
    usual = queries.usual(person, actor())
    draft = find_draft(actor(), _ENDPOINT, reference) if _may_go_on() else None
    form = _opened(person, usual, draft)
    judges = bool(queries.judges_for(actor(), [person.id]))
    form.offer(actor(), usual.types, judges=judges)
    if form.validate_on_submit():
        try:
            logged = services.log_contact(actor(), form.details(reference))
        except RuleBroken as broken:
            form.show(broken)
        else:
            return redirect(_after(person, logged))
    looked_at(actor(), person, "log contact")
    behind = queries.recent_contacts(person.id, actor(), _BEHIND)
    page = render_template(
        "contacts/log_contact.html",
        person=person,
        tab="contacts",
        form=form,
        draft=draft,
        judges=judges,
        days=by_day(behind),
        users=users_by_id(row.author_id for row in behind),
        **words(),
    )
    return page, 422 if form.errors else 200


def _may_go_on() -> bool:
    """A draft is gone on with where the address asks for nothing else."""
    return request.method == "GET" and not request.args


def _opened(person: Person, usual: Usual, draft: Draft | None) -> LogContactForm:
    data: dict[str, Any] = {
        "at": clock.now(),
        "contact_type": usual.contact_type,
        "place": usual.place,
    }
    if draft:
        return LogContactForm(resumed(draft), data=data)
    if (like := _named("like", person)) is not None:
        data |= _kept_from(like, person)
    if (again := _named("again", person)) is not None:
        data |= _kept_from(again, person) | _said_in(again)
    if request.args.get("outcome") == Outcome.PLANNED:
        data |= {"outcome": Outcome.PLANNED, "at": None}
    return LogContactForm(data=data)


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


def _after(person: Person, logged: list[Contact]) -> str:
    first = logged[0]
    step, href = _next_step(person, first)
    done(
        f"{OUTCOME_WORDS[first.outcome]}: contact with {person.reference} logged.",
        undo_href=url_for("contacts.undo_contact", contact_id=first.id),
        next_href=href,
        next_text=step,
    )
    if "another" in request.form:
        return url_for(_ENDPOINT, reference=person.reference, like=first.id)
    return list_href(person)


def _next_step(person: Person, contact: Contact) -> tuple[str, str]:
    """What is likely to be done now."""
    if contact.outcome is Outcome.MISSED_NOT_ACCEPTABLE:
        return "What follows", url_for("contacts.show_absence", contact_id=contact.id)
    if contact.outcome.is_missed:
        return "Agree an action", url_for("actions.add_action", reference=person.reference)
    if contact.outcome is Outcome.PLANNED:
        return "", ""
    href = url_for(_ENDPOINT, reference=person.reference, outcome=Outcome.PLANNED.value)
    return "Plan the next", href

"""Undoing and correcting what was logged, and saying what came of what was planned."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.contacts import queries, services
from popo.contacts.forms import CorrectContactForm, GiveOutcomeForm, UndoContactForm
from popo.contacts.models import Contact, ContactType, Outcome
from popo.contacts.views.blueprint import Answer, blueprint, contact_or_404, list_href, words
from popo.contacts.wording import OUTCOME_WORDS, TYPE_WORDS
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person, SightLevel
from popo.people.services import looked_at
from popo.web.current import actor
from popo.web.filters import clocktime, shortdate
from popo.web.notices import done


@blueprint.post("/contacts/<uuid:contact_id>/undo")
@requires(Permission.CONTACT_LOG)
def undo_contact(contact_id: UUID) -> Answer:
    """Opens the form again with what was in it: nothing typed is lost."""
    contact, person = contact_or_404(contact_id, SightLevel.WORK)
    if not UndoContactForm().validate():
        abort(400)
    services.undo_contact(actor(), contact)
    if contact.corrects_id:
        done("The correction was undone.")
        return redirect(list_href(person))
    done("Undone. Change what was wrong, or leave this page.")
    return redirect(url_for("contacts.log_contact", reference=person.reference, again=contact.id))


@blueprint.route("/contacts/<uuid:contact_id>/correct", methods=["GET", "POST"])
@requires(Permission.CONTACT_LOG)
def correct_contact(contact_id: UUID) -> Answer:
    contact, person = contact_or_404(contact_id, SightLevel.WORK)
    form = CorrectContactForm(obj=contact)
    judges = bool(queries.judges_for(actor(), [person.id]))
    form.offer(actor(), list(ContactType), judges=judges)
    if form.validate_on_submit():
        happened, reason = form.details()
        try:
            services.correct_contact(actor(), contact, person, happened, reason, form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _conflict(contact, person, form.note.data, OUTCOME_WORDS[happened.outcome])
        else:
            done(f"Contact with {person.reference} corrected.")
            return redirect(list_href(person))
    looked_at(actor(), person, "correct contact")
    page = render_template(
        "contacts/correct_contact.html",
        person=person,
        tab="contacts",
        form=form,
        contact=contact,
        **words(),
    )
    return page, 422 if form.errors else 200


@blueprint.route("/contacts/<uuid:contact_id>/outcome", methods=["GET", "POST"])
@requires(Permission.CONTACT_LOG)
def give_outcome(contact_id: UUID) -> Answer:
    """Two taps from the list of what is owed, or here with words."""
    contact, person = contact_or_404(contact_id, SightLevel.WORK)
    form = GiveOutcomeForm(data={"version": contact.version, "outcome": _chosen()})
    judging = contact.outcome is Outcome.MISSED_NOT_JUDGED
    judges = bool(queries.judges_for(actor(), [person.id]))
    form.offer(judges=judges, judging=judging)
    if form.validate_on_submit():
        outcome, told = form.details()
        try:
            services.give_outcome(actor(), contact, outcome, told, form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _conflict(contact, person, told, OUTCOME_WORDS[outcome])
        else:
            _say_what_follows(contact, person, outcome)
            return redirect(url_for("contacts.owed_outcomes"))
    looked_at(actor(), person, "outcome")
    page = render_template(
        "contacts/give_outcome.html",
        person=person,
        tab="contacts",
        form=form,
        contact=contact,
        own=contact.agency_id == actor().agency_id,
        **words(),
    )
    return page, 422 if form.errors else 200


def _chosen() -> Outcome | None:
    asked = request.args.get("outcome", "")
    return Outcome(asked) if asked in set(Outcome) else None


def _say_what_follows(contact: Contact, person: Person, outcome: Outcome) -> None:
    text = f"{OUTCOME_WORDS[outcome]}: recorded for {person.reference}."
    if outcome is Outcome.MISSED_NOT_ACCEPTABLE:
        href = url_for("contacts.show_absence", contact_id=contact.id)
        done(text, next_href=href, next_text="What follows")
    elif outcome is Outcome.MISSED_ACCEPTABLE:
        href = url_for("actions.add_action", reference=person.reference)
        done(text, next_href=href, next_text="Agree an action")
    else:
        done(text)


def _conflict(contact: Contact, person: Person, note: str, outcome: str) -> tuple[str, int]:
    """What the contact says now, beside what was typed."""
    looked_at(actor(), person, "contact changed meanwhile")
    when = f"{TYPE_WORDS[contact.contact_type]}, {shortdate(contact.at)} {clocktime(contact.at)}"
    fields = [
        ("Contact", when, when, when),
        ("Outcome", "", OUTCOME_WORDS[contact.outcome], outcome),
        ("What happened", "", contact.note or "", note),
    ]
    page = render_template("errors/conflict.html", fields=fields, href=list_href(person))
    return page, 409

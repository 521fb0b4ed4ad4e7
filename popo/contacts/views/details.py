"""Keeping what a note says of how to reach somebody, without typing it twice."""

from datetime import date
from uuid import UUID

from flask import redirect, render_template

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.contacts.forms.details import KeepDetailsForm
from popo.contacts.models import Contact
from popo.contacts.noticed import noticed_in
from popo.contacts.services.details import keep_details as keep
from popo.contacts.views.blueprint import Answer, blueprint, contact_or_404, list_href
from popo.errors import RuleBroken
from popo.keys.models import Compartment
from popo.people.models import SightLevel
from popo.people.services import looked_at
from popo.web.current import actor
from popo.web.notices import done


@blueprint.route("/contacts/<uuid:contact_id>/details", methods=["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def keep_details(contact_id: UUID) -> Answer:
    """The numbers and postcodes of one's own note; nothing of them stands in the address."""
    contact, person = contact_or_404(contact_id, SightLevel.WORK)
    noticed = noticed_in(contact.note or "")
    if not _is_own(contact) or not noticed:
        raise RuleBroken("This note holds no number and no postcode that is yours to keep.")
    form = KeepDetailsForm(
        data={
            "phones": list(noticed.phones),
            "source": f"Contact of {clock.written(_day(contact))}",
        }
    )
    form.offer(noticed)
    if form.validate_on_submit():
        try:
            keep(actor(), person, *form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"The details of {person.reference} were added to.")
            return redirect(list_href(person))
    looked_at(actor(), person, "keep details")
    page = render_template(
        "contacts/keep_details.html", person=person, tab="contacts", form=form, noticed=noticed
    )
    return page, 422 if form.errors or form.form_errors else 200


def _is_own(contact: Contact) -> bool:
    """Of one's own agency; what a gist says stays where gists are read."""
    own = contact.agency_id == actor().agency_id
    return own and contact.compartment is not Compartment.INTELLIGENCE


def _day(contact: Contact) -> date:
    return clock.local(contact.at).date()

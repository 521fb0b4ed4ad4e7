"""A contact as text for one's own agency's system, so that nothing is typed twice."""

from uuid import UUID

from flask import render_template

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import users_by_id
from popo.contacts.models import Contact
from popo.contacts.own_system import Told, text_of, without_others
from popo.contacts.policy import may_carry_out
from popo.contacts.queries import names_near
from popo.contacts.services import heading_for, note_text_taken_out
from popo.contacts.views.blueprint import Answer, blueprint, contact_or_404
from popo.contacts.wording import OUTCOME_WORDS, TYPE_WORDS
from popo.people.models import Person, SightLevel
from popo.people.policy import is_shared
from popo.people.services import looked_at
from popo.web.current import actor
from popo.web.guard import refuse_sight


@blueprint.get("/people/<string:reference>/contacts/<uuid:contact_id>/as-text")
@requires(Permission.PERSON_READ)
def contact_as_text(reference: str, contact_id: UUID) -> Answer:
    contact, person = contact_or_404(contact_id, SightLevel.READ)
    if person.reference != reference or contact.replaced_at is not None:
        refuse_sight("contact")
    stays = not may_carry_out(actor(), contact.agency_id, shared=is_shared(contact))
    if stays:
        looked_at(actor(), person, "contact as text")
    else:
        note_text_taken_out(actor(), person, "contact", ("contacts", contact.id))
    return render_template(
        "contacts/contact_as_text.html",
        person=person,
        tab="contacts",
        text="" if stays else _text(contact, person),
    )


def _text(contact: Contact, person: Person) -> str:
    author = users_by_id([contact.author_id])[contact.author_id]
    at = clock.local(contact.at)
    told = Told(
        f"{clock.written(at.date())}, {at:%H:%M}",
        TYPE_WORDS[contact.contact_type],
        OUTCOME_WORDS[contact.outcome],
        contact.note or "",
        f"{author.name}, {author.agency.short_name}",
    )
    own, others = names_near(person, [contact.group_id], actor())
    told = without_others(told, person.reference, own, others)
    return text_of(heading_for(actor(), person), person.reference, [told])

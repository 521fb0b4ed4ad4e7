"""A person's timeline as text for one's own agency's system."""

from datetime import timedelta

from flask import render_template, request

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.contacts.services import note_text_taken_out
from popo.overview import own_system
from popo.overview.blueprint import blueprint
from popo.overview.forms import SinceForm
from popo.people.models import SightLevel
from popo.people.queries import get_person
from popo.people.services import looked_at
from popo.web.current import actor
from popo.web.guard import refuse_sight


@blueprint.get("/people/<string:reference>/as-text")
@requires(Permission.PERSON_READ)
def person_as_text(reference: str) -> tuple[str, int]:
    person = get_person(reference, actor(), SightLevel.READ)
    if person is None:
        refuse_sight(reference)
    usual = clock.today() - timedelta(days=own_system.USUAL_DAYS)
    form = SinceForm(request.args or None, data={"since": usual})
    understood = not request.args or form.validate()
    since = form.since.data or usual
    carried = own_system.entries_since(person, actor(), since)
    if carried.entries:
        note_text_taken_out(actor(), person, "timeline")
    else:
        looked_at(actor(), person, "timeline as text")
    page = render_template(
        "overview/person_as_text.html",
        person=person,
        tab="timeline",
        form=form,
        since=since,
        text=own_system.text_since(person, actor(), carried.entries) if carried.entries else "",
        carried=carried,
    )
    return page, 200 if understood else 422

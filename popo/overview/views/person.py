"""A person's case file."""

from flask import render_template

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.actions.standing import STATUS_WORDS
from popo.overview.blueprint import blueprint
from popo.overview.case_file import case_file_of
from popo.overview.headline import headline_of
from popo.overview.story import last_looked_at
from popo.people.queries import get_person
from popo.people.services import looked_at
from popo.people.wording import ADDRESS_WORDS, MARKER_WORDS
from popo.selection.queries.expiry import countdowns
from popo.selection.queries.hosting import hosted_here
from popo.web.current import actor
from popo.web.guard import refuse_sight


@blueprint.get("/people/<string:reference>")
@requires(Permission.PERSON_READ)
def person(reference: str) -> str:
    found = get_person(reference, actor())
    if found is None:
        refuse_sight(reference)
        raise AssertionError
    headline = headline_of(found, actor())
    since = last_looked_at(found, actor()) if headline.in_full else None
    looked_at(actor(), found, "summary")
    return render_template(
        "overview/person.html",
        person=found,
        headline=headline,
        tab="summary",
        file=case_file_of(headline, actor(), since) if headline.in_full else None,
        since=since,
        countdown=countdowns([found.id], actor()).get(found.id) if headline.in_full else None,
        hosted=None if headline.in_full else hosted_here(found, actor()),
        address_words=ADDRESS_WORDS,
        marker_words=MARKER_WORDS,
        status_words=STATUS_WORDS,
    )

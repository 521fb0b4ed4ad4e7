"""A person's case file."""

from collections.abc import Iterable

from flask import render_template

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.models import Agency
from popo.actions.standing import STATUS_WORDS
from popo.overview.blueprint import blueprint
from popo.overview.case_file import case_file_of
from popo.overview.headline import Worker, headline_of
from popo.overview.story import last_looked_at
from popo.people.models import LinkVerdict
from popo.people.queries import get_person, links_of
from popo.people.services import looked_at
from popo.people.wording import ADDRESS_WORDS, MARKER_WORDS
from popo.selection.queries.expiry import countdowns
from popo.selection.queries.hosting import hosted_here
from popo.web.current import actor
from popo.web.guard import refuse_sight


def out_of_hours(workers: Iterable[Worker]) -> list[Agency]:
    """Whom to ring while nobody is at their desk: the agencies that gave a number for it."""
    if clock.is_working_hour(clock.now()):
        return []
    agencies = {worker.user.agency.id: worker.user.agency for worker in workers}
    return [agency for agency in agencies.values() if agency.out_of_hours]


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
        links=[
            link for link in links_of(found.id, actor()) if link.verdict is not LinkVerdict.NOT_SAME
        ],
        tab="summary",
        file=case_file_of(headline, actor(), since) if headline.in_full else None,
        since=since,
        out_of_hours=out_of_hours(headline.workers),
        countdown=countdowns([found.id], actor()).get(found.id) if headline.in_full else None,
        hosted=None if headline.in_full else hosted_here(found, actor()),
        address_words=ADDRESS_WORDS,
        marker_words=MARKER_WORDS,
        status_words=STATUS_WORDS,
    )

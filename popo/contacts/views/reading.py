"""A person's contacts, and the outcomes somebody owes."""

from flask import render_template, request, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import users_by_id
from popo.contacts import queries
from popo.contacts.models import ContactType, Outcome
from popo.contacts.views.blueprint import Answer, blueprint, by_day, may_log, person_or_404, words
from popo.people.models import SightLevel
from popo.people.queries import names_of
from popo.people.services import looked_at, looked_at_list
from popo.web.current import actor

_SHOWN = {"kept": "Kept", "missed": "Missed", "planned": "Planned", "cancelled": "Cancelled"}
_MOST_PAGES = 1_000


@blueprint.get("/people/<string:reference>/contacts")
@requires(Permission.PERSON_READ)
def list_contacts(reference: str) -> Answer:
    """Newest first; what was corrected or is still to come stands among the rest."""
    person = person_or_404(reference, SightLevel.READ)
    filters, page = _filters(), _page()
    shown = queries.contacts_of(person, actor(), filters, page)
    looked_at(actor(), person, "contacts")
    return render_template(
        "contacts/list_contacts.html",
        person=person,
        tab="contacts",
        days=by_day(shown),
        total=queries.count_contacts(person, actor(), filters),
        page=page,
        page_size=queries.PAGE,
        filters=filters,
        outcomes=_SHOWN,
        types=list(ContactType),
        users=users_by_id(row.author_id for row in shown),
        reasons=queries.reasons_of(shown, actor()),
        together=queries.references_of(shown, actor()),
        may_log=may_log(reference),
        judges=queries.judges_for(actor(), [person.id]),
        page_href=lambda number: _page_href(reference, filters, number),
        **words(),
    )


def _filters() -> queries.Filters:
    outcome = request.args.get("outcome", "")
    kind = request.args.get("type", "")
    return queries.Filters(
        outcome if outcome in _SHOWN else "",
        ContactType(kind) if kind in set(ContactType) else None,
    )


def _page() -> int:
    return min(max(1, request.args.get("page", 1, type=int)), _MOST_PAGES)


def _page_href(reference: str, filters: queries.Filters, number: int) -> str:
    return url_for(
        "contacts.list_contacts",
        reference=reference,
        outcome=filters.outcome or None,
        type=filters.contact_type,
        page=number,
    )


@blueprint.get("/contacts/owed")
@requires(Permission.CONTACT_LOG)
def owed_outcomes() -> Answer:
    """Planned contacts whose time has passed, absences to judge, and what follows from them."""
    owed, absences = queries.outcomes_owed(actor()), queries.absences_to_answer(actor())
    people = {person.id for _, person in [*owed, *absences]}
    looked_at_list(actor(), people, "outcomes owed")
    return render_template(
        "contacts/owed_outcomes.html",
        owed=owed,
        absences=absences,
        names=names_of(people, actor()),
        judges=queries.judges_for(actor(), people),
        not_judged=Outcome.MISSED_NOT_JUDGED,
        **words(),
    )

"""What the pages of selection share."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.people.services import looked_at
from popo.selection.models import Decision, NominationStatus
from popo.selection.queries.nominations import Nominated, get_nomination
from popo.web.current import actor
from popo.web.forms import Form
from popo.web.guard import refuse_sight

selection = Blueprint("selection", __name__)
Answer = Response | str | tuple[str, int]

STATUS_TAGS = {
    NominationStatus.DRAFT: ("Not sent", "waiting"),
    NominationStatus.NOMINATED: ("Nominated", "plain"),
    NominationStatus.SCORING: ("Being scored", "plain"),
    NominationStatus.AWAITING_PANEL: ("Awaiting panel", "waiting"),
    NominationStatus.DEFERRED: ("Deferred", "waiting"),
    NominationStatus.DECLINED: ("Declined", "quiet"),
    NominationStatus.SELECTED: ("Selected", "good"),
}
DECISION_WORDS = {
    Decision.SELECT: "Selected",
    Decision.DEFER: "Deferred",
    Decision.DECLINE: "Declined",
    Decision.DE_SELECT: "De-selected",
    Decision.RE_SELECT: "Selected again",
    Decision.MOVE_STRAND: "Moved to another strand",
    Decision.CHANGE_COLOUR: "Colour changed",
}


def person_named(reference: str, level: SightLevel = SightLevel.READ) -> Person:
    """The person of the page, or 404 with a trail of who tried."""
    person = get_person(reference, actor(), level)
    if person is None:
        refuse_sight(reference)
    return person


def nominated(nomination_id: UUID, level: SightLevel = SightLevel.READ) -> Nominated:
    found = get_nomination(nomination_id, actor(), level)
    if found is None:
        refuse_sight("nomination")
    return found


def person_page(template: str, person: Person, **values: Any) -> Answer:
    """A page of the selection tab, its reading on the trail; 422 where its form has errors."""
    looked_at(actor(), person, "selection")
    page = render_template(f"selection/{template}.html", person=person, tab="selection", **values)
    form: Form | None = values.get("form")
    return (page, 422) if form is not None and form.errors else page


def conflict_page(
    person: Person, fields: Iterable[tuple[str, str, str, str]], href: str
) -> tuple[str, int]:
    """What somebody else saved of the person beside what was typed: a look at the record too."""
    looked_at(actor(), person, "selection")
    return conflict(fields, href)


def conflict(fields: Iterable[tuple[str, str, str, str]], href: str) -> tuple[str, int]:
    """The same about nobody in particular: label, before, theirs, mine."""
    return render_template("errors/conflict.html", fields=list(fields), href=href), 409


def page(template: str, **values: Any) -> Answer:
    """A page about nobody in particular."""
    drawn = render_template(f"selection/{template}.html", **values)
    form: Form | None = values.get("form")
    return (drawn, 422) if form is not None and form.errors else drawn

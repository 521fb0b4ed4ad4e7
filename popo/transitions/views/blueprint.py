"""The blueprint, and what its views share."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from popo.access.permissions import Clearance
from popo.accounts.queries import list_agencies, users_by_id
from popo.cases.models import SchemeCase
from popo.cases.queries import open_case_of
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.people.services import looked_at
from popo.transitions.queries.transitions import Found, transitions_of
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import warn

blueprint = Blueprint("transitions", __name__)
Answer = Response | str | tuple[str, int]


def person_or_404(reference: str, level: SightLevel) -> Person:
    person = get_person(reference, actor(), level)
    if person is None:
        refuse_sight(reference)
    return person


def young_case(person: Person) -> SchemeCase | None:
    """The open case, for the young people's side alone."""
    return open_case_of(person) if is_cleared() else None


def in_hand(person: Person) -> Found | None:
    """The transition that has not ended, for the young people's side alone."""
    rows = transitions_of(person, actor()) if is_cleared() else []
    return next((found for found in rows if found.is_open), None)


def is_cleared() -> bool:
    return actor().cleared_for(Clearance.PREVENT_AND_DETER)


def nothing_in_hand(reference: str) -> Answer:
    """Of an adult, and of a child whose strand may not be told: in the same words."""
    warn(f"{reference} has no transition in hand.")
    return redirect(show_href(reference))


def show_href(reference: str) -> str:
    return url_for("transitions.show_transition", reference=reference)


def page(name: str, person: Person, form: Any, **values: Any) -> tuple[str, int]:
    looked_at(actor(), person, name.replace("_", " "))
    shown = render_template(
        f"transitions/{name}.html", person=person, tab="case", form=form, **values
    )
    return shown, 422 if form.errors or form.form_errors else 200


def words(rows: list[Found]) -> dict[str, Any]:
    """Names that pages about transitions write."""
    keys = {
        key
        for found in rows
        for key in (
            found.transition.receiver_id,
            found.transition.proposed_by_id,
            found.transition.begun_by_id,
            *(meeting.yos_worker_id for meeting in found.meetings),
            *(meeting.receiver_id for meeting in found.meetings),
        )
        if key
    }
    return {
        "users": users_by_id(keys),
        "agencies": {agency.id: agency for agency in list_agencies()},
    }

"""The blueprint, and what its views share."""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from popo.drafts.queries import find_draft
from popo.drafts.services import mark_sent
from popo.drafts.typed import resumed
from popo.errors import RuleBroken
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.people.services import looked_at
from popo.web.current import actor
from popo.web.forms import DraftedForm
from popo.web.guard import refuse_sight
from popo.web.notices import done_once

blueprint = Blueprint("circumstances", __name__)
Answer = Response | str | tuple[str, int]
F = TypeVar("F", bound=DraftedForm)


def person_or_404(reference: str, level: SightLevel) -> Person:
    person = get_person(reference, actor(), level)
    if person is None:
        refuse_sight(reference)
    return person


def show_href(reference: str) -> str:
    return url_for("circumstances.show_circumstances", reference=reference)


def opened(form: type[F], reference: str) -> F:
    """The form with what its writer had begun, where it is being opened."""
    draft = None
    if request.method == "GET":
        draft = find_draft(actor(), str(request.endpoint), reference)
    return form(resumed(draft)) if draft else form()


def add_page(
    name: str, person: Person, form: DraftedForm, add: Callable[[], object], said: str
) -> Answer:
    """Shows the form, or does what it says: once, however often it is sent."""
    if form.validate_on_submit():
        try:
            first = mark_sent(actor(), str(form.idempotency.data))
            if first:
                add()
        except RuleBroken as broken:
            form.show(broken)
        else:
            done_once(said, first=first)
            return redirect(show_href(person.reference))
    return page(name, person, form)


def page(name: str, person: Person, form: DraftedForm) -> tuple[str, int]:
    looked_at(actor(), person, name)
    shown = render_template(
        f"circumstances/{name}.html", person=person, tab="circumstances", form=form
    )
    return shown, 422 if form.errors else 200

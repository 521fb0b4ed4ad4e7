"""The blueprint, and what its views share."""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from popo.drafts.queries import find_draft
from popo.drafts.services import mark_sent
from popo.drafts.typed import resumed
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.people.services import looked_at
from popo.web.current import actor
from popo.web.forms import DraftedForm
from popo.web.guard import refuse_sight
from popo.web.notices import done

blueprint = Blueprint("whereabouts", __name__)
Answer = Response | str | tuple[str, int]
F = TypeVar("F", bound=DraftedForm)


def person_or_404(reference: str, level: SightLevel) -> Person:
    person = get_person(reference, actor(), level)
    if person is None:
        refuse_sight(reference)
    return person


def show_href(reference: str) -> str:
    return url_for("whereabouts.show_whereabouts", reference=reference)


def opened(form: type[F], endpoint: str, reference: str) -> F | None:
    """The form with what its writer had begun, where it is being opened."""
    draft = find_draft(actor(), endpoint, reference) if request.method == "GET" else None
    return form(resumed(draft)) if draft else None


def once(form: DraftedForm, change: Callable[[], object], said: str) -> None:
    """A form sent twice changes things once."""
    if mark_sent(actor(), str(form.idempotency.data)):
        change()
        done(said)


def form_page(name: str, person: Person, form: DraftedForm) -> tuple[str, int]:
    looked_at(actor(), person, name)
    page = render_template(f"whereabouts/{name}.html", person=person, tab="whereabouts", form=form)
    return page, 422 if form.errors else 200

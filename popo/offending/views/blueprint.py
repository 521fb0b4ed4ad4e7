"""The blueprint, and what its views share."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response

from popo import clock
from popo.access.permissions import Permission
from popo.drafts.queries import find_draft
from popo.drafts.services import mark_sent
from popo.drafts.typed import resumed
from popo.offending import policy, queries
from popo.offending.find_offence import title_of
from popo.offending.models import OffenceEvent
from popo.offending.queries import Matter
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.people.services import looked_at
from popo.web.current import actor
from popo.web.filters import shortdate
from popo.web.forms import DraftedForm
from popo.web.guard import refuse_sight
from popo.web.notices import done

blueprint = Blueprint("offending", __name__)
Answer = Response | str | tuple[str, int]
F = TypeVar("F", bound=DraftedForm)
MOST_PAGES = 1_000


def person_or_404(reference: str, level: SightLevel) -> Person:
    person = get_person(reference, actor(), level)
    if person is None:
        refuse_sight(reference)
    return person


def event_or_404(event_id: UUID, person: Person) -> OffenceEvent:
    event = queries.get_event(event_id, person, actor())
    if event is None:
        abort(404)
    return event


def show_href(reference: str, matter_id: UUID | None = None) -> str:
    """The matter, where there is one; else everything."""
    if matter_id is not None:
        return url_for("offending.show_matter", reference=reference, matter_id=matter_id)
    return url_for("offending.show_offending", reference=reference)


def page_asked(name: str = "page") -> int:
    return min(max(1, request.args.get(name, 1, type=int)), MOST_PAGES)


def may_work(person: Person) -> bool:
    """Whether this actor may record here: permission, sight and the right kind of agency."""
    may = actor().can(Permission.OFFENDING_EDIT) and policy.may_record(actor(), person)
    return may and get_person(person.reference, actor(), SightLevel.WORK) is not None


def opened(form: type[F], endpoint: str, reference: str) -> F:
    """The form, with what its writer had begun where it is being opened."""
    draft = find_draft(actor(), endpoint, reference) if request.method == "GET" else None
    return form(resumed(draft)) if draft else form()


def once(form: DraftedForm, change: Callable[[], object], said: str) -> None:
    """A form sent twice changes things once."""
    if mark_sent(actor(), str(form.idempotency.data)):
        change()
        done(said)


def form_page(name: str, person: Person, form: Any, **values: Any) -> tuple[str, int]:
    looked_at(actor(), person, name.replace("_", " "))
    page = render_template(
        f"offending/{name}.html",
        person=person,
        tab="offending",
        form=form,
        back=show_href(person.reference),
        **values,
    )
    return page, 422 if form.errors or form.form_errors else 200


def called(matter: Matter) -> str:
    """What a matter is called: its offence, and when it began."""
    offence = title_of(matter.ho_code) if matter.ho_code else "Offence not said"
    return f"{offence.rstrip('.')}, {shortdate(matter.began_on)}"


def matters_offered(person: Person) -> dict[str, str]:
    """The newest matters, for a form that asks to which one something belongs."""
    found = queries.matters_of(person, actor(), clock.today())
    return {str(matter.id): f"{called(matter)}: {matter.stage.words}" for matter in found}


def orders_offered(person: Person) -> dict[str, str]:
    orders = queries.orders_of(person, actor(), clock.today())
    return {
        str(one.basis.id): f"{one.basis.basis.words}, from {shortdate(one.basis.starts_on)}"
        for one in orders
    }


def words(person: Person) -> dict[str, Any]:
    """What the pages about events write with."""
    now = clock.now()
    return {
        "working": may_work(person),
        "title_of": title_of,
        "called": called,
        "may_undo": lambda event: policy.may_undo(actor(), event, now),
        "may_correct": lambda event: policy.may_correct(actor(), event),
        "in_full": lambda event: policy.may_read_detail(actor(), event),
        "own_agency_id": actor().agency_id,
    }

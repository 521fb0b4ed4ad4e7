"""What the pages about plans share."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from popo.accounts.models import User
from popo.accounts.queries import users_by_id
from popo.cases.models import SchemeCase
from popo.cases.queries import open_case_of
from popo.drafts.queries import find_draft
from popo.drafts.typed import resumed
from popo.errors import RuleBroken
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.people.services import looked_at
from popo.plans import wording
from popo.plans.queries.plans import Aim, Versions, get_objective, versions_of
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.filters import longdate
from popo.web.forms import Form, VersionedForm
from popo.web.guard import refuse_sight

F = TypeVar("F", bound=Form)

plans = Blueprint("plans", __name__)
Answer = Response | str | tuple[str, int]


def person_named(reference: str, level: SightLevel = SightLevel.READ) -> Person:
    """The person of the page, or 404 with a trail of who tried."""
    person = get_person(reference, actor(), level)
    if person is None:
        refuse_sight(reference)
    return person


def aim_of(objective_id: UUID, level: SightLevel = SightLevel.WORK) -> Aim:
    found = get_objective(objective_id, actor(), level)
    if found is None:
        refuse_sight("objective")
    return found


def case_of(person: Person) -> SchemeCase:
    """The open case, without which there is no plan to change."""
    case = open_case_of(person)
    if case is None:
        raise RuleBroken(f"{person.reference} has no open case, and a plan belongs to a case.")
    return case


def versions_for(person: Person) -> Versions:
    return versions_of(person, actor())


def page(template: str, person: Person | None = None, **values: Any) -> Answer:
    """A page of the plan tab, its reading on the trail; 422 where its form has errors."""
    if person is not None:
        looked_at(actor(), person, "plan")
    drawn = render_template(f"plans/{template}.html", person=person, tab="plan", **said(), **values)
    form: Form | None = values.get("form")
    return (drawn, 422) if form is not None and form.errors else drawn


def conflict(
    person: Person | None, fields: Iterable[tuple[str, str, str, str]], href: str
) -> Answer:
    """A stale save: (label, as it was opened, theirs, mine)."""
    if person is not None:
        looked_at(actor(), person, "plan changed meanwhile")
    return render_template("errors/conflict.html", fields=list(fields), href=href), 409


def overtaken(
    person: Person | None, form: VersionedForm, now: VersionedForm, href: str
) -> tuple[str, int]:
    """Somebody else saved what `form` was opened on: both put together, to read and save."""
    if person is not None:
        looked_at(actor(), person, "plan changed meanwhile")
    return conflict_page(form, now, href)


def begun(form: type[F], about: str, data: Mapping[str, Any]) -> F:
    """The form as it was left, else with what is known already."""
    draft = None
    if request.method == "GET":
        draft = find_draft(actor(), request.endpoint or "", about)
    return form(resumed(draft)) if draft else form(data=data)


def plan_href(person: Person) -> str:
    return url_for("plans.show_plan", reference=person.reference)


def users_of(keys: Iterable[UUID | None]) -> dict[UUID, User]:
    return users_by_id(key for key in keys if key)


def user_chosen(key: UUID) -> User:
    return users_by_id([key])[key]


def day(value: date | None) -> str:
    return longdate(value) if value else ""


def said() -> dict[str, Any]:
    """What every template about plans writes with."""
    return {
        "statuses": wording.STATUS_WORDS,
        "level_tones": wording.LEVEL_TONES,
        "outcome_tones": wording.OUTCOME_TONES,
        "support_tones": wording.SUPPORT_TONES,
        "results": wording.RESULTS,
        "views": wording.VIEWS,
        "who_reads": wording.who_reads(actor()),
    }

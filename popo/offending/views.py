"""The offending record: what happened, newest first, and how to add to it."""

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.drafts.queries import find_draft
from popo.drafts.services import mark_sent
from popo.drafts.typed import resumed
from popo.errors import RuleBroken, StaleVersion
from popo.offending import queries, services
from popo.offending.find_offence import find_offences, title_of
from popo.offending.forms import ConcludeWarrantForm, RecordEventForm
from popo.offending.models import OffenceEvent, OffenceEventKind
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.people.services import looked_at
from popo.web.current import actor
from popo.web.filters import longdate
from popo.web.guard import refuse_sight
from popo.web.notices import done

blueprint = Blueprint("offending", __name__)
Answer = Response | str | tuple[str, int]
_MOST_PAGES = 1_000
_YEAR = timedelta(days=364)
"""From the first day of a year to its last."""


@blueprint.get("/people/<string:reference>/offending")
@requires(Permission.PERSON_READ)
def show_offending(reference: str) -> Answer:
    person = _person(reference, SightLevel.READ)
    looked_at(actor(), person, "offending")
    page = min(max(1, request.args.get("page", 1, type=int)), _MOST_PAGES)
    today = clock.today()
    warrants = queries.outstanding_warrants_of([person.id], actor())
    return render_template(
        "offending/show_offending.html",
        person=person,
        tab="offending",
        events=queries.events_of(person, actor(), page),
        total=queries.count_events(person, actor()),
        page=page,
        page_size=queries.EVENTS_A_PAGE,
        warrants=warrants.get(person.id, []),
        days=queries.days_at_liberty(person.id, today - _YEAR, today),
        kinds=list(OffenceEventKind),
        title_of=title_of,
        may_work=get_person(reference, actor(), SightLevel.WORK) is not None,
    )


@blueprint.route("/people/<string:reference>/offending/record", methods=["GET", "POST"])
@requires(Permission.OFFENDING_EDIT)
def record_event(reference: str) -> Answer:
    """`kind` in the address, or in the form, says what is recorded; else what was begun."""
    person = _person(reference, SightLevel.WORK)
    form = _opened(reference)
    if form is None:
        return redirect(_show(reference))
    if form.asks_for_offence:
        form.offer_offences(find_offences(form.offence_words.data or ""))
    only_looking = "find" in request.form
    if not only_looking and form.validate_on_submit():
        try:
            _record(form, person)
        except RuleBroken as broken:
            form.show(broken)
        else:
            return redirect(_show(reference))
    looked_at(actor(), person, "record event")
    page = render_template("offending/record_event.html", person=person, tab="offending", form=form)
    return page, 422 if form.errors else 200


def _opened(reference: str) -> RecordEventForm | None:
    if request.method == "POST":
        kind = _kind_of(request.form.get("kind"))
        return RecordEventForm(kind) if kind else None
    asked = _kind_of(request.args.get("kind"))
    draft = find_draft(actor(), "offending.record_event", reference)
    begun = _kind_of(next(iter((draft.fields or {}).get("kind", [])), None)) if draft else None
    if draft and begun and asked in {begun, None}:
        return RecordEventForm(begun, resumed(draft))
    return RecordEventForm(asked) if asked else None


def _kind_of(value: str | None) -> OffenceEventKind | None:
    return OffenceEventKind(value) if value in set(OffenceEventKind) else None


def _record(form: RecordEventForm, person: Person) -> None:
    if form.asks_for_offence and form.offence_words.data and not form.offence.data:
        raise RuleBroken("Choose one of the offences found, or try other words.", "offence_words")
    if mark_sent(actor(), form.idempotency.data):
        services.record_event(actor(), person, form.details())
        done(f"{form.event_kind.words} recorded.")


@blueprint.route(
    "/people/<string:reference>/offending/<uuid:event_id>/conclude", methods=["GET", "POST"]
)
@requires(Permission.OFFENDING_EDIT)
def conclude_warrant(reference: str, event_id: UUID) -> Answer:
    person = _person(reference, SightLevel.WORK)
    warrant = queries.get_event(event_id, person, actor())
    if warrant is None or warrant.event_kind is not OffenceEventKind.WARRANT:
        abort(404)
    form = ConcludeWarrantForm(data={"version": warrant.version, "concluded_on": clock.today()})
    if form.validate_on_submit():
        try:
            services.conclude_warrant(actor(), warrant, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _conflict(person, warrant, form)
        else:
            done("The warrant is no longer outstanding.")
            return redirect(_show(reference))
    looked_at(actor(), person, "conclude warrant")
    page = render_template(
        "offending/conclude_warrant.html",
        person=person,
        tab="offending",
        form=form,
        warrant=warrant,
    )
    return page, 422 if form.errors else 200


def _conflict(person: Person, warrant: OffenceEvent, form: ConcludeWarrantForm) -> Answer:
    looked_at(actor(), person, "conclude warrant")
    theirs = longdate(warrant.concluded_on) if warrant.concluded_on else ""
    fields = [("Executed or withdrawn on", "", theirs, longdate(form.details()))]
    href = _show(person.reference)
    return render_template("errors/conflict.html", fields=fields, href=href), 409


def _person(reference: str, level: SightLevel) -> Person:
    person = get_person(reference, actor(), level)
    if person is None:
        refuse_sight(reference)
    return person


def _show(reference: str) -> str:
    return url_for("offending.show_offending", reference=reference)

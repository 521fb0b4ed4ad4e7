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
from popo.offending.forms import (
    ConcludeWarrantForm,
    MarkCoOffendingWrongForm,
    RecordCoOffendingForm,
    RecordEventForm,
)
from popo.offending.models import OffenceEvent, OffenceEventKind
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person, names_of
from popo.people.services import looked_at, looked_at_list
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
    together = queries.together_of(person, actor())
    others = {one.other.id for one in together}
    looked_at_list(actor(), others, "offending together")
    return render_template(
        "offending/show_offending.html",
        person=person,
        tab="offending",
        events=queries.events_of(person, actor(), page),
        total=queries.count_events(person, actor()),
        page=page,
        page_size=queries.EVENTS_A_PAGE,
        warrants=warrants.get(person.id, []),
        together=together,
        names=names_of(others, actor()),
        days=queries.days_at_liberty(person.id, today - _YEAR, today),
        kinds=list(OffenceEventKind),
        title_of=title_of,
        may_work=get_person(reference, actor(), SightLevel.WORK) is not None,
        own_agency_id=actor().agency_id,
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
    if form.asks_for_offence:
        _check_chosen(form)
    if mark_sent(actor(), form.idempotency.data):
        services.record_event(actor(), person, form.details())
        done(f"{form.event_kind.words} recorded.")


def _check_chosen(form: RecordEventForm | RecordCoOffendingForm) -> None:
    if form.offence_words.data and not form.offence.data:
        raise RuleBroken("Choose one of the offences found, or try other words.", "offence_words")


@blueprint.route("/people/<string:reference>/offending/together", methods=["GET", "POST"])
@requires(Permission.OFFENDING_EDIT)
def record_co_offending(reference: str) -> Answer:
    person = _person(reference, SightLevel.WORK)
    form = _co_offending_form(reference)
    form.offer_offences(find_offences(form.offence_words.data or ""))
    only_looking = "find" in request.form
    if not only_looking and form.validate_on_submit():
        try:
            _record_co_offending(form, person)
        except RuleBroken as broken:
            form.show(broken)
        else:
            return redirect(_show(reference))
    looked_at(actor(), person, "record offending together")
    page = render_template(
        "offending/record_co_offending.html", person=person, tab="offending", form=form
    )
    return page, 422 if form.errors or form.form_errors else 200


def _co_offending_form(reference: str) -> RecordCoOffendingForm:
    draft = None
    if request.method == "GET":
        draft = find_draft(actor(), "offending.record_co_offending", reference)
    return RecordCoOffendingForm(resumed(draft)) if draft else RecordCoOffendingForm()


def _record_co_offending(form: RecordCoOffendingForm, person: Person) -> None:
    _check_chosen(form)
    if mark_sent(actor(), form.idempotency.data):
        services.record_co_offending(actor(), person, form.details())
        done("Recorded on both records.")


@blueprint.route(
    "/people/<string:reference>/offending/together/<uuid:link_id>/wrong", methods=["GET", "POST"]
)
@requires(Permission.OFFENDING_EDIT)
def mark_co_offending_wrong(reference: str, link_id: UUID) -> Answer:
    person = _person(reference, SightLevel.WORK)
    together = queries.get_together(link_id, person, actor())
    if together is None:
        abort(404)
    form = MarkCoOffendingWrongForm(data={"version": together.row.version})
    if form.validate_on_submit():
        try:
            services.mark_co_offending_wrong(actor(), together, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _marked_meanwhile(person, together, form)
        else:
            done("Marked wrong on both records. It counts no more.")
            return redirect(_show(reference))
    looked_at(actor(), person, "mark offending together wrong")
    looked_at_list(actor(), [together.other.id], "offending together")
    page = render_template(
        "offending/mark_co_offending_wrong.html",
        person=person,
        tab="offending",
        form=form,
        together=together,
    )
    return page, 422 if form.errors or form.form_errors else 200


def _marked_meanwhile(
    person: Person, together: queries.Together, form: MarkCoOffendingWrongForm
) -> Answer:
    looked_at(actor(), person, "mark offending together wrong")
    fields = [("What was wrong", "", together.row.why_wrong or "", form.details())]
    href = _show(person.reference)
    return render_template("errors/conflict.html", fields=fields, href=href), 409


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

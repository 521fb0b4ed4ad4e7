"""Contacts planned ahead: adding a series, changing and ending the rest of it, undoing it."""

from datetime import time, timedelta
from typing import Any
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.models import User
from popo.accounts.queries import users_by_id
from popo.cases.queries import possible_workers
from popo.contacts import queries, services
from popo.contacts.forms import (
    AddSeriesForm,
    ChangeSeriesForm,
    EndSeriesForm,
    UndoSeriesForm,
)
from popo.contacts.models import ContactSeries, ContactType
from popo.contacts.policy import may_plan
from popo.contacts.recurring import weekday_words
from popo.contacts.views.blueprint import Answer, blueprint, may_log, person_or_404, words
from popo.contacts.wording import TYPE_WORDS
from popo.drafts.queries import find_draft
from popo.drafts.typed import resumed
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person, SightLevel
from popo.people.services import looked_at
from popo.web.current import actor
from popo.web.filters import plural, shortdate
from popo.web.forms import Form
from popo.web.guard import refuse_sight
from popo.web.notices import done

_USUAL = timedelta(weeks=12)
_ADD = "contacts.add_series"


@blueprint.get("/people/<string:reference>/contacts/series")
@requires(Permission.PERSON_READ)
def list_series(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.READ)
    running = queries.series_of(person, actor())
    looked_at(actor(), person, "planned series")
    return render_template(
        "contacts/list_series.html",
        person=person,
        tab="contacts",
        running=running,
        workers=users_by_id(one.row.worker_id for one in running),
        may_log=may_log(reference),
        may_plan=lambda series: may_plan(actor(), series),
        **_series_words(),
    )


@blueprint.route("/people/<string:reference>/contacts/series/add", methods=["GET", "POST"])
@requires(Permission.CONTACT_LOG)
def add_series(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    form, workers = _opened(person), _workers()
    form.offer_workers(workers)
    if form.validate_on_submit():
        try:
            series = services.add_series(
                actor(), person, _plan(form, workers), form.idempotency.data
            )
        except RuleBroken as broken:
            form.show(broken)
        else:
            return _after(person, series)
    return _page("add_series", person, form)


def _opened(person: Person) -> AddSeriesForm:
    draft = find_draft(actor(), _ADD, person.reference) if request.method == "GET" else None
    data: dict[str, Any] = {
        "contact_type": ContactType.OFFICE_VISIT,
        "worker": actor().user_id,
        "first": clock.today(),
        "until": clock.today() + _USUAL,
        "place": queries.usual(person, actor()).place,
    }
    return AddSeriesForm(resumed(draft)) if draft else AddSeriesForm(data=data)


@blueprint.route("/contacts/series/<uuid:series_id>/change", methods=["GET", "POST"])
@requires(Permission.CONTACT_LOG)
def change_series(series_id: UUID) -> Answer:
    """What is still to come is planned anew from a day on."""
    series, person = _series_or_404(series_id)
    workers = _workers()
    form = ChangeSeriesForm(data=_as_it_is(series))
    form.offer_workers(workers)
    if form.validate_on_submit():
        try:
            changed = services.change_series(
                actor(),
                series,
                person,
                _plan(form, workers),
                form.version.data,
                form.idempotency.data,
            )
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _conflict(series, person, weekday_words(form.details().weekdays))
        else:
            return _after(person, changed)
    return _page("change_series", person, form, series=series)


def _as_it_is(series: ContactSeries) -> dict[str, Any]:
    return {
        "version": series.version,
        "contact_type": series.contact_type,
        "worker": series.worker_id,
        "weekdays": series.weekdays,
        "at": f"{_time_of(series):%H:%M}",
        "first": max(clock.today(), series.starts_on),
        "until": series.until,
        "place": series.place or "",
        "skips_holidays": series.skips_holidays,
    }


@blueprint.route("/contacts/series/<uuid:series_id>/end", methods=["GET", "POST"])
@requires(Permission.CONTACT_LOG)
def end_series(series_id: UUID) -> Answer:
    series, person = _series_or_404(series_id)
    form = EndSeriesForm(data={"version": series.version, "from_day": clock.today()})
    if form.validate_on_submit():
        try:
            count = services.end_series(actor(), series, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _conflict(series, person, f"No more from {shortdate(form.details())}")
        else:
            done(f"The series has ended: {plural(count, 'planned contact')} withdrawn.")
            return redirect(_list_href(person))
    return _page("end_series", person, form, series=series)


@blueprint.post("/contacts/series/<uuid:series_id>/undo")
@requires(Permission.CONTACT_LOG)
def undo_series(series_id: UUID) -> Answer:
    series, person = _series_or_404(series_id)
    if not UndoSeriesForm().validate():
        abort(400)
    services.undo_series(actor(), series)
    done("Undone: nothing of this series is planned any more.")
    return redirect(_list_href(person))


def _workers() -> list[User]:
    """Colleagues of one's own agency: an outcome is owed by the agency that planned it."""
    return [user for user in possible_workers(actor()) if user.agency_id == actor().agency_id]


def _plan(form: AddSeriesForm | ChangeSeriesForm, workers: list[User]) -> services.Plan:
    found = form.details()
    return services.Plan(
        contact_type=found.contact_type,
        worker=next(user for user in workers if user.id == found.worker_id),
        weekdays=found.weekdays,
        at=found.at,
        first=found.first,
        until=found.until,
        place=found.place,
        skips_holidays=found.skips_holidays,
    )


def _after(person: Person, series: ContactSeries) -> Answer:
    days = services.planned_days(series)
    left_out = f", {plural(len(days.left_out), 'bank holiday')} left out" if days.left_out else ""
    done(
        f"Planned on {weekday_words(series.weekdays)} until {shortdate(series.until)}{left_out}.",
        undo_href=url_for("contacts.undo_series", series_id=series.id),
    )
    return redirect(_list_href(person))


def _series_or_404(series_id: UUID) -> tuple[ContactSeries, Person]:
    found = queries.get_series(series_id, actor())
    if found is None:
        refuse_sight("series")
    return found


def _page(name: str, person: Person, form: Form, **values: Any) -> tuple[str, int]:
    looked_at(actor(), person, name.replace("_", " "))
    page = render_template(
        f"contacts/{name}.html",
        person=person,
        tab="contacts",
        form=form,
        cancel=_list_href(person),
        **values,
        **_series_words(),
    )
    return page, 422 if form.errors else 200


def _conflict(series: ContactSeries, person: Person, mine: str) -> tuple[str, int]:
    """What somebody else did with the series meanwhile, beside what was typed."""
    looked_at(actor(), person, "series changed meanwhile")
    days = weekday_words(series.weekdays)
    now = "Ended" if series.ended_at else days
    what = TYPE_WORDS[series.contact_type]
    fields = [("Series", what, what, what), ("On", days, now, mine)]
    page = render_template("errors/conflict.html", fields=fields, href=_list_href(person))
    return page, 409


def _series_words() -> dict[str, object]:
    return {**words(), "weekday_words": weekday_words, "time_of": _time_of}


def _time_of(series: ContactSeries) -> time:
    return time(*divmod(series.minute, 60))


def _list_href(person: Person) -> str:
    return url_for("contacts.list_series", reference=person.reference)

"""A person's case: its colour, its strands and who works on it."""

from collections.abc import Callable, Iterable
from typing import TypeVar
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.models import Agency, AgencyKind
from popo.accounts.queries import list_agencies, users_by_id
from popo.cases import queries, services
from popo.cases.forms import (
    AssignWorkerForm,
    EngageStrandForm,
    SetTrafficLightForm,
)
from popo.cases.models import Assignment, SchemeCase, Strand, StrandEngagement
from popo.cases.policy import may_lead, may_see_role, may_see_strand, roles_in, strands_open_to
from popo.cases.queries.tiers import tier_names
from popo.cases.views.blueprint import Answer, blueprint
from popo.drafts.queries import find_draft
from popo.drafts.services import mark_sent
from popo.drafts.typed import resumed
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.people.services import looked_at
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.filters import longdate
from popo.web.guard import refuse_sight
from popo.web.notices import done, warn

R = TypeVar("R", Assignment, StrandEngagement)


@blueprint.get("/people/<string:reference>/case")
@requires(Permission.PERSON_READ)
def show_case(reference: str) -> Answer:
    person = _person(reference, SightLevel.READ)
    spells = queries.spells_open_to(actor(), person)
    looked_at(actor(), person, "case")
    if not spells:
        return render_template("cases/show_case.html", person=person, tab="case", spells=[])
    case = spells[0]
    workers = [
        row
        for row in queries.assignment_history(case)
        if person.is_young or may_see_role(actor(), row.role)
    ]
    lights = queries.light_history(case, actor())
    strands = [
        row for row in queries.engagement_history(case) if may_see_strand(actor(), row.strand)
    ]
    return render_template(
        "cases/show_case.html",
        person=person,
        tab="case",
        case=case,
        spells=spells,
        statuses=queries.status_history(case),
        strands=strands,
        workers=workers,
        lights=lights,
        users=users_by_id({row.user_id for row in workers} | {light.set_by_id for light in lights}),
        agencies={agency.id: agency for agency in list_agencies()},
        may_work=get_person(reference, actor(), SightLevel.WORK) is not None,
        young_led=_running(strands, Strand.PREVENT_AND_DETER),
        escalated=_running(strands, Strand.CATCH_AND_CONVICT),
        leads=may_lead(actor(), [row for row in strands if row.ends_on is None]),
    )


def _running(rows: Iterable[StrandEngagement], strand: Strand) -> bool:
    return any(row.ends_on is None and row.strand is strand for row in rows)


@blueprint.route("/people/<string:reference>/traffic-light", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def set_traffic_light(reference: str) -> Answer:
    person, case = _working_on(reference)
    if case is None:
        return _no_case(reference)
    form = _light_form(person, case)
    if form.validate_on_submit():
        try:
            _set_light(form, case)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _conflict(person, case, form)
        else:
            return redirect(_show(reference))
    looked_at(actor(), person, "set traffic light")
    page = render_template(
        "cases/set_traffic_light.html",
        person=person,
        tab="case",
        form=form,
        light=queries.lights_of([case.id], clock.today()).get(case.id),
    )
    return page, 422 if form.errors else 200


def _light_form(person: Person, case: SchemeCase) -> SetTrafficLightForm:
    draft = None
    if request.method == "GET":
        draft = find_draft(actor(), "cases.set_traffic_light", person.reference)
    if draft:
        return SetTrafficLightForm(resumed(draft))
    return SetTrafficLightForm(data={"version": queries.lights_set(case)})


def _set_light(form: SetTrafficLightForm, case: SchemeCase) -> None:
    details, today = form.details(), clock.today()
    if not mark_sent(actor(), form.idempotency.data):
        return
    review_on = details.review_on or services.default_review(details.colour, today)
    services.set_traffic_light(
        actor(), case, details.colour, details.reason, review_on, form.version.data, today
    )
    done(f"The colour is {details.colour.value}, to be looked at again by {longdate(review_on)}.")


def _conflict(person: Person, case: SchemeCase, form: SetTrafficLightForm) -> Answer:
    """Their colour stands; yours would be the next."""
    looked_at(actor(), person, "set traffic light")
    light = next(iter(queries.light_history(case, actor())), None)
    held = (
        {"colour": light.colour, "reason": light.reason, "review_on": light.review_on}
        if light
        else {}
    )
    now = SetTrafficLightForm(None, data={"version": queries.lights_set(case), **held})
    return conflict_page(form, now, url_for("cases.set_traffic_light", reference=person.reference))


@blueprint.route("/people/<string:reference>/workers/assign", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def assign_worker(reference: str) -> Answer:
    person, case = _working_on(reference)
    if case is None:
        return _no_case(reference)
    form = AssignWorkerForm()
    workers = queries.possible_workers(actor())
    form.offer(workers, roles_in(person))
    if form.validate_on_submit():
        details = form.details()
        user = users_by_id([details.user_id])[details.user_id]
        try:
            services.assign_worker(actor(), case, user, details.role, clock.today())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"Somebody more now works on {reference}.")
            return redirect(_show(reference))
    looked_at(actor(), person, "assign worker")
    page = render_template("cases/assign_worker.html", person=person, tab="case", form=form)
    return page, 422 if form.errors else 200


@blueprint.post("/people/<string:reference>/workers/<uuid:assignment_id>/end")
@requires(Permission.CASE_EDIT)
def end_assignment(reference: str, assignment_id: UUID) -> Answer:
    _, case = _working_on(reference)
    assignment = _among(case, assignment_id, queries.assignment_history)
    return _press(
        reference,
        lambda: services.end_assignment(actor(), assignment, clock.today()),
        "Their part in the case has ended.",
    )


@blueprint.route("/people/<string:reference>/strands/engage", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def engage_strand(reference: str) -> Answer:
    person, case = _working_on(reference)
    if case is None:
        return _no_case(reference)
    form = _engage_form(case)
    if form.validate_on_submit():
        details = form.details()
        try:
            services.engage_strand(
                actor(),
                case,
                details.strand,
                details.lead_agency_id,
                details.effective_on,
                details.tier,
            )
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"{reference} is now worked with under {details.strand.words}.")
            return redirect(_show(reference))
    looked_at(actor(), person, "engage strand")
    page = render_template("cases/engage_strand.html", person=person, tab="case", form=form)
    return page, 422 if form.errors else 200


def _engage_form(case: SchemeCase) -> EngageStrandForm:
    form = EngageStrandForm(data={"effective_on": clock.today()})
    engaged = queries.engagements_of([case.id], clock.today()).get(case.id, [])
    held = {row.strand for row in engaged}
    form.offer(
        [strand for strand in strands_open_to(actor()) if strand not in held],
        _agencies(),
        tier_names(),
    )
    return form


def _agencies() -> list[Agency]:
    return [agency for agency in list_agencies() if agency.kind is not AgencyKind.PARTNERSHIP]


@blueprint.post("/people/<string:reference>/strands/<uuid:engagement_id>/end")
@requires(Permission.DECISION_RECORD)
def end_engagement(reference: str, engagement_id: UUID) -> Answer:
    _, case = _working_on(reference)
    engagement = _engagement(case, engagement_id)
    return _press(
        reference,
        lambda: services.end_engagement(actor(), engagement, clock.today()),
        f"Work under {engagement.strand.words} has ended.",
    )


def _press(reference: str, change: Callable[[], object], said: str) -> Response:
    """What a button does; a broken rule gets a page of its own."""
    change()
    done(said)
    may_still_read = get_person(reference, actor(), SightLevel.READ) is not None
    return redirect(_show(reference) if may_still_read else url_for("overview.home"))


def _engagement(case: SchemeCase | None, key: UUID) -> StrandEngagement:
    """A strand one may not be told of looks as if it were not there."""
    engagement = _among(case, key, queries.engagement_history)
    if not may_see_strand(actor(), engagement.strand):
        refuse_sight("engagement")
    return engagement


def _among(case: SchemeCase | None, key: UUID, rows_of: Callable[[SchemeCase], Iterable[R]]) -> R:
    """The row of this case with that key."""
    found = [row for row in rows_of(case) if row.id == key] if case else []
    if not found:
        abort(404)
    return found[0]


def _working_on(reference: str) -> tuple[Person, SchemeCase | None]:
    person = _person(reference, SightLevel.WORK)
    return person, queries.open_case_of(person)


def _no_case(reference: str) -> Response:
    warn(f"{reference} has no open case on the scheme.")
    return redirect(_show(reference))


def _person(reference: str, level: SightLevel) -> Person:
    person = get_person(reference, actor(), level)
    if person is None:
        refuse_sight(reference)
    return person


def _show(reference: str) -> str:
    return url_for("cases.show_case", reference=reference)

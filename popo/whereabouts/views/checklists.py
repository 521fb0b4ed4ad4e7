"""A release checklist: opening and printing it, and answering its steps."""

from collections.abc import Iterable
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.models import Agency, User
from popo.accounts.queries import list_agencies, users_by_id
from popo.cases.queries import possible_workers
from popo.drafts.queries import find_draft
from popo.drafts.services import mark_sent
from popo.drafts.typed import resumed
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.people.services import looked_at
from popo.web.current import actor
from popo.web.filters import shortdate
from popo.web.forms import Form
from popo.web.guard import refuse_sight
from popo.web.notices import done
from popo.whereabouts import queries, services
from popo.whereabouts.forms import AssignStepForm, EndStepForm, ReopenStepForm
from popo.whereabouts.models import ReleaseStep
from popo.whereabouts.policy import may_answer
from popo.whereabouts.release_steps import BY_STEP
from popo.whereabouts.releases import caution
from popo.whereabouts.views.blueprint import Answer, blueprint, person_or_404

_END = "whereabouts.end_step"


def checklist_words(person: Person, *, may_work: bool) -> dict[str, object]:
    """What a template about somebody's checklist writes with."""
    found = queries.checklist_of(person, actor())
    running = queries.running_checklist(person)
    near = queries.may_open_checklist(queries.next_release(person), running)
    steps = found.steps if found else []
    return {
        "checklist": found,
        "rules": BY_STEP,
        "agencies": {agency.id: agency for agency in list_agencies()},
        "owners": _named_in(steps),
        "may_open": may_work and near,
        "may_answer": lambda step: may_work and may_answer(actor(), step),
    }


def _named_in(steps: Iterable[ReleaseStep]) -> dict[UUID, User]:
    keys = {key for step in steps for key in (step.owner_id, step.ended_by_id)}
    return users_by_id(key for key in keys if key is not None)


@blueprint.post("/people/<string:reference>/release-checklist/open")
@requires(Permission.WHEREABOUTS_EDIT)
def open_checklist(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    services.open_checklist(actor(), person)
    done("The release checklist is open. Look at its owners and dates.")
    return redirect(url_for("whereabouts.show_checklist", reference=reference))


@blueprint.get("/people/<string:reference>/release-checklist")
@requires(Permission.PERSON_READ)
def show_checklist(reference: str) -> Answer:
    """The steps on a page of their own, for working through and for printing."""
    person = person_or_404(reference, SightLevel.READ)
    looked_at(actor(), person, "release checklist")
    may_work = get_person(reference, actor(), SightLevel.WORK) is not None
    return render_template(
        "whereabouts/show_checklist.html",
        person=person,
        tab="whereabouts",
        caution=caution,
        **checklist_words(person, may_work=may_work),
    )


@blueprint.route("/release-steps/<uuid:step_id>/end", methods=["GET", "POST"])
@requires(Permission.WHEREABOUTS_EDIT)
def end_step(step_id: UUID) -> Answer:
    step, person = _step_or_404(step_id)
    draft = find_draft(actor(), _END, str(step_id)) if request.method == "GET" else None
    data = {"version": step.version}
    form = EndStepForm(resumed(draft), data=data) if draft else EndStepForm(data=data)
    if form.validate_on_submit():
        status, evidence = form.details()
        try:
            if mark_sent(actor(), form.idempotency.data):
                services.end_step(actor(), step, status, evidence, form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            mine = ("It is", step.status.words, status.words)
            return _conflict(step, person, mine, evidence)
        else:
            done(f"{status.words}.")
            return redirect(_list_href(person))
    return _step_page("end_step", step, person, form)


@blueprint.post("/release-steps/<uuid:step_id>/reopen")
@requires(Permission.WHEREABOUTS_EDIT)
def reopen_step(step_id: UUID) -> Answer:
    step, person = _step_or_404(step_id)
    form = ReopenStepForm()
    if not form.validate():
        abort(400)
    services.reopen_step(actor(), step, form.details())
    done("The step is open again.")
    return redirect(_list_href(person))


@blueprint.route("/release-steps/<uuid:step_id>/owner", methods=["GET", "POST"])
@requires(Permission.WHEREABOUTS_EDIT)
def assign_step(step_id: UUID) -> Answer:
    step, person = _step_or_404(step_id)
    agencies, users = _possible_owners(person)
    form = AssignStepForm(
        data={"version": step.version, "owner": step.owner_id or step.owner_agency_id}
    )
    form.offer_owners(agencies, users)
    if form.validate_on_submit():
        user = next((user for user in users if user.id == form.details()), None)
        agency = user.agency if user else _agency(agencies, form.details())
        try:
            services.assign_step(actor(), step, person, agency, user, form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            named = _owner_words(step)
            mine = ("Who does it", named, user.name if user else agency.short_name)
            return _conflict(step, person, mine, step.evidence or "")
        else:
            done("The step has its owner.")
            return redirect(_list_href(person))
    return _step_page("assign_step", step, person, form)


def _possible_owners(person: Person) -> tuple[list[Agency], list[User]]:
    agencies = {owner.agency.id: owner.agency for owner in queries.team_of(person)}
    users = [user for user in possible_workers(actor()) if user.agency_id in agencies]
    return list(agencies.values()), users


def _agency(agencies: list[Agency], key: UUID) -> Agency:
    return next(agency for agency in agencies if agency.id == key)


def _owner_words(step: ReleaseStep) -> str:
    named = _named_in([step])
    if step.owner_id is not None:
        return named[step.owner_id].name
    return next(one.short_name for one in list_agencies() if one.id == step.owner_agency_id)


def _step_or_404(step_id: UUID) -> tuple[ReleaseStep, Person]:
    found = queries.get_step(step_id, actor())
    if found is None:
        refuse_sight("release step")
    return found


def _step_page(name: str, step: ReleaseStep, person: Person, form: Form) -> tuple[str, int]:
    looked_at(actor(), person, name)
    page = render_template(
        f"whereabouts/{name}.html",
        person=person,
        tab="whereabouts",
        step=step,
        rule=BY_STEP[step.step],
        form=form,
        cancel=_list_href(person),
    )
    return page, 422 if form.errors else 200


def _conflict(
    step: ReleaseStep, person: Person, mine: tuple[str, str, str], evidence: str
) -> tuple[str, int]:
    """What somebody else said of the step meanwhile, beside what was typed."""
    looked_at(actor(), person, "release step")
    label, theirs, typed = mine
    due = shortdate(step.due_on)
    fields = [
        ("Step", BY_STEP[step.step].words, BY_STEP[step.step].words, BY_STEP[step.step].words),
        ("Due", due, due, due),
        (label, "", theirs, typed),
        ("How you know, or why not", "", step.evidence or "", evidence),
    ]
    return render_template("errors/conflict.html", fields=fields, href=_list_href(person)), 409


def _list_href(person: Person) -> str:
    return url_for("whereabouts.show_checklist", reference=person.reference)

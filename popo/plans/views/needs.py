"""Saying what somebody needs."""

from uuid import UUID

from flask import redirect, request

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.drafts.services import mark_sent
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person, SightLevel
from popo.plans.forms.needs import AddNeedForm, EditNeedForm, EndNeedForm
from popo.plans.models import Need, Pathway
from popo.plans.policy import may_change_need, usually_health
from popo.plans.queries.needs import get_need, running_like
from popo.plans.services import needs as services
from popo.plans.services.needs import NeedDetails
from popo.plans.views.common import (
    Answer,
    begun,
    conflict,
    day,
    page,
    person_named,
    plan_href,
    plans,
)
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done, done_once


@plans.route("/people/<string:reference>/needs/add", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def add_need(reference: str) -> Answer:
    """`pathway` in the address chooses it beforehand."""
    person = person_named(reference, SightLevel.WORK)
    form = begun(AddNeedForm, reference, chosen_pathway())
    if form.validate_on_submit():
        try:
            first = mark_sent(actor(), form.idempotency.data)
            if first:
                pathway, health = form.pathway.data, form.health.data
                services.add_need(actor(), person, pathway, form.details(), health=health)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done_once(f"Need of {reference} recorded.", first=first)
            return redirect(plan_href(person))
    return page("add_need", person, form=form)


def chosen_pathway() -> dict[str, object]:
    """What the link that led here says, and that a treatment agency writes health information."""
    asked = request.args.get("pathway", "")
    pathway = Pathway(asked) if asked in set(Pathway) else None
    health = usually_health(actor()) and (pathway is None or pathway.may_hold_health)
    return {"pathway": pathway, "health": health}


@plans.route("/needs/<uuid:need_id>/edit", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def edit_need(need_id: UUID) -> Answer:
    need, person = _need(need_id)
    form = begun(EditNeedForm, str(need_id), _held(need))
    if form.validate_on_submit():
        try:
            first = mark_sent(actor(), form.idempotency.data)
            if first:
                services.edit_need(actor(), need, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _conflict(need, person, form.details())
        else:
            done_once(
                f"Need of {person.reference} changed. What was said before stays on record.",
                first=first,
            )
            return redirect(plan_href(person))
    return page("edit_need", person, form=form, need=need, mine=may_change_need(actor(), need))


@plans.route("/needs/<uuid:need_id>/end", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def end_need(need_id: UUID) -> Answer:
    need, person = _need(need_id)
    form = EndNeedForm(data={"version": need.version})
    if form.validate_on_submit():
        try:
            services.end_need(actor(), need, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            now = _running(need)
            theirs = now.level.words if now else "Ended"
            fields = [
                ("The need", need.level.words, theirs, "Ended"),
                ("Why this is no longer so", "", need.why_ended or "", form.details()),
            ]
            return conflict(person, fields, plan_href(person))
        else:
            done(f"Need of {person.reference} ended.")
            return redirect(plan_href(person))
    return page("end_need", person, form=form, need=need, mine=may_change_need(actor(), need))


def _need(need_id: UUID) -> tuple[Need, Person]:
    found = get_need(need_id, actor(), SightLevel.WORK)
    if found is None:
        refuse_sight("need")
    return found


def _held(need: Need) -> dict[str, object]:
    return {
        "version": need.version,
        "level": need.level,
        "evidence": need.evidence,
        "source": need.source,
        "evidence_on": need.evidence_on,
    }


def _running(need: Need) -> Need | None:
    return running_like(need.person_id, need.pathway, (need.agency_id, need.compartment))


def _conflict(need: Need, person: Person, mine: NeedDetails) -> Answer:
    """The row that was read says what it said; what runs now is theirs."""
    now = _running(need)
    labels = ("How much need", "What shows it", "Where that comes from", "Day of the evidence")
    said = [
        (row.level.words, row.evidence, row.source, day(row.evidence_on)) if row else ("Ended",) * 4
        for row in (need, now, mine)
    ]
    fields = [(label, *values) for label, *values in zip(labels, *said, strict=True)]
    return conflict(person, fields, plan_href(person))

"""Signposting somebody to support, and what came of it."""

from uuid import UUID

from flask import redirect

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.drafts.services import mark_sent
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person, SightLevel
from popo.plans.forms.support import NoteSupportForm, ReferForm
from popo.plans.models import Intervention
from popo.plans.queries.support import get_intervention, get_service, list_services
from popo.plans.services import support as services
from popo.plans.services.support import Progress
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
from popo.plans.views.needs import chosen_pathway
from popo.plans.wording import STEPS
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done_once


@plans.route("/people/<string:reference>/support/refer", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def refer(reference: str) -> Answer:
    """To a service of the directory or elsewhere; or that none is to be had."""
    person = person_named(reference, SightLevel.WORK)
    form = begun(ReferForm, reference, {**chosen_pathway(), "referred_on": clock.today()})
    form.offer_services(list_services())
    if form.validate_on_submit():
        try:
            first = mark_sent(actor(), form.idempotency.data)
            if first:
                service = get_service(form.service.data) if form.service.data else None
                referral, health = form.details(service), form.health.data
                services.refer(actor(), person, referral, health=health)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done_once(f"Support for {reference} recorded.", first=first)
            return redirect(plan_href(person))
    return page("refer", person, form=form)


@plans.route("/support/<uuid:intervention_id>/note", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def note_support(intervention_id: UUID) -> Answer:
    row, person = _support(intervention_id)
    data = {"version": row.version, "on": clock.today()}
    form = begun(NoteSupportForm, str(intervention_id), data)
    if form.validate_on_submit():
        try:
            first = mark_sent(actor(), form.idempotency.data)
            if first:
                services.note_support(actor(), row, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _conflict(row, person, form.details())
        else:
            done_once(f"Support for {person.reference} brought up to date.", first=first)
            return redirect(plan_href(person))
    service = get_service(row.service_id) if row.service_id else None
    return page("note_support", person, form=form, row=row, service=service)


def _support(intervention_id: UUID) -> tuple[Intervention, Person]:
    found = get_intervention(intervention_id, actor(), SightLevel.WORK)
    if found is None:
        refuse_sight("support")
    return found


def _conflict(row: Intervention, person: Person, mine: Progress) -> Answer:
    newest = max(
        found
        for found in (row.referred_on, row.started_on, row.sustained_on, row.ended_on)
        if found
    )
    fields = [
        ("What happened", "", row.status.words, STEPS[mine.status]),
        ("Day", "", day(newest), day(mine.on)),
        ("What came of it", "", row.result_words or "", mine.words),
    ]
    return conflict(person, fields, plan_href(person))

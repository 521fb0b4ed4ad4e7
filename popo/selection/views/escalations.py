"""Escalating a young person: Catch and Convict beside Prevent and Deter, by a decision."""

from typing import Any

from flask import abort, redirect, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.models import AgencyKind
from popo.cases.models import SchemeCase, Strand
from popo.cases.policy import may_see_strand
from popo.cases.queries import engagement_history, open_case_of
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person, SightLevel
from popo.people.services import looked_at
from popo.selection import services
from popo.selection.forms.escalations import EscalateForm
from popo.selection.queries.markers import primary_of
from popo.selection.views.common import Answer, person_named, person_page, selection
from popo.selection.views.panel import is_new, open_panel, panel_words
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done


@selection.route("/people/<string:reference>/strand/escalate", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def escalate(reference: str) -> Answer:
    person = person_named(reference, SightLevel.WORK)
    case = open_case_of(person) or abort(404)
    if not _is_young(case):
        raise RuleBroken("Only a young person under Prevent and Deter is escalated.")
    form = _form(person, case)
    if form.validate_on_submit():
        try:
            if is_new(form):
                _check_unmoved(case, form)
                services.escalate(actor(), person, case, form.details())
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(person, case, form)
        else:
            done(f"The escalation of {reference} is recorded. Name who works with them.")
            return redirect(url_for("cases.show_case", reference=reference))
    return person_page(
        "escalate", person, form=form, **panel_words(form, person, Strand.PREVENT_AND_DETER)
    )


def _is_young(case: SchemeCase) -> bool:
    row = primary_of(case) or abort(404)
    if not may_see_strand(actor(), row.strand):
        refuse_sight("engagement")
    return row.strand is Strand.PREVENT_AND_DETER


def _form(person: Person, case: SchemeCase) -> EscalateForm:
    data: dict[str, Any] = {"version": len(engagement_history(case))}
    form = open_panel(EscalateForm, person, person.reference, data)
    form.offer()
    police = [agency for agency in form.agencies if agency.kind is AgencyKind.POLICE]
    if police and not form.lead_agency.data:
        form.lead_agency.data = str(police[0].id)
    return form


def _check_unmoved(case: SchemeCase, form: EscalateForm) -> None:
    if form.version.data != len(engagement_history(case)):
        raise StaleVersion


def _overtaken(person: Person, case: SchemeCase, form: EscalateForm) -> tuple[str, int]:
    """Somebody changed the strands meanwhile; what was typed stays."""
    looked_at(actor(), person, "selection")
    now = type(form)(None, data={"version": len(engagement_history(case))})
    now.offer_items(form.items)
    now.offer()
    return conflict_page(form, now, url_for("selection.escalate", reference=person.reference))

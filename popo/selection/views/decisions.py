from uuid import UUID

from flask import redirect, render_template, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.models import Agency, AgencyKind
from popo.accounts.queries import list_agencies, list_users
from popo.cases.models import Strand
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.queries import items_to_cite
from popo.people.models import SightLevel
from popo.people.queries.person import person_by_id
from popo.selection import services
from popo.selection.forms.decisions import (
    DecideNominationForm,
    RatifyDecisionForm,
    decide_form,
    party_field,
)
from popo.selection.queries.decisions import get_decision
from popo.selection.queries.nominations import Nominated
from popo.selection.queries.scorings import scorings_shown
from popo.selection.services.decisions import over_agreed_number
from popo.selection.views.common import (
    DECISION_WORDS,
    Answer,
    nominated,
    person_page,
    selection,
)
from popo.settings.names import Name
from popo.settings.queries import value_of
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done


@selection.route("/nominations/<uuid:nomination_id>/decide", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def decide_nomination(nomination_id: UUID) -> Answer:
    found = nominated(nomination_id)
    form = _form(found)
    if form.validate_on_submit():
        try:
            services.decide_nomination(actor(), found, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(found, form)
        else:
            done(f"The decision on {found.person.reference} is recorded.")
            return redirect(url_for(".show_nomination", nomination_id=nomination_id))
    return person_page(
        "decide_nomination",
        found.person,
        form=form,
        found=found,
        runs=scorings_shown(found.nomination, actor()),
        over=over_agreed_number(found.nomination),
        kept_days=value_of(Name.DECLINED_KEPT_DAYS),
        party_field=party_field,
        is_young=found.nomination.strand is Strand.PREVENT_AND_DETER,
    )


@selection.route("/decisions/<uuid:decision_id>/ratify", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def ratify_decision(decision_id: UUID) -> Answer:
    decided = get_decision(decision_id, actor())
    if decided is None or decided.decision.nomination_id is None:
        refuse_sight("decision")
    decision = decided.decision
    person = person_by_id(decision.person_id, actor(), SightLevel.READ)
    if person is None:
        refuse_sight("decision")
    form = RatifyDecisionForm()
    form.offer(items_to_cite(actor(), person.id))
    if form.validate_on_submit():
        try:
            services.ratify_decision(actor(), decision, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"The urgent decision on {person.reference} is ratified.")
            return redirect(url_for(".show_nomination", nomination_id=decision.nomination_id))
    return person_page(
        "ratify_decision", person, form=form, decision=decision, decision_words=DECISION_WORDS
    )


def _form(found: Nominated) -> DecideNominationForm:
    agencies = [agency for agency in list_agencies() if _may_decide(agency)]
    items = items_to_cite(actor(), found.person.id)
    form = decide_form(agencies, list_users())(
        data={
            "version": found.nomination.version,
            "item": str(items[0].item.id) if items else "",
            "effective_on": clock.today(),
            "lead_agency": _usual_lead(found.nomination.strand, agencies),
        }
    )
    is_young = found.nomination.strand is Strand.PREVENT_AND_DETER
    form.offer(items, value_of(Name.TIERS) if is_young else [])
    return form


def _may_decide(agency: Agency) -> bool:
    return agency.kind is not AgencyKind.PARTNERSHIP and agency.agreement_in_force(clock.today())


def _usual_lead(strand: Strand, agencies: list[Agency]) -> str:
    is_young = strand is Strand.PREVENT_AND_DETER
    kind = AgencyKind.YOUTH_OFFENDING_SERVICE if is_young else AgencyKind.POLICE
    return next((str(agency.id) for agency in agencies if agency.kind is kind), "")


def _overtaken(found: Nominated, form: DecideNominationForm) -> tuple[str, int]:
    """Somebody saved meanwhile: what stands now, and what was typed."""
    status = found.nomination.status.value.replace("_", " ")
    fields = [
        ("Where it stands", "", status, DECISION_WORDS[form.decision.data]),
        ("Reasons", "", "", form.reasons.data),
        ("What the nominator is told", "", "", form.outcome_words.data),
    ]
    href = url_for(".show_nomination", nomination_id=found.nomination.id)
    return render_template("errors/conflict.html", fields=fields, href=href), 409

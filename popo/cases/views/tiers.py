"""The scheme's list of tiers, and the tier of one young person."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.cases import services
from popo.cases.forms import ChangeTierForm, TierForm
from popo.cases.models import SchemeCase, StrandEngagement, Tier
from popo.cases.policy import may_keep_tiers
from popo.cases.queries import engagement_history, open_case_of
from popo.cases.queries.tiers import get_tier, list_tiers, tier_names, was_given
from popo.cases.services.tiers import young_engagement
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
from popo.web.guard import refuse_sight
from popo.web.notices import done, warn


@blueprint.get("/tiers")
@requires(Permission.CASELOAD_READ)
def tiers() -> Answer:
    return render_template("cases/tiers.html", tiers=list_tiers(), may_keep=may_keep_tiers(actor()))


@blueprint.route("/tiers/add", methods=["GET", "POST"])
@requires(Permission.TIER_KEEP)
def add_tier() -> Answer:
    form = TierForm(data={"version": 0, "position": len(list_tiers()) + 1, "in_use": True})
    if form.validate_on_submit():
        try:
            services.add_tier(actor(), form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done("The tier is on the list.")
            return redirect(url_for("cases.tiers"))
    page = render_template("cases/edit_tier.html", form=form, tier=None, named=False)
    return page, 422 if form.errors or form.form_errors else 200


@blueprint.route("/tiers/<uuid:tier_id>", methods=["GET", "POST"])
@requires(Permission.TIER_KEEP)
def edit_tier(tier_id: UUID) -> Answer:
    tier = get_tier(tier_id) or abort(404)
    form = _opened(tier)
    if form.validate_on_submit():
        try:
            services.edit_tier(actor(), tier, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            now = TierForm(None, data=_held(tier))
            return conflict_page(form, now, url_for("cases.edit_tier", tier_id=tier.id))
        else:
            done("The tier is saved.")
            return redirect(url_for("cases.tiers"))
    page = render_template("cases/edit_tier.html", form=form, tier=tier, named=was_given(tier))
    return page, 422 if form.errors or form.form_errors else 200


def _opened(tier: Tier) -> TierForm:
    return TierForm(data=_held(tier))


def _held(tier: Tier) -> dict[str, object]:
    return {
        "version": tier.version,
        "name": tier.name,
        "meaning": tier.meaning or "",
        "position": tier.position,
        "in_use": tier.closed_on is None,
    }


@blueprint.route("/people/<string:reference>/tier", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def change_tier(reference: str) -> Answer:
    person = get_person(reference, actor(), SightLevel.WORK)
    if person is None:
        refuse_sight(reference)
    case = open_case_of(person)
    row = young_engagement(case) if case else None
    if case is None or row is None:
        warn(f"{reference} is not worked with under Prevent and Deter, which alone has tiers.")
        return redirect(url_for("cases.show_case", reference=reference))
    form = _tier_form(person, case, row)
    form.offer(tier_names())
    if form.validate_on_submit():
        tier, reason = form.details()
        try:
            if mark_sent(actor(), form.idempotency.data):
                services.change_tier(actor(), case, tier, reason, form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(person, case, row, form)
        else:
            done(f"{reference}: the tier is {tier or 'taken away'} from today.")
            return redirect(url_for("cases.show_case", reference=reference))
    looked_at(actor(), person, "change tier")
    page = render_template(
        "cases/change_tier.html",
        person=person,
        tab="case",
        form=form,
        engagement=row,
        tiers=list_tiers(),
    )
    return page, 422 if form.errors or form.form_errors else 200


def _tier_form(person: Person, case: SchemeCase, row: StrandEngagement) -> ChangeTierForm:
    draft = None
    if request.method == "GET":
        draft = find_draft(actor(), "cases.change_tier", person.reference)
    if draft:
        return ChangeTierForm(resumed(draft))
    return ChangeTierForm(data={"version": len(engagement_history(case)), "tier": row.tier or ""})


def _overtaken(
    person: Person, case: SchemeCase, row: StrandEngagement, form: ChangeTierForm
) -> tuple[str, int]:
    looked_at(actor(), person, "change tier")
    version = len(engagement_history(case))
    held = {"version": version, "tier": row.tier or "", "reason": row.tier_reason or ""}
    now = ChangeTierForm(None, data=held)
    now.offer(tier_names())
    return conflict_page(form, now, url_for("cases.change_tier", reference=person.reference))

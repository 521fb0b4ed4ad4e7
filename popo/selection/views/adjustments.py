"""One frozen run, the overrides beside it, and how often scorers' work is overridden."""

from uuid import UUID

from flask import redirect, request, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import list_agencies, users_by_id
from popo.clock import written
from popo.drafts.queries import find_draft
from popo.drafts.services import mark_sent
from popo.drafts.typed import resumed
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import SightLevel
from popo.selection import services
from popo.selection.forms.adjustments import ProposeAdjustmentForm
from popo.selection.models import Adjustment
from popo.selection.queries.adjustments import get_adjustment
from popo.selection.queries.overrides import override_rates
from popo.selection.queries.trend import Run, get_run
from popo.selection.scoring import adjusted
from popo.selection.services.scorings import may_score
from popo.selection.views.common import Answer, page, person_page, selection
from popo.web.current import actor
from popo.web.forms import VersionedForm
from popo.web.guard import refuse_sight
from popo.web.notices import done, warn


@selection.get("/scorings/<uuid:scoring_id>")
@requires(Permission.NOMINATION_MAKE)
def show_scoring(scoring_id: UUID) -> Answer:
    run = _run(scoring_id, SightLevel.READ)
    return person_page(
        "show_scoring", run.person, run=run, me=actor(), may_adjust=_may_adjust(run), **_who(run)
    )


@selection.route("/scorings/<uuid:scoring_id>/adjust", methods=["GET", "POST"])
@requires(Permission.SCORING_MAKE)
def propose_adjustment(scoring_id: UUID) -> Answer:
    run = _run(scoring_id)
    form = _proposing(scoring_id)
    if form.validate_on_submit():
        try:
            if mark_sent(actor(), form.idempotency.data):
                services.propose_adjustment(actor(), run, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done("Proposed. It counts once somebody of another agency has signed it.")
            return redirect(url_for(".show_scoring", scoring_id=scoring_id))
    return person_page("propose_adjustment", run.person, form=form, run=run, **_who(run))


@selection.route("/adjustments/<uuid:adjustment_id>/sign", methods=["GET", "POST"])
@requires(Permission.SCORING_MAKE)
def sign_adjustment(adjustment_id: UUID) -> Answer:
    row, run = _adjustment(adjustment_id)
    form = VersionedForm(data={"version": row.version})
    if form.validate_on_submit():
        try:
            services.sign_adjustment(actor(), run, row, form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(row)
        else:
            done("Signed. The score moves by it from now on.")
            return redirect(url_for(".show_scoring", scoring_id=row.scoring_id))
    after = adjusted(run.scored.adjusted, row.points)
    return person_page(
        "sign_adjustment", run.person, form=form, run=run, adjustment=row, after=after, **_who(run)
    )


@selection.route("/adjustments/<uuid:adjustment_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.SCORING_MAKE)
def withdraw_adjustment(adjustment_id: UUID) -> Answer:
    row, run = _adjustment(adjustment_id)
    form = VersionedForm(data={"version": row.version})
    if form.validate_on_submit():
        try:
            services.withdraw_adjustment(actor(), row, form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(row)
        else:
            done("Withdrawn. It stays on record and counts for nothing.")
            return redirect(url_for(".show_scoring", scoring_id=row.scoring_id))
    return person_page("withdraw_adjustment", run.person, form=form, adjustment=row, **_who(run))


@selection.get("/scoring/overrides")
@requires(Permission.DECISION_RECORD)
def list_overrides() -> Answer:
    """Names scorers and nobody else."""
    rates = override_rates(clock.today())
    return page(
        "list_overrides",
        rates=rates,
        users=users_by_id([rate.scorer_id for rate in rates.scorers]),
        written=written,
    )


def _proposing(scoring_id: UUID) -> ProposeAdjustmentForm:
    """Begins with what its writer had begun."""
    draft = find_draft(actor(), "selection.propose_adjustment", str(scoring_id))
    if request.method == "GET" and draft is not None:
        return ProposeAdjustmentForm(resumed(draft))
    return ProposeAdjustmentForm()


def _run(scoring_id: UUID, level: SightLevel = SightLevel.WORK) -> Run:
    run = get_run(scoring_id, actor(), level)
    if run is None:
        refuse_sight("scoring")
    return run


def _adjustment(adjustment_id: UUID) -> tuple[Adjustment, Run]:
    row = get_adjustment(adjustment_id)
    if row is None:
        refuse_sight("adjustment")
    return row, _run(row.scoring_id)


def _overtaken(row: Adjustment) -> Answer:
    """Signed or withdrawn meanwhile: nothing was typed that could be lost."""
    warn("Somebody signed or withdrew this while you had it open.")
    return redirect(url_for(".show_scoring", scoring_id=row.scoring_id))


def _may_adjust(run: Run) -> bool:
    of = run.nomination or run.case
    is_free = not any(row.waits for row in run.scored.adjustments)
    has_points = not run.scored.score.criteria.is_narrative
    return of is not None and run.is_open and is_free and has_points and may_score(actor(), of)


def _who(run: Run) -> dict[str, object]:
    keys = {run.scored.scoring.scorer_id}
    for row in run.scored.adjustments:
        keys |= {key for key in (row.proposed_by_id, row.signed_by_id) if key}
    return {
        "users": users_by_id(keys),
        "agencies": {agency.id: agency.short_name for agency in list_agencies()},
    }

"""Reading criteria, beginning a draft and adopting it."""

from uuid import UUID

from flask import abort, redirect, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.errors import RuleBroken
from popo.meetings.models import ItemKind
from popo.meetings.queries import items_to_cite
from popo.selection import services
from popo.selection.criteria import words
from popo.selection.criteria.compare import side_by_side
from popo.selection.defaults import default_document
from popo.selection.forms.criteria import AdoptCriteriaForm
from popo.selection.models import CriteriaKind, CriteriaSet
from popo.selection.queries import criteria as queries
from popo.selection.queries.consultation import (
    Obstacle,
    Step,
    commented_by,
    consultation_on,
    consultations_on,
    obstacles,
)
from popo.selection.views.common import Answer, page, selection
from popo.selection.views.criteria_shared import STATUS_TAGS, criteria_set, decided_at
from popo.web.current import actor
from popo.web.notices import done

_NO_ITEM = (
    "Criteria are adopted at a meeting. None has begun whose agenda has an item about the criteria."
)


@selection.get("/criteria")
@requires(Permission.CRITERIA_READ)
def list_criteria() -> Answer:
    versions = queries.list_criteria()
    return page(
        "list_criteria",
        versions=versions,
        statuses=STATUS_TAGS,
        kinds=[kind for kind in CriteriaKind if not _draft_of(kind, versions)],
        decided_at=decided_at(versions),
        consultations=consultations_on(versions),
        commented=commented_by(actor().agency_id, versions),
        today=clock.today(),
    )


@selection.get("/criteria/<uuid:criteria_id>")
@requires(Permission.CRITERIA_READ)
def show_criteria(criteria_id: UUID) -> Answer:
    row = criteria_set(criteria_id)
    return page(
        "show_criteria",
        row=row,
        criteria=row.opened(),
        say=words,
        statuses=STATUS_TAGS,
        decided_at=decided_at([row]),
        consultation=consultation_on(row),
        before=queries.version_before(row),
        today=clock.today(),
    )


@selection.get("/criteria/<uuid:criteria_id>/compare/<uuid:other_id>")
@requires(Permission.CRITERIA_READ)
def compare_criteria(criteria_id: UUID, other_id: UUID) -> Answer:
    """What `other_id` says differently; both must be of one kind."""
    before, after = criteria_set(criteria_id), criteria_set(other_id)
    if before.criteria_kind is not after.criteria_kind:
        abort(404)
    versions = [row for row in queries.list_criteria() if row.criteria_kind is after.criteria_kind]
    return page(
        "compare_criteria",
        before=before,
        after=after,
        parts=side_by_side(before.opened(), after.opened()),
        versions=versions,
    )


@selection.post("/criteria/draft/<any(catch_and_convict,prevent_and_deter):kind>")
@requires(Permission.DECISION_RECORD)
def draft_criteria(kind: str) -> Answer:
    """Begins with the version in force, else with the shipped default."""
    chosen = CriteriaKind(kind)
    in_force = queries.criteria_in_force(chosen)
    document = in_force.document if in_force else default_document(kind)
    row = services.draft_criteria(actor(), chosen, document)
    done(f"{row.words} is a draft: change it, send it out, then have it adopted at a meeting.")
    return redirect(url_for(".show_criteria", criteria_id=row.id))


@selection.route("/criteria/<uuid:criteria_id>/adopt", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def adopt_criteria(criteria_id: UUID) -> Answer:
    row = criteria_set(criteria_id)
    form = AdoptCriteriaForm()
    items = items_to_cite(actor(), kind=ItemKind.CRITERIA)
    form.offer(items)
    if form.validate_on_submit():
        try:
            services.adopt_criteria(actor(), row, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"{row.words} is in force.")
            return redirect(url_for(".show_criteria", criteria_id=row.id))
    in_the_way = [(each.sentence, *_way_out(row, each)) for each in obstacles(row)]
    if not items:
        in_the_way.append((_NO_ITEM, url_for("meetings.list_meetings"), "Meetings"))
    return page("adopt_criteria", form=form, row=row, in_the_way=in_the_way)


def _way_out(row: CriteriaSet, obstacle: Obstacle) -> tuple[str, str]:
    """Where the obstacle is taken away, and what the link says."""
    if obstacle.step is Step.CONSULT:
        return url_for(".consult_on_criteria", criteria_id=row.id), "Send it out"
    if obstacle.step is Step.MOVE_END:
        return url_for(".move_consultation_end", criteria_id=row.id), "Change the last day"
    if obstacle.step is Step.FAIRNESS:
        return url_for(".show_fairness", criteria_id=row.id), "Look at its fairness"
    return url_for(".answer_comment", comment_id=obstacle.comment_id), "Answer it"


def _draft_of(kind: CriteriaKind, versions: list[CriteriaSet]) -> CriteriaSet | None:
    return next((row for row in versions if row.criteria_kind is kind and row.is_draft), None)

"""The fairness of a draft: worked out, answered, printed; and the same figures as they stand."""

from io import BytesIO
from uuid import UUID

from flask import abort, redirect, request, send_file, url_for

from popo import typesetting
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import users_by_id
from popo.cases.counting import SchemeList
from popo.drafts.queries import find_draft
from popo.drafts.typed import resumed
from popo.errors import RuleBroken, StaleVersion
from popo.selection import services
from popo.selection.fairness import words
from popo.selection.fairness.assessment import looked_at
from popo.selection.fairness.drawing import answers_drawn, outcomes_drawn, quality_drawn
from popo.selection.forms.fairness import AnswerFairnessForm
from popo.selection.models import CriteriaSet
from popo.selection.queries.assessments import assessment_of, given_in
from popo.selection.queries.criteria import list_criteria
from popo.selection.queries.fairness_reviews import Reviewed, newest_reviews, reviewed
from popo.selection.views.common import Answer, conflict, page, selection
from popo.selection.views.criteria_shared import criteria_set
from popo.web.current import actor
from popo.web.notices import done

MARKING = "OFFICIAL"
"""It names nobody and hides small numbers."""


@selection.get("/fairness")
@selection.get("/fairness/<any(children):which>")
@requires(Permission.FAIRNESS_READ)
def monitor_fairness(which: str = "adults") -> Answer:
    """Today's figures, whatever is being drafted."""
    scheme_list = SchemeList.PREVENT_AND_DETER if which == "children" else SchemeList.ADULTS
    figures = services.read_fairness(actor(), scheme_list)
    versions = list_criteria()
    return page(
        "monitor_fairness",
        title=words.LISTS[scheme_list],
        which=which,
        figures=figures,
        looked_at=looked_at(figures),
        outcomes=outcomes_drawn(figures),
        quality=quality_drawn(figures),
        limits=words.LIMITS,
        nothing_seen=words.NOTHING_SEEN,
        versions=versions,
        reviews=newest_reviews(versions),
    )


@selection.get("/criteria/<uuid:criteria_id>/fairness")
@requires(Permission.FAIRNESS_READ)
def show_fairness(criteria_id: UUID) -> Answer:
    row = criteria_set(criteria_id)
    found = reviewed(row)
    if found is None:
        return page("show_fairness", row=row, found=None)
    return page(
        "show_fairness",
        row=row,
        found=found,
        users=users_by_id([found.review.opened_by_id]),
        answers=answers_drawn(found.figures, given_in(found)),
        nothing_seen=words.NOTHING_SEEN,
        looked_at=looked_at(found.figures),
        outcomes=outcomes_drawn(found.figures),
        quality=quality_drawn(found.figures),
        limits=words.LIMITS,
    )


@selection.post("/criteria/<uuid:criteria_id>/fairness/open")
@requires(Permission.DECISION_RECORD)
def open_fairness(criteria_id: UUID) -> Answer:
    row = criteria_set(criteria_id)
    services.open_fairness(actor(), row)
    done("The figures are worked out. Answer what they ask before the draft is adopted.")
    return redirect(url_for(".show_fairness", criteria_id=row.id))


@selection.route("/criteria/<uuid:criteria_id>/fairness/answer", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def answer_fairness(criteria_id: UUID) -> Answer:
    """`ratio` in the address ticks one of what is asked, with what was said of it before."""
    found = _reviewed(criteria_set(criteria_id))
    form = _form(found)
    form.offer(found)
    if form.validate_on_submit():
        try:
            services.answer_fairness(actor(), found, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(found, form)
        else:
            done("Your answer is kept.")
            return redirect(url_for(".show_fairness", criteria_id=criteria_id, _anchor="asked"))
    asked = words.asked(found.figures)
    return page("answer_fairness", form=form, row=found.row, asked=asked)


@selection.get("/criteria/<uuid:criteria_id>/impact-assessment")
@requires(Permission.FAIRNESS_READ)
def show_assessment(criteria_id: UUID) -> Answer:
    found = _reviewed(criteria_set(criteria_id))
    return page("show_assessment", row=found.row, held=assessment_of(found))


@selection.get("/criteria/<uuid:criteria_id>/impact-assessment/pdf")
@requires(Permission.FAIRNESS_READ)
def download_assessment(criteria_id: UUID) -> Answer:
    found = _reviewed(criteria_set(criteria_id))
    row = found.row
    content = typesetting.as_pdf("impact_assessment", {**assessment_of(found), "marking": MARKING})
    services.assessment_exported(actor(), row, "pdf")
    kind = row.criteria_kind.value.replace("_", "-")
    return send_file(
        BytesIO(content),
        "application/pdf",
        as_attachment=True,
        download_name=f"popo-equality-impact-{kind}-{row.number}.{MARKING}.pdf",
    )


def _reviewed(row: CriteriaSet) -> Reviewed:
    """The newest figures, or 404 where nobody has worked any out."""
    return reviewed(row) or abort(404)


def _form(found: Reviewed) -> AnswerFairnessForm:
    key = request.args.get("ratio")
    draft = find_draft(actor(), request.endpoint or "", str(found.row.id))
    if draft is not None and key is None and request.method == "GET":
        return AnswerFairnessForm(resumed(draft))
    said, action = found.starting_text(key) if key else ("", "")
    return AnswerFairnessForm(
        data={
            "version": found.version,
            "ratios": [key] if key else [],
            "words": said,
            "action": action,
        }
    )


def _overtaken(found: Reviewed, form: AnswerFairnessForm) -> tuple[str, int]:
    """Somebody else answered meanwhile: what stands and what was typed, side by side."""
    asked = words.asked(found.figures)
    fields = [
        (asked[key][0], "", found.starting_text(key)[0], form.words.data)
        for key in form.ratios.data
    ]
    href = url_for(".answer_fairness", criteria_id=found.row.id)
    return conflict(fields, href)

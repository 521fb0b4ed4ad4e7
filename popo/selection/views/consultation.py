"""A draft sent out to every agency, what they say of it, and what they are answered."""

from uuid import UUID

from flask import abort, redirect, request, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import list_agencies, users_by_id
from popo.drafts.queries import find_draft
from popo.drafts.services import mark_sent
from popo.drafts.typed import resumed
from popo.errors import RuleBroken, StaleVersion
from popo.selection import services
from popo.selection.criteria.compare import side_by_side
from popo.selection.forms.consultation import (
    AnswerCommentForm,
    CommentOnCriteriaForm,
    ConsultOnCriteriaForm,
    MoveConsultationEndForm,
)
from popo.selection.models import Consultation, CriteriaComment, CriteriaSet
from popo.selection.queries import consultation as queries
from popo.selection.views.common import Answer, page, selection
from popo.selection.views.criteria_shared import STATUS_TAGS, criteria_set
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.filters import longdate
from popo.web.notices import done


@selection.get("/criteria/<uuid:criteria_id>/consultation")
@requires(Permission.CRITERIA_READ)
def show_consultation(criteria_id: UUID) -> Answer:
    row = criteria_set(criteria_id)
    consultation = queries.consultation_on(row) or abort(404)
    comments = queries.comments_on(row)
    heard = {comment.agency_id for comment in comments}
    criteria = row.opened()
    return page(
        "show_consultation",
        row=row,
        statuses=STATUS_TAGS,
        consultation=consultation,
        is_open=row.is_draft and consultation.is_open(clock.today()),
        comments=comments,
        asked=[(agency, agency.id in heard) for agency in queries.agencies_asked()],
        parts=side_by_side(consultation.opened(), criteria),
        titles={factor.name: factor.title for factor in criteria.factors},
        agencies={agency.id: agency.short_name for agency in list_agencies()},
        users=users_by_id(_named_in(comments)),
    )


@selection.route("/criteria/<uuid:criteria_id>/consult", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def consult_on_criteria(criteria_id: UUID) -> Answer:
    row = criteria_set(criteria_id)
    form = ConsultOnCriteriaForm()
    if form.validate_on_submit():
        try:
            sent_out = services.consult_on_criteria(actor(), row, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"{row.words} is sent out. Agencies may comment until {_until(sent_out)}.")
            return redirect(url_for(".show_consultation", criteria_id=row.id))
    return page("consult_on_criteria", form=form, row=row, asked=queries.agencies_asked())


@selection.route("/criteria/<uuid:criteria_id>/consultation/end", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def move_consultation_end(criteria_id: UUID) -> Answer:
    row = criteria_set(criteria_id)
    consultation = queries.consultation_on(row) or abort(404)
    form = MoveConsultationEndForm(
        data={"version": consultation.version, "until": consultation.ends_on}
    )
    if form.validate_on_submit():
        try:
            services.move_consultation_end(actor(), row, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"Agencies may comment until {_until(consultation)}.")
            return redirect(url_for(".show_consultation", criteria_id=row.id))
    return page("move_consultation_end", form=form, row=row, consultation=consultation)


@selection.route("/criteria/<uuid:criteria_id>/comment", methods=["GET", "POST"])
@requires(Permission.CRITERIA_READ)
def comment_on_criteria(criteria_id: UUID) -> Answer:
    """Whoever may read criteria may comment on them. `factor` in the address chooses one."""
    row = criteria_set(criteria_id)
    consultation = queries.consultation_on(row) or abort(404)
    form = _opened_comment(row)
    form.offer(row.opened())
    if form.validate_on_submit():
        try:
            if mark_sent(actor(), str(form.idempotency.data)):
                services.comment_on_criteria(actor(), row, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done("Your comment is sent. It is answered before the criteria are adopted.")
            return redirect(url_for(".show_consultation", criteria_id=row.id))
    return page(
        "comment_on_criteria",
        form=form,
        row=row,
        consultation=consultation,
        agency=actor().agency_name,
    )


@selection.route("/criteria/comments/<uuid:comment_id>/answer", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def answer_comment(comment_id: UUID) -> Answer:
    comment = queries.get_comment(comment_id) or abort(404)
    row = criteria_set(comment.criteria_set_id)
    form = _opened_answer(comment)
    if form.validate_on_submit():
        try:
            if mark_sent(actor(), str(form.idempotency.data)):
                services.answer_comment(actor(), row, comment, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(comment, form)
        else:
            done("The comment is answered.")
            return redirect(url_for(".show_consultation", criteria_id=row.id))
    return page(
        "answer_comment",
        form=form,
        row=row,
        comment=comment,
        titles={factor.name: factor.title for factor in row.opened().factors},
        agencies={agency.id: agency.short_name for agency in list_agencies()},
        users=users_by_id(_named_in([comment])),
    )


def _opened_comment(row: CriteriaSet) -> CommentOnCriteriaForm:
    draft = find_draft(actor(), request.endpoint or "", str(row.id)) if _is_read() else None
    if draft is not None:
        return CommentOnCriteriaForm(resumed(draft))
    return CommentOnCriteriaForm(data={"factor": request.args.get("factor", "")})


def _opened_answer(comment: CriteriaComment) -> AnswerCommentForm:
    draft = find_draft(actor(), request.endpoint or "", str(comment.id)) if _is_read() else None
    if draft is not None:
        return AnswerCommentForm(resumed(draft))
    return AnswerCommentForm(data=_answered(comment))


def _answered(comment: CriteriaComment) -> dict[str, object]:
    held = {"words": comment.answer or "", "changed_draft": comment.changed_draft}
    return {"version": comment.version, **held}


def _overtaken(comment: CriteriaComment, form: AnswerCommentForm) -> tuple[str, int]:
    now = AnswerCommentForm(None, data=_answered(comment))
    return conflict_page(form, now, url_for(".answer_comment", comment_id=comment.id))


def _named_in(comments: list[CriteriaComment]) -> set[UUID]:
    named = {comment.user_id for comment in comments}
    return named | {each.answered_by_id for each in comments if each.answered_by_id}


def _until(consultation: Consultation) -> str:
    return longdate(consultation.ends_on)


def _is_read() -> bool:
    return request.method == "GET"

"""Samples drawn by chance: their cases, one by one, and what was found in all of them."""

from uuid import UUID

from flask import abort, redirect, render_template, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import users_by_id
from popo.errors import RuleBroken, StaleVersion
from popo.oversight.forms import AnswerLineForm, DrawSampleForm
from popo.oversight.kinds import QUESTIONS
from popo.oversight.kinds import Answer as Said
from popo.oversight.models import DipSample
from popo.oversight.policy import strands_overseen
from popo.oversight.queries import samples as queries
from popo.oversight.queries.samples import Sampled
from popo.oversight.services import samples as services
from popo.oversight.views.blueprint import Answer, blueprint
from popo.people.queries import names_of
from popo.people.services import looked_at, looked_at_list
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done, warn


@blueprint.route("/oversight/samples", methods=["GET", "POST"])
@requires(Permission.OVERSIGHT_WRITE)
def list_samples() -> Answer:
    """What was drawn, and drawing another."""
    form = DrawSampleForm()
    form.offer(strands_overseen(actor()))
    if form.validate_on_submit():
        try:
            sample = services.draw_sample(actor(), form.strand.data, int(form.count.data or 0))
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"Drawn by chance from {sample.pool} cases.")
            return redirect(url_for("oversight.show_sample", sample_id=sample.id))
    samples = queries.samples_of(actor())
    page = render_template(
        "oversight/list_samples.html",
        form=form,
        samples=samples,
        users=users_by_id({sample.drawn_by_id for sample in samples}),
    )
    return page, 422 if form.errors or form.form_errors else 200


@blueprint.get("/oversight/samples/<uuid:sample_id>")
@requires(Permission.OVERSIGHT_WRITE)
def show_sample(sample_id: UUID) -> Answer:
    sample = _sample(sample_id)
    lines = queries.lines_of(sample, actor())
    people = [one.person.id for one in lines]
    looked_at_list(actor(), people, "sample")
    return render_template(
        "oversight/show_sample.html",
        sample=sample,
        lines=lines,
        left=sum(one.line.answered_on is None for one in lines),
        names=names_of(people, actor()),
        users=users_by_id({sample.drawn_by_id}),
        questions=QUESTIONS,
        answers=list(Said),
        columns=["Question", *({"text": said.words, "numeric": True} for said in Said)],
        tally=queries.tally(lines),
    )


@blueprint.route("/oversight/samples/lines/<uuid:line_id>", methods=["GET", "POST"])
@requires(Permission.OVERSIGHT_WRITE)
def answer_line(line_id: UUID) -> Answer:
    found = queries.get_line(line_id, actor()) or abort(404)
    sample = _sample(found.line.sample_id)
    form = AnswerLineForm(data=AnswerLineForm.held(found))
    if form.validate_on_submit():
        try:
            services.answer_line(actor(), sample, found, form.found(), form.version.data or 0)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(sample, found, form)
        else:
            done(f"What you found in {found.person.reference} is on record.")
            return redirect(url_for("oversight.show_sample", sample_id=sample.id))
    looked_at(actor(), found.person, "sample")
    page = render_template(
        "oversight/answer_line.html",
        person=found.person,
        tab="case",
        form=form,
        sample=sample,
        questions=QUESTIONS,
    )
    return page, 422 if form.errors or form.form_errors else 200


@blueprint.post("/oversight/samples/<uuid:sample_id>/close")
@requires(Permission.OVERSIGHT_WRITE)
def close_sample(sample_id: UUID) -> Answer:
    sample = _sample(sample_id)
    try:
        services.close_sample(actor(), sample)
    except RuleBroken as broken:
        warn(broken.message)
    else:
        done("Closed. The findings stay as they are.")
    return redirect(url_for("oversight.show_sample", sample_id=sample.id))


def _sample(sample_id: UUID) -> DipSample:
    sample = queries.get_sample(sample_id, actor())
    if sample is None:
        refuse_sight("sample")
    return sample


def _overtaken(sample: DipSample, found: Sampled, form: AnswerLineForm) -> tuple[str, int]:
    looked_at(actor(), found.person, "sample")
    now = AnswerLineForm(None, data=AnswerLineForm.held(found))
    return conflict_page(form, now, url_for("oversight.show_sample", sample_id=sample.id))

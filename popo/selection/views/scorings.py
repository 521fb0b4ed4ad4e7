from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.queries import meetings_of, next_meeting
from popo.people.models import SightLevel
from popo.selection import services
from popo.selection.criteria import Criteria
from popo.selection.forms.scorings import (
    ScoringForm,
    held_as_data,
    scoring_form,
    take_proposals,
)
from popo.selection.proposals import propose
from popo.selection.queries.evidence import findings_for
from popo.selection.queries.nominations import Nominated
from popo.selection.queries.scorings import Scored, scored_by
from popo.selection.scoring import Answer as Said
from popo.selection.scoring import Score, answers_of, score, what_would_change, written
from popo.selection.services.scorings import check_scorer, criteria_for
from popo.selection.views.common import Answer, nominated, person_page, selection
from popo.web.current import actor
from popo.web.forms import VersionedForm
from popo.web.notices import done


@selection.route("/nominations/<uuid:nomination_id>/score", methods=["GET", "POST"])
@requires(Permission.SCORING_MAKE)
def score_nomination(nomination_id: UUID) -> Answer:
    found = nominated(nomination_id, SightLevel.WORK)
    held = scored_by(found.nomination, actor())
    if held is not None and held.is_frozen:
        return redirect(url_for(".show_nomination", nomination_id=nomination_id))
    check_scorer(actor(), found.nomination)
    criteria_set = criteria_for(found.nomination)
    criteria = criteria_set.opened()
    proposals = propose(criteria, findings_for(found.person, actor(), clock.today()))
    form = _form(criteria, held, proposals)
    if form.validate_on_submit():
        try:
            services.save_scoring(actor(), found.nomination, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(found, form, held)
        else:
            done("Saved. Nobody else sees your scoring until you freeze it.")
            return redirect(url_for(".score_nomination", nomination_id=nomination_id))
    running = _so_far(criteria, held)
    return person_page(
        "score_nomination",
        found.person,
        form=form,
        found=found,
        criteria_set=criteria_set,
        decided_at=meetings_of([criteria_set.agenda_item_id or criteria_set.id]),
        held=held,
        score=running,
        changes=what_would_change(running, clock.today()),
        proposals=proposals,
        next_meeting=next_meeting(),
        written=written,
    )


@selection.route("/nominations/<uuid:nomination_id>/freeze", methods=["GET", "POST"])
@requires(Permission.SCORING_MAKE)
def freeze_scoring(nomination_id: UUID) -> Answer:
    found = nominated(nomination_id, SightLevel.WORK)
    held = scored_by(found.nomination, actor())
    if held is None:
        return redirect(url_for(".score_nomination", nomination_id=nomination_id))
    form = VersionedForm(data={"version": held.version})
    if form.validate_on_submit():
        try:
            services.freeze_scoring(actor(), found.nomination, form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done("Your scoring is frozen and goes to the meeting.")
            return redirect(url_for(".show_nomination", nomination_id=nomination_id))
    return person_page(
        "freeze_scoring",
        found.person,
        form=form,
        found=found,
        held=held,
        score=_so_far(held.score.criteria, held),
    )


def _form(criteria: Criteria, held: Scored | None, proposals: dict[str, Said]) -> ScoringForm:
    data = held_as_data(answers_of(held.score), held.version) if held else {"version": 0}
    kind = scoring_form(criteria)
    if request.method == "POST":
        return kind(formdata=take_proposals(request.form, proposals), data=data)
    return kind(data=data)


def _so_far(criteria: Criteria, held: Scored | None) -> Score:
    """What is saved, as it counts today over the version in force."""
    asked = {factor.name for factor in criteria.factors}
    answers = answers_of(held.score) if held else []
    kept = [answer for answer in answers if answer.factor in asked]
    return score(criteria, kept, clock.today())


def _overtaken(found: Nominated, form: ScoringForm, held: Scored | None) -> tuple[str, int]:
    """Saved in another tab: what is held and what was typed, side by side."""
    saved = {answer.factor: answer for answer in (answers_of(held.score) if held else [])}
    fields: list[tuple[str, str, str, str]] = []
    for mine in form.details():
        theirs = saved.get(mine.factor, Said(mine.factor))
        if theirs != mine:
            title = next(each.title for each in form.factors if each.name == mine.factor)
            fields.append((title, "", _in_words(theirs), _in_words(mine)))
    href = url_for(".score_nomination", nomination_id=found.nomination.id)
    return render_template("errors/conflict.html", fields=fields, href=href), 409


def _in_words(answer: Said) -> str:
    parts: list[Any] = [answer.level, answer.evidence, answer.source]
    said = [str(part) for part in parts if part]
    return ", ".join([*said, written(answer.evidence_on)] if said else [])

"""Scoring: the matrix of a nomination or of a case, saved as often as need be and frozen once."""

from dataclasses import dataclass
from uuid import UUID

from flask import abort, redirect, request, url_for
from werkzeug.datastructures import MultiDict

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.cases.queries import open_case_of
from popo.clock import written
from popo.drafts.queries import find_draft
from popo.drafts.services import mark_sent
from popo.drafts.typed import resumed
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.queries import meetings_of, next_meeting
from popo.people.models import Person, SightLevel
from popo.people.policy import may_open_intelligence
from popo.selection import services
from popo.selection.citations import verdicts
from popo.selection.criteria import Criteria
from popo.selection.forms.reports import MOST_REPORTS, report_at, reports_said
from popo.selection.forms.scorings import (
    ScoringForm,
    held_as_data,
    in_words,
    scoring_form,
    take_proposals,
)
from popo.selection.models import CriteriaSet, Nomination
from popo.selection.proposals import Finding, propose, resting_on
from popo.selection.queries.criteria import get_criteria
from popo.selection.queries.evidence import findings_for
from popo.selection.queries.scorings import Scorable, Scored, scored_by
from popo.selection.scoring import Answer as Said
from popo.selection.scoring import Score, answers_of, line_of, score, what_would_change
from popo.selection.services.scorings import check_scorer, criteria_for
from popo.selection.views.common import (
    Answer,
    conflict_page,
    nominated,
    person_named,
    person_page,
    selection,
)
from popo.web.current import actor
from popo.web.forms import VersionedForm
from popo.web.guard import refuse_sight
from popo.web.notices import done

_EMPTY_ROWS = 2


@dataclass(frozen=True)
class _Subject:
    """What is scored, and where its pages are: `about` is what its draft is named after."""

    of: Scorable
    person: Person
    about: str
    score: str
    score_href: str
    freeze_href: str
    done_href: str


@dataclass(frozen=True)
class _Record:
    """What the system holds that the criteria ask about, by factor."""

    findings: dict[str, Finding]
    proposals: dict[str, Said]


@selection.route("/nominations/<uuid:nomination_id>/score", methods=["GET", "POST"])
@requires(Permission.SCORING_MAKE)
def score_nomination(nomination_id: UUID) -> Answer:
    return _score(_nomination(nomination_id))


@selection.route("/nominations/<uuid:nomination_id>/freeze", methods=["GET", "POST"])
@requires(Permission.SCORING_MAKE)
def freeze_scoring(nomination_id: UUID) -> Answer:
    return _freeze(_nomination(nomination_id))


@selection.route("/people/<string:reference>/scoring", methods=["GET", "POST"])
@requires(Permission.SCORING_MAKE)
def score_case(reference: str) -> Answer:
    return _score(_case(reference))


@selection.route("/people/<string:reference>/scoring/freeze", methods=["GET", "POST"])
@requires(Permission.SCORING_MAKE)
def freeze_case_scoring(reference: str) -> Answer:
    return _freeze(_case(reference))


@selection.post("/scoring/<uuid:criteria_id>/weigh")
@requires(Permission.SCORING_MAKE)
def weigh_reports(criteria_id: UUID) -> dict[str, object]:
    """Which of the reports being typed count, for the script of the form. Keeps nothing."""
    criteria_set = get_criteria(criteria_id)
    if criteria_set is None or not may_open_intelligence(actor()):
        refuse_sight("intelligence")
    criteria = criteria_set.opened()
    sent = request.get_json(silent=True)
    named, fields = (sent.get("factor"), sent.get("fields")) if isinstance(sent, dict) else ("", {})
    factor = next((each for each in criteria.factors if each.name == named), None)
    if factor is None or not factor.is_intelligence or not isinstance(fields, dict):
        abort(400)
    typed = MultiDict({name: str(value) for name, value in fields.items()})
    form = scoring_form(criteria, intelligence=True)(typed)
    answer = form.answer(factor)
    return {
        "why": line_of(factor, answer, clock.today()).why,
        "rows": _weighed(form, factor.name),
    }


def _nomination(nomination_id: UUID) -> _Subject:
    found = nominated(nomination_id, SightLevel.WORK)
    return _Subject(
        found.nomination,
        found.person,
        str(nomination_id),
        "score_nomination",
        url_for(".score_nomination", nomination_id=nomination_id),
        url_for(".freeze_scoring", nomination_id=nomination_id),
        url_for(".show_nomination", nomination_id=nomination_id),
    )


def _case(reference: str) -> _Subject:
    """Only somebody who works with the person, and only while the case is open."""
    person = person_named(reference, SightLevel.WORK)
    case = open_case_of(person)
    if case is None:
        refuse_sight(reference)
    return _Subject(
        case,
        person,
        reference,
        "score_case",
        url_for(".score_case", reference=reference),
        url_for(".freeze_case_scoring", reference=reference),
        url_for(".person_selection", reference=reference),
    )


def _score(subject: _Subject) -> Answer:
    held = scored_by(subject.of, actor())
    if held is not None and held.is_frozen:
        return redirect(subject.done_href)
    check_scorer(actor(), subject.of)
    criteria_set = criteria_for(subject.of)
    criteria = criteria_set.opened()
    record = _recorded(subject.person, criteria)
    form = _form(subject, criteria, held, record)
    if form.validate_on_submit():
        try:
            _save(subject, form, held, record)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(subject, form, held)
        else:
            return redirect(subject.score_href)
    return _matrix(subject, form, held, criteria_set, record)


def _matrix(
    subject: _Subject,
    form: ScoringForm,
    held: Scored | None,
    criteria_set: CriteriaSet,
    record: _Record,
) -> Answer:
    so_far = _so_far(criteria_set.opened(), held)
    return person_page(
        subject.score,
        subject.person,
        form=form,
        subject=subject,
        nomination=subject.of if isinstance(subject.of, Nomination) else None,
        criteria_set=criteria_set,
        decided_at=meetings_of([criteria_set.agenda_item_id or criteria_set.id]),
        held=held,
        score=so_far,
        changes=what_would_change(so_far, clock.today()),
        record=record,
        weighed={name: _weighed(form, name) for name in _graded(form)},
        shown_reports={name: _rows_shown(form, name) for name in _graded(form)},
        most_reports=MOST_REPORTS,
        next_meeting=next_meeting(),
        written=written,
    )


def _freeze(subject: _Subject) -> Answer:
    held = scored_by(subject.of, actor())
    if held is None or held.is_frozen:
        return redirect(subject.score_href)
    form = VersionedForm(data={"version": held.version})
    if form.validate_on_submit():
        try:
            services.freeze_scoring(actor(), subject.of, form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done("Your scoring is frozen and goes to the meeting.")
            return redirect(subject.done_href)
    return person_page(
        "freeze_scoring",
        subject.person,
        form=form,
        subject=subject,
        score=_so_far(held.score.criteria, held),
    )


def _recorded(person: Person, criteria: Criteria) -> _Record:
    found = findings_for(person, actor(), clock.today())
    by_factor = {
        factor.name: found[factor.measure]
        for factor in criteria.factors
        if factor.measure is not None and factor.measure in found
    }
    return _Record(by_factor, propose(criteria, found))


def _form(
    subject: _Subject, criteria: Criteria, held: Scored | None, record: _Record
) -> ScoringForm:
    """Filled with what is saved, or with what its scorer had begun to type."""
    kind = scoring_form(criteria, intelligence=may_open_intelligence(actor()))
    if request.method == "POST":
        return kind(take_proposals(request.form, record.proposals))
    if draft := find_draft(actor(), f"selection.{subject.score}", subject.about):
        return kind(resumed(draft))
    answers = answers_of(_so_far(criteria, held))
    return kind(data=held_as_data(criteria, answers, held.version if held else 0))


def _save(subject: _Subject, form: ScoringForm, held: Scored | None, record: _Record) -> None:
    if not mark_sent(actor(), form.idempotency.data):
        return
    known = [*record.proposals.values(), *(answers_of(held.score) if held else [])]
    answers = resting_on(form.details(), known)
    services.save_scoring(actor(), subject.of, answers, form.version.data)
    done("Saved. Nobody else sees your scoring until you freeze it.")


def _so_far(criteria: Criteria, held: Scored | None) -> Score:
    """What is saved, as it counts today over the version in force."""
    asked = {factor.name: factor for factor in criteria.factors}
    answers = answers_of(held.score) if held else []
    kept = [
        answer
        for answer in answers
        if answer.factor in asked
        and (not answer.level or asked[answer.factor].level(answer.level) is not None)
    ]
    return score(criteria, kept, clock.today())


def _graded(form: ScoringForm) -> list[str]:
    return [factor.name for factor in form.factors if factor.is_intelligence]


def _rows_shown(form: ScoringForm, name: str) -> int:
    """The rows that say something, and two more to write into."""
    used = [
        number
        for number in range(1, MOST_REPORTS + 1)
        if any(form[f"{name}_report_{number}_{part}"].data for part in ("on", "source", "gist"))
    ]
    return min(MOST_REPORTS, max(used, default=0) + _EMPTY_ROWS)


def _weighed(form: ScoringForm, name: str) -> dict[int, str]:
    """By row: whether the report counts, or why not."""
    factor = next(each for each in form.factors if each.name == name)
    numbers = [n for n in range(1, MOST_REPORTS + 1) if report_at(form, factor, n)]
    found = verdicts(factor, reports_said(form, factor), clock.today())
    return {
        number: verdict.why if verdict.counts else f"Does not count. {verdict.why}"
        for number, verdict in zip(numbers, found, strict=True)
    }


def _overtaken(subject: _Subject, form: ScoringForm, held: Scored | None) -> tuple[str, int]:
    """Saved in another tab: as it was opened, as it is held, and as it was typed."""
    saved = {answer.factor: answer for answer in (answers_of(held.score) if held else [])}
    fields: list[tuple[str, str, str, str]] = []
    for factor in form.factors:
        mine = in_words(factor, form.answer(factor))
        theirs = in_words(factor, saved.get(factor.name, Said(factor.name)))
        if theirs != mine:
            fields.append((factor.title, form.as_opened(factor), theirs, mine))
    return conflict_page(subject.person, fields, subject.score_href)

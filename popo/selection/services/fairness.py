"""Working out the fairness of a draft, and answering for it. Nothing is adopted unanswered."""

from collections.abc import Iterable
from dataclasses import dataclass

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Permission
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.counting import SchemeList
from popo.db import db
from popo.drafts.services import mark_sent
from popo.errors import RuleBroken, StaleVersion
from popo.selection.fairness.document import Figures, as_document
from popo.selection.models import CriteriaSet, FairnessAnswer, FairnessReview
from popo.selection.queries.criteria import LISTS
from popo.selection.queries.fairness import work_out
from popo.selection.queries.fairness_reviews import Reviewed, fairness_of
from popo.selection.services.criteria import record_criteria


@dataclass(frozen=True)
class FairnessWords:
    """What is said of some of what was asked, in the same words, and what will be done."""

    ratios: tuple[str, ...]
    words: str
    action: str = ""
    idempotency: str = ""


def open_fairness(actor: Actor, row: CriteriaSet) -> FairnessReview:
    """Works the figures out and keeps them; done again, older answers become a starting text."""
    _check_decider(actor)
    if not row.is_draft:
        raise RuleBroken("These criteria were adopted: what was answered for them stands.")
    review = FairnessReview(
        criteria_set_id=row.id,
        digest=row.digest,
        made_on=clock.today(),
        opened_by_id=actor.user_id,
        figures=as_document(work_out(LISTS[row.criteria_kind], row.opened())),
    )
    db.session.add(review)
    record_criteria(Event.FAIRNESS_OPENED, actor, row)
    return review


def answer_fairness(
    actor: Actor, reviewed: Reviewed, said: FairnessWords, read_version: int
) -> None:
    """Keeps one answer for each of the ratios it is given for; said again, the newer stands.

    Raises StaleVersion where somebody else answered after the page was read.
    """
    _check_decider(actor)
    _check_open(reviewed, said.ratios)
    if reviewed.version != read_version:
        raise StaleVersion
    if not said.words:
        raise RuleBroken("Say in words what explains it or what is not known.", "words")
    if said.idempotency and not mark_sent(actor, said.idempotency):
        return
    for ratio in said.ratios:
        answer = reviewed.answers.get(ratio) or _new(reviewed, ratio)
        answer.words, answer.action = said.words, said.action
        answer.answered_on, answer.answered_by_id = clock.today(), actor.user_id
    if not reviewed.owed:
        review = reviewed.review
        review.answered_on, review.answered_by_id = clock.today(), actor.user_id
    record_criteria(Event.FAIRNESS_ANSWERED, actor, reviewed.row, ratios=len(said.ratios))


def check_answered(row: CriteriaSet) -> None:
    """Raises RuleBroken unless the fairness of this very document was opened and answered."""
    check = fairness_of(row)
    if not check.is_clear:
        raise RuleBroken(check.obstacle)


def read_fairness(actor: Actor, scheme_list: SchemeList) -> Figures:
    """Today's figures for the standing page; consulting everybody at once is one event."""
    record(Event.FAIRNESS_READ, actor, list=scheme_list.value)
    return work_out(scheme_list)


def assessment_exported(actor: Actor, row: CriteriaSet, form: str) -> None:
    record_criteria(Event.IMPACT_ASSESSMENT_EXPORTED, actor, row, form=form)


def _check_decider(actor: Actor) -> None:
    if not (actor.can(Permission.FAIRNESS_READ) and actor.can(Permission.DECISION_RECORD)):
        raise RuleBroken("The co-ordinator and the chair answer for the fairness of criteria.")


def _check_open(reviewed: Reviewed, ratios: Iterable[str]) -> None:
    if not reviewed.row.is_draft:
        raise RuleBroken("These criteria were adopted: what was answered for them stands.")
    if reviewed.is_stale:
        raise RuleBroken("The draft was changed since: work the figures out again first.")
    chosen = set(ratios)
    if not chosen:
        raise RuleBroken("Choose what you are answering.", "ratios")
    if chosen - set(reviewed.figures.asked):
        raise RuleBroken("That was not asked of this draft.", "ratios")


def _new(reviewed: Reviewed, ratio: str) -> FairnessAnswer:
    answer = FairnessAnswer(review_id=reviewed.review.id, ratio=ratio)
    db.session.add(answer)
    reviewed.answers[ratio] = answer
    return answer

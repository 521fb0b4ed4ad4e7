"""Sending a draft out, what agencies say of it, and answering each of them in words."""

from dataclasses import dataclass
from datetime import date

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.clock import written
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.selection.models import Consultation, CriteriaComment, CriteriaSet, CriteriaStatus
from popo.selection.queries.consultation import MOST_COMMENTS, consultation_on, count_comments
from popo.selection.services.criteria import record_criteria


@dataclass(frozen=True)
class Comment:
    """`factor` is the name of one, or empty for the whole."""

    words: str
    factor: str = ""


@dataclass(frozen=True)
class CommentAnswer:
    words: str
    changed_draft: bool


def consult_on_criteria(actor: Actor, row: CriteriaSet, until: date) -> Consultation:
    """Sends a draft out to every agency, to be commented on up to and on this day."""
    if row.status is not CriteriaStatus.DRAFT:
        raise RuleBroken("Only a draft that was not sent out before can be sent out.")
    _check_end(until)
    row.opened()
    row.status = CriteriaStatus.IN_CONSULTATION
    consultation = Consultation(
        criteria_set_id=row.id,
        opened_by_id=actor.user_id,
        starts_on=clock.today(),
        ends_on=until,
        document=row.document,
    )
    db.session.add(consultation)
    record_criteria(Event.CRITERIA_CONSULTED, actor, row, until=until.isoformat())
    return consultation


def move_consultation_end(actor: Actor, row: CriteriaSet, until: date, read_version: int) -> None:
    """Gives agencies longer, or ends a consultation early."""
    consultation = _consultation(row)
    if consultation.version != read_version:
        raise StaleVersion
    _check_end(until)
    consultation.ends_on = until
    record_criteria(Event.CRITERIA_CONSULTATION_MOVED, actor, row, until=until.isoformat())


def comment_on_criteria(actor: Actor, row: CriteriaSet, comment: Comment) -> CriteriaComment:
    """What the actor's agency says of a draft that was sent out."""
    consultation = _consultation(row)
    if not consultation.is_open(clock.today()):
        raise RuleBroken(
            f"Comments were taken until {written(consultation.ends_on)}. Ask the co-ordinator for "
            "longer."
        )
    if comment.factor and comment.factor not in {factor.name for factor in row.opened().factors}:
        raise RuleBroken("That factor was taken out. Comment on the whole.", "factor")
    if count_comments(row) >= MOST_COMMENTS:
        raise RuleBroken(f"There are {MOST_COMMENTS} comments already, and no more are taken.")
    made = CriteriaComment(
        criteria_set_id=row.id,
        agency_id=actor.agency_id,
        user_id=actor.user_id,
        factor=comment.factor or None,
        words=comment.words,
        made_on=clock.today(),
    )
    db.session.add(made)
    record_criteria(Event.CRITERIA_COMMENTED, actor, row)
    return made


def answer_comment(
    actor: Actor,
    row: CriteriaSet,
    comment: CriteriaComment,
    answer: CommentAnswer,
    read_version: int,
) -> None:
    """Answers a comment in words, or says it better until the criteria are adopted."""
    _consultation(row)
    if comment.version != read_version:
        raise StaleVersion
    comment.answer = answer.words
    comment.changed_draft = answer.changed_draft
    comment.answered_by_id = actor.user_id
    comment.answered_on = clock.today()
    record_criteria(Event.CRITERIA_COMMENT_ANSWERED, actor, row)


def _consultation(row: CriteriaSet) -> Consultation:
    consultation = consultation_on(row)
    if consultation is None or row.status is not CriteriaStatus.IN_CONSULTATION:
        raise RuleBroken("These criteria are not in consultation.")
    return consultation


def _check_end(until: date) -> None:
    if until < clock.today():
        raise RuleBroken("Enter today or a later day.", "until")

"""The first criteria: drafted, sent out to every agency, commented on and answered."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from popo.db import db
from popo.demo.calendar import FIRST_DAY, at
from popo.demo.load.world import World
from popo.selection.defaults import default_document
from popo.selection.models import CriteriaComment, CriteriaKind, CriteriaSet
from popo.selection.queries.fairness_reviews import reviewed
from popo.selection.services import (
    answer_comment,
    answer_fairness,
    comment_on_criteria,
    consult_on_criteria,
    draft_criteria,
    edit_criteria,
    open_fairness,
)
from popo.selection.services.consultation import Comment, CommentAnswer
from popo.selection.services.fairness import FairnessWords

_SENT_OUT_NUMBER = 45
"""The agreed number agencies were asked about; what they said brought it down."""


_NOBODY_YET = (
    "Nobody has been selected yet, so there is nothing to compare. That is no evidence that the "
    "criteria treat every group alike."
)
_LOOK_AGAIN = "Look at the figures again after the first six months."


@dataclass(frozen=True)
class _Said:
    sign_in: str
    kind: CriteriaKind
    comment: Comment
    answer: CommentAnswer


_SAID = (
    _Said(
        "probation",
        CriteriaKind.CATCH_AND_CONVICT,
        Comment(
            "We can give weekly contact to forty people with the officers we have, not to "
            "forty-five. Better fewer, and every one of them properly."
        ),
        CommentAnswer("Agreed. The draft now says forty.", changed_draft=True),
    ),
    _Said(
        "housing",
        CriteriaKind.CATCH_AND_CONVICT,
        Comment("Would having no settled address add points? It should not.", "community_harm"),
        CommentAnswer(
            "It does not, here or in any other factor. What somebody needs is for the plan and "
            "never for the score.",
            changed_draft=False,
        ),
    ),
    _Said(
        "yos",
        CriteriaKind.PREVENT_AND_DETER,
        Comment("Good that strengths are asked about. Can they come before the meeting?"),
        CommentAnswer(
            "Yes: the answers are read in the order they stand, before anything is said.",
            changed_draft=False,
        ),
    ),
)


@dataclass
class FirstCriteria:
    """The drafts of both kinds, from the day they are made."""

    world: World
    drafts: list[CriteriaSet] = field(default_factory=list)
    comments: list[CriteriaComment] = field(default_factory=list)

    def send_out(self, until: date) -> None:
        actor = self.world.office.named("coordinator")
        for kind in CriteriaKind:
            document = dict(default_document(kind))
            if kind is CriteriaKind.CATCH_AND_CONVICT:
                document["agreed_number"] = _SENT_OUT_NUMBER
            draft = draft_criteria(actor, kind, document)
            db.session.flush()  # the number of the next draft is read back
            consult_on_criteria(actor, draft, until)
            self.drafts.append(draft)

    def comment(self) -> None:
        for said in _SAID:
            author = self.world.office.named(said.sign_in)
            self.comments.append(comment_on_criteria(author, self._draft(said.kind), said.comment))
        db.session.flush()  # answering asks for the version of each as it is held

    def answer(self) -> None:
        actor = self.world.office.named("coordinator")
        for said, comment in zip(_SAID, self.comments, strict=True):
            draft = self._draft(said.kind)
            if said.answer.changed_draft:
                edit_criteria(actor, draft, default_document(said.kind), draft.version)
            answer_comment(actor, draft, comment, said.answer, comment.version)

    def answer_for_fairness(self) -> None:
        """There is nobody on the scheme yet, so the figures ask for one statement each."""
        actor = self.world.office.named("coordinator")
        for draft in self.drafts:
            open_fairness(actor, draft)
            db.session.flush()  # what was worked out is read back
            found = reviewed(draft)
            if found is not None:
                said = FairnessWords(tuple(found.owed), _NOBODY_YET, _LOOK_AGAIN)
                answer_fairness(actor, found, said, found.version)

    def _draft(self, kind: CriteriaKind) -> CriteriaSet:
        return next(draft for draft in self.drafts if draft.criteria_kind is kind)


def plan_criteria(world: World, adopted_on: date) -> FirstCriteria:
    """Everything up to the meeting that adopts them."""
    criteria = FirstCriteria(world)
    until = adopted_on - timedelta(days=2)
    world.timeline.at(at(FIRST_DAY, 10), lambda: criteria.send_out(until))
    world.timeline.at(at(FIRST_DAY + timedelta(days=6), 11), criteria.comment)
    world.timeline.at(at(until + timedelta(days=1), 16), criteria.answer)
    world.timeline.at(at(until + timedelta(days=1), 17), criteria.answer_for_fairness)
    return criteria

"""The second version of the adults' criteria: sent out, commented on, half answered."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from popo.db import db
from popo.demo.calendar import LAST_DAY, at, working_day
from popo.demo.load.world import World
from popo.selection.defaults import default_document
from popo.selection.models import CriteriaKind, CriteriaSet
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

_SENT_OUT_ON = LAST_DAY - timedelta(days=15)
_UNTIL = working_day(LAST_DAY + timedelta(days=6))
_TYPE, _COMPLIANCE, _HARM = "type", "compliance", "community_harm"
_MORE_HARM, _MORE_FAILURES = 15, 8
_COMMENTS = (
    (
        "probation",
        Comment(
            "Five points more for a second missed appointment falls on those we see most often. "
            "Three would do.",
            _COMPLIANCE,
        ),
    ),
    (
        "housing",
        Comment(
            "Who judges what is severe? We hear of harm that nobody reports to the police.", _HARM
        ),
    ),
    ("police-2", Comment("Right that harm to a street counts for more than the sum of thefts.")),
)
_ANSWERED = CommentAnswer(
    "Agreed: three more, not five. The draft says eight at most.", changed_draft=True
)
_EXPLAINED = (
    "Few people stand behind this figure, and one more or fewer would put it inside the range. "
    "Nothing in the changed factors explains it."
)
_ACTION = "The co-ordinator looks again with the figures of October, and tells the Action Group."
_ANSWERED_FOR = 2


@dataclass
class NextCriteria:
    world: World
    draft: CriteriaSet | None = None

    def send_out(self) -> None:
        actor = self.world.office.named("coordinator")
        self.draft = draft_criteria(actor, CriteriaKind.CATCH_AND_CONVICT, _document(10))
        db.session.flush()  # the version is read back
        consult_on_criteria(actor, self.draft, _UNTIL)

    def comment(self) -> None:
        """The first is answered; the others wait."""
        if self.draft is None:
            return
        actor = self.world.office.named("coordinator")
        made = [
            comment_on_criteria(self.world.office.named(sign_in), self.draft, comment)
            for sign_in, comment in _COMMENTS
        ]
        db.session.flush()  # answering asks for the version of each as it is held
        edit_criteria(actor, self.draft, _document(_MORE_FAILURES), self.draft.version)
        answer_comment(actor, self.draft, made[0], _ANSWERED, made[0].version)

    def look_at_fairness(self) -> None:
        """The figures are worked out, and the first few of what they ask answered."""
        if self.draft is None:
            return
        actor = self.world.office.named("coordinator")
        open_fairness(actor, self.draft)
        db.session.flush()  # what was worked out is read back
        found = reviewed(self.draft)
        if found is not None and len(found.owed) > _ANSWERED_FOR:
            said = FairnessWords(tuple(found.owed[:_ANSWERED_FOR]), _EXPLAINED, _ACTION)
            answer_fairness(actor, found, said, found.version)


def plan_next_criteria(world: World) -> None:
    criteria = NextCriteria(world)
    world.timeline.at(at(_SENT_OUT_ON, 10), criteria.send_out)
    world.timeline.at(at(working_day(_SENT_OUT_ON + timedelta(days=8)), 11), criteria.comment)
    world.timeline.at(at(LAST_DAY, 11), criteria.look_at_fairness)


def _document(failures: int) -> dict[str, Any]:
    """More for harm and for broken conditions, and a longer look before anybody leaves."""
    document = deepcopy(dict(default_document(CriteriaKind.CATCH_AND_CONVICT)))
    factors = {factor["name"]: factor for factor in document["factors"]}
    _raise_top(factors[_HARM], _MORE_HARM)
    _raise_top(factors[_COMPLIANCE], failures)
    factors[_TYPE]["decay"] = [
        {"after_days": 122, "percent": 50},
        {"after_days": 244, "percent": 25},
    ]
    document["agreed_number"] = 42
    document["leaving"]["quiet_days"] = 213
    return document


def _raise_top(factor: dict[str, Any], points: int) -> None:
    factor["cap"] = factor["levels"][-1]["points"] = points

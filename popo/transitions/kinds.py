"""How far a transition has come, and what was said to it. Pure."""

from enum import StrEnum


class TransitionStatus(StrEnum):
    """`review`: the youth offending service writes it. Handed back and withdrawn rows stay."""

    REVIEW = "review"
    PROPOSED = "proposed"
    HANDED_BACK = "handed_back"
    ACCEPTED = "accepted"
    IN_EFFECT = "in_effect"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        return self in _OPEN

    @property
    def words(self) -> str:
        return _STATUS_WORDS[self]


_OPEN = {TransitionStatus.REVIEW, TransitionStatus.PROPOSED, TransitionStatus.ACCEPTED}
_STATUS_WORDS = {
    TransitionStatus.REVIEW: "In review",
    TransitionStatus.PROPOSED: "Waits for an answer",
    TransitionStatus.HANDED_BACK: "Handed back",
    TransitionStatus.ACCEPTED: "Accepted",
    TransitionStatus.IN_EFFECT: "In effect",
    TransitionStatus.WITHDRAWN: "Withdrawn",
    TransitionStatus.CANCELLED: "Cancelled",
}


class View(StrEnum):
    """What the young person, or a parent, said to the hand-over."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    NOT_ASKED = "not_asked"

    @property
    def words(self) -> str:
        return _VIEW_WORDS[self]


_VIEW_WORDS = {
    View.AGREES: "Agrees",
    View.DISAGREES: "Does not agree",
    View.NOT_ASKED: "Not asked",
}

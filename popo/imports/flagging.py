"""Who is flagged in a partner's own system, held against who is on the scheme. Pure."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

People = AbstractSet[UUID]


class Gap(StrEnum):
    """How the two lists do not agree about somebody."""

    NOT_FLAGGED = "not_flagged"
    NOT_ON_SCHEME = "not_on_scheme"

    @property
    def words(self) -> str:
        return _GAP_WORDS[self]


_GAP_WORDS = {
    Gap.NOT_FLAGGED: "On the scheme, not flagged",
    Gap.NOT_ON_SCHEME: "Flagged, no open case",
}


class FlagState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    GONE = "gone"


class FlagAnswer(StrEnum):
    FLAG_ADDED = "flag_added"
    FLAG_REMOVED = "flag_removed"
    CASE_TO_CHANGE = "case_to_change"
    EXPLAINED = "explained"

    @property
    def words(self) -> str:
        return _ANSWER_WORDS[self]

    @property
    def promises(self) -> bool:
        """Something is to change: a later list that shows no change opens the difference again."""
        return self is not FlagAnswer.EXPLAINED

    @property
    def needs_words(self) -> bool:
        return self in {FlagAnswer.CASE_TO_CHANGE, FlagAnswer.EXPLAINED}


_ANSWER_WORDS = {
    FlagAnswer.FLAG_ADDED: "The flag was put on in your system",
    FlagAnswer.FLAG_REMOVED: "The flag was taken off in your system",
    FlagAnswer.CASE_TO_CHANGE: "Your system is right: the case here is to change",
    FlagAnswer.EXPLAINED: "Both are right, and this is why",
}
ANSWERS: Mapping[Gap, tuple[FlagAnswer, ...]] = {
    Gap.NOT_FLAGGED: (FlagAnswer.FLAG_ADDED, FlagAnswer.CASE_TO_CHANGE, FlagAnswer.EXPLAINED),
    Gap.NOT_ON_SCHEME: (FlagAnswer.FLAG_REMOVED, FlagAnswer.CASE_TO_CHANGE, FlagAnswer.EXPLAINED),
}


@dataclass(frozen=True)
class Sides:
    """`workable`: whom whoever brought the list may be told of; of nobody else anything is said.

    `on_then`, `on_now`: with an open case on the day the list speaks of, and today. `flagged`:
    whom a line is surely about. `maybe`: whom a line may be about.
    """

    workable: People
    on_then: People
    on_now: People
    flagged: People
    maybe: People = frozenset()

    @property
    def compared(self) -> People:
        """Not who came or left since the list was made, nor who may or may not be on it."""
        in_doubt = self.maybe - self.flagged
        return self.workable - (self.on_then ^ self.on_now) - in_doubt

    @property
    def agreed(self) -> People:
        """On the scheme and flagged."""
        return self.compared & self.on_now & self.flagged

    def gaps(self) -> dict[UUID, Gap]:
        compared = self.compared
        missing = (self.on_now - self.flagged) & compared
        too_many = (self.flagged - self.on_now) & compared
        return {
            **dict.fromkeys(missing, Gap.NOT_FLAGGED),
            **dict.fromkeys(too_many, Gap.NOT_ON_SCHEME),
        }


@dataclass(frozen=True)
class Standing:
    """A difference as it stood before the list."""

    gap: Gap
    state: FlagState
    answer: FlagAnswer | None = None
    answered_on: date | None = None


def becomes(held: Standing, now: Gap | None, as_at: date) -> FlagState:
    """What a list of the day `as_at` makes of it. `now`: how it does not agree, if it does not."""
    if now is not held.gap:
        return FlagState.GONE
    if held.state is FlagState.ANSWERED and not _was_due(held, as_at):
        return FlagState.ANSWERED
    return FlagState.OPEN


def _was_due(held: Standing, as_at: date) -> bool:
    """A change was promised, and a list made after the promise does not show it."""
    if held.answer is None or held.answered_on is None:
        return True
    return held.answer.promises and as_at > held.answered_on

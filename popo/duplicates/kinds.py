"""Where a pair of records stands, and what may be said of it. Pure."""

from enum import StrEnum


class PairState(StrEnum):
    WAITING = "waiting"
    ASKED = "asked"
    SAME = "same"
    NOT_SAME = "not_same"

    @property
    def is_open(self) -> bool:
        return self in OPEN_STATES

    @property
    def words(self) -> str:
        return _STATE_WORDS[self]


OPEN_STATES = (PairState.WAITING, PairState.ASKED)

_STATE_WORDS = {
    PairState.WAITING: "To be answered",
    PairState.ASKED: "Holder asked",
    PairState.SAME: "The same person",
    PairState.NOT_SAME: "Not the same",
}


class Answer(StrEnum):
    """`CANNOT_SAY` is for an agency that was asked: the pair goes back into the queue."""

    SAME = "same"
    NOT_SAME = "not_same"
    CANNOT_SAY = "cannot_say"

    @property
    def words(self) -> str:
        return _ANSWER_WORDS[self]


_ANSWER_WORDS = {
    Answer.SAME: "the same person",
    Answer.NOT_SAME: "not the same person",
    Answer.CANNOT_SAY: "cannot say",
}

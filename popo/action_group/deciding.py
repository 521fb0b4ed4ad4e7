"""What a meeting decides about somebody, and which of it changes the record. Pure."""

from enum import StrEnum


class DecisionKind(StrEnum):
    SELECT = "select"
    DEFER = "defer"
    DECLINE = "decline"
    MOVE_STRAND = "move_strand"
    CHANGE_COLOUR = "change_colour"
    DE_SELECT = "de_select"
    SHARE = "share"
    WITHHOLD = "withhold"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").replace("de s", "de-s").capitalize()

    @property
    def of_nomination(self) -> bool:
        return self in {DecisionKind.SELECT, DecisionKind.DEFER, DecisionKind.DECLINE}

    @property
    def is_noted_only(self) -> bool:
        """The record stays as it is: with whom and what is all there is to it."""
        return self in {DecisionKind.SHARE, DecisionKind.WITHHOLD}

    @property
    def once(self) -> frozenset["DecisionKind"]:
        """Of these no second may wait for the same item."""
        if self.is_noted_only:
            return frozenset()
        return _OF_NOMINATION if self.of_nomination else frozenset({self})


_OF_NOMINATION = frozenset({DecisionKind.SELECT, DecisionKind.DEFER, DecisionKind.DECLINE})

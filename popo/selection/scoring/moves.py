"""Whether a score moved between two scorings so far that the panel should look."""

from dataclasses import dataclass

from popo.selection.criteria import Band
from popo.selection.scoring.words import named, span


@dataclass(frozen=True)
class Total:
    """A range and its band, as one scoring left it."""

    low: int
    high: int
    band: Band | None

    @property
    def words(self) -> str:
        """45 to 60, watch list."""
        return f"{span(self.low, self.high)}, {named(self.band)}"


def points_moved(before: Total, after: Total) -> int:
    """How far it certainly moved, up or down: ranges that overlap may not have moved at all."""
    if after.low > before.high:
        return after.low - before.high
    return min(0, after.high - before.low)


def is_big(before: Total, after: Total, big_move: int) -> bool:
    """By so many points or more, or from one settled band to another."""
    return _another_band(before, after) or abs(points_moved(before, after)) >= big_move


def _another_band(before: Total, after: Total) -> bool:
    if before.band is None or after.band is None:
        return False
    return before.band.words != after.band.words


def move_words(before: Total, after: Total) -> str:
    return f"The score moved from {before.words}, to {after.words}"


def change_words(before: Total, after: Total) -> str:
    """Up at least 12 points, to another band."""
    points = points_moved(before, after)
    certain = before.low == before.high and after.low == after.high
    if points == 0:
        return "No change" if certain else "No certain change"
    direction, least = "Up" if points > 0 else "Down", "" if certain else "at least "
    moved = f"{direction} {least}{abs(points)} point{'s' if abs(points) != 1 else ''}"
    return f"{moved}, to another band" if _another_band(before, after) else moved

"""Places on a list, and how many may fall free: a plain calculation, and no promise. Pure."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

YEAR_DAYS = 365
AHEAD_DAYS = 90


class Move(NamedTuple):
    """From this day on the case is worked with under this strand first of all."""

    on: date
    strand: str


class Spell(NamedTuple):
    """A place held from `begins` up to, but not on, `ends`; None while no end is known."""

    begins: date
    ends: date | None

    def covers(self, day: date) -> bool:
        return self.begins <= day and (self.ends is None or day < self.ends)


def spells(moves: Iterable[Move], closed_on: date | None, strands: Container[str]) -> list[Spell]:
    """The places one case held on the list of these strands; moving between them keeps the place.

    `moves` come in order of the day they took effect.
    """
    held: list[Spell] = []
    begins: date | None = None
    for move in moves:
        on_list = move.strand in strands
        if on_list and begins is None:
            begins = move.on
        elif not on_list and begins is not None:
            held.append(Spell(begins, move.on))
            begins = None
    if begins is not None:
        held.append(Spell(begins, closed_on))
    return [spell for spell in held if spell.ends is None or spell.ends > spell.begins]


@dataclass(frozen=True)
class Turnover:
    """What is counted on `day`; `over_days` is how long of the last year the list has existed.

    `leaving` and `joining` are decided and take effect within the days ahead; `proposed` are
    de-selections that wait for agreement.
    """

    day: date
    taken: int
    left: int
    joined: int
    over_days: int
    leaving: int
    joining: int
    proposed: int

    @property
    def exits(self) -> int:
        """What is known already, or what the last year's rate gives where that is more."""
        return max(self.leaving + self.proposed, self._at_rate(self.left))

    @property
    def entries(self) -> int:
        return max(self.joining, self._at_rate(self.joined))

    @property
    def expected(self) -> int:
        """Places taken at the end of the days ahead, if it goes on like this."""
        return max(0, self.taken - self.exits + self.entries)

    def _at_rate(self, count: int) -> int:
        """Rounded half up."""
        return (2 * count * AHEAD_DAYS + self.over_days) // (2 * self.over_days)


def turnover(held: Iterable[Spell], day: date, proposed: int) -> Turnover:
    """Counted from every place ever held on one list; whoever it began with did not join it."""
    every = list(held)
    began = min((spell.begins for spell in every), default=day)
    over_days = min(YEAR_DAYS, max((day - began).days, AHEAD_DAYS))
    since, until = day - timedelta(days=over_days), day + timedelta(days=AHEAD_DAYS)
    ends = [spell.ends for spell in every if spell.ends is not None]
    begins = [spell.begins for spell in every]
    return Turnover(
        day=day,
        taken=sum(spell.covers(day) for spell in every),
        left=sum(since < end <= day for end in ends),
        joined=sum(since < begin <= day for begin in begins),
        over_days=over_days,
        leaving=sum(day < end <= until for end in ends),
        joining=sum(day < begin <= until for begin in begins),
        proposed=proposed,
    )

"""Counting the list: who was on it, who came, who went, and how colours moved. No database."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from popo.cases.models import CaseEnd, Colour, Strand
from popo.figures import Figure, Kind, Period, counted, counted_by, named


class SchemeList(StrEnum):
    """The two lists, kept apart everywhere: a case is on one of them by its primary strand."""

    ADULTS = "adults"
    PREVENT_AND_DETER = "prevent_and_deter"

    @property
    def other(self) -> "SchemeList":
        return _OTHER[self]


_OTHER = {
    SchemeList.ADULTS: SchemeList.PREVENT_AND_DETER,
    SchemeList.PREVENT_AND_DETER: SchemeList.ADULTS,
}

OUT_KINDS: dict[CaseEnd, str] = {
    CaseEnd.DESISTED: "de_selected",
    CaseEnd.LONG_CUSTODY: "de_selected",
    CaseEnd.PASSED_TO_MAPPA: "de_selected",
    CaseEnd.PASSED_TO_DRUG_TEAM: "de_selected",
    CaseEnd.BELOW_THRESHOLD: "de_selected",
    CaseEnd.DISPLACED: "de_selected",
    CaseEnd.DEPORTED: "de_selected",
    CaseEnd.NOT_RECORDED: "de_selected",
    CaseEnd.MOVED: "transferred_out",
    CaseEnd.TURNED_18: "turned_18",
    CaseEnd.DECEASED: "died",
    CaseEnd.SELECTED_IN_ERROR: "removed_in_error",
    CaseEnd.NOT_RATIFIED: "removed_in_error",
}
IN_LINES = ("selected", "returned")
OUT_LINES = ("de_selected", "transferred_out", "turned_18", "died", "removed_in_error")
LINES = ("opening", *IN_LINES, *OUT_LINES, "closing")

NOT_SET = "not_set"
JOINED = "joined"
LEFT = "left"
COLOURS = (*(colour.value for colour in Colour), NOT_SET)
_GRADES = [Colour.RED.value, Colour.AMBER.value, Colour.GREEN.value]
"""Worst first. Custody is no grade: going in or out is neither better nor worse."""

NO_STRAND = "none"
ADULT_STRANDS = (
    Strand.CATCH_AND_CONVICT.value,
    Strand.REHABILITATE_AND_RESETTLE.value,
    NO_STRAND,
)


class Engaged(NamedTuple):
    """A primary strand engagement."""

    starts_on: date
    ends_on: date | None
    strand: Strand


class Light(NamedTuple):
    starts_on: date
    ends_on: date | None
    colour: Colour
    review_on: date


@dataclass(frozen=True)
class Spell:
    """A case as it is counted. `number` is 1 for somebody's first time on the scheme."""

    case_id: UUID
    person_id: UUID
    number: int
    opened_on: date
    closed_on: date | None = None
    end_reason: CaseEnd | None = None
    engaged: tuple[Engaged, ...] = ()
    lights: tuple[Light, ...] = ()

    def is_open_on(self, day: date) -> bool:
        return self.opened_on <= day and (self.closed_on is None or day < self.closed_on)

    def strand_on(self, day: date) -> Strand | None:
        """The primary strand last begun by `day`; before the first one, the first."""
        ordered = sorted(self.engaged, key=lambda row: (row.starts_on, row.ends_on or date.max))
        begun = [row for row in ordered if row.starts_on <= day] or ordered[:1]
        return begun[-1].strand if begun else None

    def list_on(self, day: date) -> SchemeList:
        if self.strand_on(day) is Strand.PREVENT_AND_DETER:
            return SchemeList.PREVENT_AND_DETER
        return SchemeList.ADULTS

    def light_on(self, day: date) -> Light | None:
        ordered = sorted(self.lights, key=lambda row: row.starts_on)
        shining = [
            row
            for row in ordered
            if row.starts_on <= day and (row.ends_on is None or day < row.ends_on)
        ]
        return shining[-1] if shining else None

    def colour_on(self, day: date) -> str:
        light = self.light_on(day)
        return light.colour.value if light else NOT_SET

    def last_list(self, period: Period) -> SchemeList:
        """The list it is on at the end of the period, or was on when it closed before that."""
        if self.closed_on is None or self.closed_on > period.day:
            return self.list_on(period.day)
        return self.list_on(max(self.opened_on, self.closed_on - timedelta(days=1)))


def on_lists(spells: Iterable[Spell], day: date) -> dict[SchemeList, list[Spell]]:
    """Who is on each list at the end of `day`."""
    lists: dict[SchemeList, list[Spell]] = {each: [] for each in SchemeList}
    for spell in spells:
        if spell.is_open_on(day):
            lists[spell.list_on(day)].append(spell)
    return lists


def cohort(spells: Iterable[Spell], period: Period) -> list[Figure]:
    """The account: opening + joined + moved in - left - moved out = closing, for each list.

    Somebody who moved between the lists in the month counts once in the move of that month.
    """
    cells: defaultdict[str, list[UUID]] = defaultdict(list)
    for spell in spells:
        for line in _lines_of(spell, period):
            cells[line].append(spell.case_id)
    names = [named("cohort", each, line) for each in SchemeList for line in LINES]
    names += [moved_to(each) for each in SchemeList]
    return [counted(name, cells[name]) for name in names]


def moved_to(scheme_list: SchemeList) -> str:
    """The figure of those who moved to this list from the other."""
    return named("cohort", f"moved_to_{scheme_list}")


def _lines_of(spell: Spell, period: Period) -> Iterable[str]:
    """The lines of the account that this case is counted on."""
    if spell.is_open_on(period.before):
        entered, how = spell.list_on(period.before), "opening"
    elif period.covers(spell.opened_on):
        entered, how = spell.list_on(spell.opened_on), _how_joined(spell)
    else:
        return
    yield named("cohort", entered, how)
    left = spell.last_list(period)
    if left is not entered:
        yield moved_to(left)
    if spell.closed_on is not None and period.covers(spell.closed_on):
        yield named("cohort", left, OUT_KINDS[spell.end_reason or CaseEnd.DESISTED])
    else:
        yield named("cohort", left, "closing")


def _how_joined(spell: Spell) -> str:
    return "selected" if spell.number == 1 else "returned"


def traffic_lights(spells: Iterable[Spell], period: Period) -> list[Figure]:
    """How many of each colour now; for adults, how colours moved since the month before."""
    held = list(spells)
    now, before = on_lists(held, period.day), on_lists(held, period.before)
    figures: list[Figure] = []
    for each in SchemeList:
        colours = _grouped((spell.colour_on(period.day), spell.case_id) for spell in now[each])
        figures += counted_by(named("lights", each, "now"), colours, COLOURS)
        overdue = [spell.case_id for spell in now[each] if _review_overdue(spell, period.day)]
        figures.append(counted(named("lights", each, "review_overdue"), overdue))
    adults = SchemeList.ADULTS
    return figures + _movement(before[adults], now[adults], period)


def _movement(before: list[Spell], now: list[Spell], period: Period) -> list[Figure]:
    was = {spell.case_id: spell.colour_on(period.before) for spell in before}
    has = {spell.case_id: spell.colour_on(period.day) for spell in now}
    moves = _grouped(
        ((was.get(case, JOINED), has.get(case, LEFT)), case) for case in was.keys() | has.keys()
    )
    figures = [
        counted(named("lights/adults/movement", row, column), moves.get((row, column), ()))
        for row in (*COLOURS, JOINED)
        for column in (*COLOURS, LEFT)
        if (row, column) != (JOINED, LEFT)
    ]
    changes = [(row, column, cases) for (row, column), cases in moves.items()]
    better = [case for row, column, cases in changes if _step(row, column) > 0 for case in cases]
    worse = [case for row, column, cases in changes if _step(row, column) < 0 for case in cases]
    return [
        *figures,
        counted("lights/adults/better", better),
        counted("lights/adults/worse", worse),
    ]


def _step(row: str, column: str) -> int:
    """How many grades better; 0 where either is not a grade."""
    if row not in _GRADES or column not in _GRADES:
        return 0
    return _GRADES.index(column) - _GRADES.index(row)


def change_of(row: str, column: str) -> str:
    """The word for a move from one colour to another: better, worse, same, or none."""
    if row == column:
        return "same"
    step = _step(row, column)
    return ("worse" if step < 0 else "better") if step else ""


def _review_overdue(spell: Spell, day: date) -> bool:
    light = spell.light_on(day)
    return light is not None and light.review_on < day


def by_strand(adults: Iterable[Spell], day: date) -> list[Figure]:
    """Adults by primary strand; everybody on the other list is on Prevent and Deter."""
    strands = _grouped((_strand_name(spell, day), spell.case_id) for spell in adults)
    return counted_by("who/adults/strand", strands, ADULT_STRANDS)


def _strand_name(spell: Spell, day: date) -> str:
    strand = spell.strand_on(day)
    return strand.value if strand else NO_STRAND


def _grouped(pairs: Iterable[tuple[Kind, UUID]]) -> dict[Kind, list[UUID]]:
    groups: defaultdict[Kind, list[UUID]] = defaultdict(list)
    for kind, key in pairs:
        groups[kind].append(key)
    return groups

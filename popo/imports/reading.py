"""A line of a list as the scheme understands it, with everything that could not be understood."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from popo.imports.kinds import RULES, ListKind
from popo.imports.mapping import COLUMN_WORDS, Column
from popo.imports.tables import Cell, text_of
from popo.imports.values import (
    CellNotUnderstood,
    read_aliases,
    read_colour,
    read_day,
    read_held_as,
    read_left,
    read_name,
    read_result,
    read_sex,
    read_strand,
    read_test,
    read_warrant,
)
from popo.people.identifiers import IdentifierKind, check, tidy
from popo.reference.places import tidy_postcode

C = Column
NO_FIXED_ABODE = "no_fixed_abode"
_AHEAD = timedelta(days=50 * 365)
"""How far ahead a release or a hearing may lie."""
_NUMBERS = {
    C.PNC: IdentifierKind.PNC,
    C.CRO: IdentifierKind.CRO,
    C.PRISON_NUMBER: IdentifierKind.PRISON_NUMBER,
    C.CRN: IdentifierKind.CRN,
    C.CUSTODY_RECORD: IdentifierKind.CUSTODY,
    C.LOCAL_REFERENCE: IdentifierKind.LOCAL,
}
_DAYS = (C.HAPPENED_ON, C.SELECTED_ON, C.DE_SELECTED_ON, C.ENDED_ON)
_DAYS_AHEAD = (C.RELEASE_ON, C.NEXT_ON)
_WORDS: Mapping[Column, Callable[[str], str | None]] = {
    C.SEX: read_sex,
    C.STRAND: read_strand,
    C.COLOUR: read_colour,
    C.HELD_AS: read_held_as,
    C.RESULT: read_result,
    C.TEST_RESULT: read_test,
    C.WARRANT_KIND: read_warrant,
}
_AS_IT_IS = (C.LEAD, C.LEAD_AGENCY, C.OFFENCE, C.ASN, C.PRISON, C.COURT)
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?)\s*([0-9][A-Z]{2})$", re.IGNORECASE)
NO_ABODE = re.compile(r"\b(?:nfa|no fixed (?:abode|address)|homeless)\b", re.IGNORECASE)
_REFERENCE = re.compile(r"([A-Z][A-Z0-9]{1,9})[ -]?([0-9]{4,9})", re.IGNORECASE)
_UNKNOWN_NUMBER = re.compile(r"(?i)(?:n/?k|not known|unknown|none|n/?a|tbc|-|\?)")


@dataclass(frozen=True)
class Number:
    """`canonical`: None where its check failed; it is then kept as typed and finds nobody."""

    kind: IdentifierKind
    typed: str
    canonical: str | None


@dataclass(frozen=True)
class Problem:
    """What is wrong with one column; the sentence never repeats the cell."""

    column: str
    sentence: str


@dataclass(frozen=True)
class ReadRow:
    """`facts`: by column, days in ISO 8601 and words as the record keeps them.

    `reference`: the scheme's own, as it writes it; empty where the line has none.
    """

    given: str = ""
    family: str = ""
    aliases: tuple[str, ...] = ()
    born: date | None = None
    numbers: tuple[Number, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    reference: str = ""

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def sure_numbers(self) -> tuple[Number, ...]:
        return tuple(one for one in self.numbers if one.canonical)

    def fact(self, column: Column) -> str:
        return self.facts.get(column.value, "")

    def day(self, column: Column) -> date | None:
        return date.fromisoformat(self.fact(column)) if self.fact(column) else None


def read_row(
    kind: ListKind,
    cells: Sequence[Cell],
    mapping: Mapping[int, Column],
    today: date,
    prefix: str = "",
) -> ReadRow:
    """Never raises: what is not understood is among the problems.

    `prefix`: how the scheme's own references begin; empty for any.
    """
    return _Reader(kind, cells, mapping, today).read(prefix)


def scheme_reference(typed: str, prefix: str = "") -> str:
    """`lut-0042` as `LUT-0042`; empty where it is no reference of the scheme."""
    found = _REFERENCE.fullmatch(typed.strip())
    if not found or (prefix and found[1].upper() != prefix.upper()):
        return ""
    return f"{found[1].upper()}-{found[2]}"


class _Reader:
    def __init__(
        self, kind: ListKind, cells: Sequence[Cell], mapping: Mapping[int, Column], today: date
    ) -> None:
        self._kind, self._today = kind, today
        self._cells: dict[Column, list[Cell]] = {}
        for place, column in mapping.items():
            if place < len(cells) and cells[place] != "":
                self._cells.setdefault(column, []).append(cells[place])
        self._problems: list[Problem] = []
        self._facts: dict[str, str] = {}

    def read(self, prefix: str) -> ReadRow:
        named = self._try(C.FAMILY_NAME, self._name)
        given, family = (named.given, named.family) if named else ("", "")
        born = self._try(C.DATE_OF_BIRTH, lambda: self._day(C.DATE_OF_BIRTH, self._today))
        reference = self._reference(prefix)
        numbers = tuple(one for column in _NUMBERS for one in self._numbers(column))
        self._read_facts()
        self._ask(bool(family or reference), numbers)
        aliases = read_aliases("\n".join(self._texts(C.ALIASES)))
        problems = tuple(self._problems)
        return ReadRow(
            given, family, aliases, born, numbers, dict(self._facts), problems, reference
        )

    def _reference(self, prefix: str) -> str:
        """What is no reference of the scheme is whoever brings the list's own."""
        typed = self._text(C.SCHEME_REFERENCE)
        found = scheme_reference(typed, prefix)
        if typed and not found:
            self._cells.setdefault(C.LOCAL_REFERENCE, []).append(typed)
        return found

    def _name(self) -> Any:
        full, given, family = (
            " ".join(self._texts(column)) for column in (C.FULL_NAME, C.GIVEN_NAMES, C.FAMILY_NAME)
        )
        if not (full or family):
            return None
        return read_name(full, given, family)

    def _numbers(self, column: Column) -> list[Number]:
        kind = _NUMBERS[column]
        typed = [one for one in self._texts(column) if not _UNKNOWN_NUMBER.fullmatch(one)]
        checked = [(one, check(kind, tidy(kind, one), self._today)) for one in typed]
        return [Number(kind, one, found.canonical) for one, found in checked]

    def _read_facts(self) -> None:
        for column in _DAYS:
            self._keep(column, self._try(column, partial(self._day, column, self._today)))
        for column in _DAYS_AHEAD:
            latest = self._today + _AHEAD
            self._keep(column, self._try(column, partial(self._day, column, latest)))
        for column, read in _WORDS.items():
            self._keep(column, self._try(column, partial(read, self._text(column))))
        for column in _AS_IT_IS:
            self._keep(column, self._text(column))
        left = self._try(C.STATUS, lambda: read_left(self._text(C.STATUS)))
        self._keep(C.STATUS, None if left is None else ("left" if left else "active"))
        self._keep(C.PHONE, "\n".join(self._texts(C.PHONE)))
        self._read_address()

    def _read_address(self) -> None:
        lines, postcode = ", ".join(self._texts(C.ADDRESS)), self._text(C.POSTCODE)
        if NO_ABODE.search(lines):
            self._keep(C.ADDRESS, NO_FIXED_ABODE)
            return
        at_end = _POSTCODE.search(lines)
        if at_end and not postcode:
            postcode, lines = at_end[0], lines[: at_end.start()].rstrip(" ,")
        self._keep(C.ADDRESS, lines)
        self._keep(C.POSTCODE, tidy_postcode(postcode) if postcode else "")

    def _ask(self, named: bool, numbers: Sequence[Number]) -> None:  # noqa: FBT001 - one fact
        wrong = {one.column for one in self._problems}
        if self._kind.adds_people and not named:
            self._problem(C.FAMILY_NAME, "Enter a family name.", wrong)
        elif not named and not any(one.canonical for one in numbers):
            self._problem(C.FAMILY_NAME, "Enter a name, or a number whose letters fit.", wrong)
        for column in RULES[self._kind].asks:
            if column.value not in self._facts:
                self._problem(column, "This cannot be empty.", wrong)

    def _problem(self, column: Column, sentence: str, already: set[str]) -> None:
        if COLUMN_WORDS[column] not in already:
            self._problems.append(Problem(COLUMN_WORDS[column], sentence))

    def _try(self, column: Column, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except CellNotUnderstood as problem:
            self._problems.append(Problem(COLUMN_WORDS[column], str(problem)))
            return None

    def _day(self, column: Column, latest: date) -> date | None:
        cells = self._cells.get(column)
        return read_day(cells[0], latest) if cells else None

    def _keep(self, column: Column, value: date | str | None) -> None:
        if value:
            self._facts[column.value] = value.isoformat() if isinstance(value, date) else value

    def _text(self, column: Column) -> str:
        return next(iter(self._texts(column)), "")

    def _texts(self, column: Column) -> list[str]:
        return [text_of(cell) for cell in self._cells.get(column, ())]


def as_facts(row: ReadRow) -> dict[str, Any]:
    """For keeping, sealed."""
    return {
        "given": row.given,
        "family": row.family,
        "aliases": list(row.aliases),
        "born": row.born.isoformat() if row.born else "",
        "numbers": [[one.kind.value, one.typed, one.canonical or ""] for one in row.numbers],
        "facts": dict(row.facts),
        "problems": [[one.column, one.sentence] for one in row.problems],
        "reference": row.reference,
    }


def from_facts(held: Mapping[str, Any]) -> ReadRow:
    """What `as_facts` kept."""
    return ReadRow(
        held["given"],
        held["family"],
        tuple(held["aliases"]),
        date.fromisoformat(held["born"]) if held["born"] else None,
        tuple(
            Number(IdentifierKind(kind), typed, canonical or None)
            for kind, typed, canonical in held["numbers"]
        ),
        held["facts"],
        tuple(Problem(column, sentence) for column, sentence in held["problems"]),
        held.get("reference", ""),
    )

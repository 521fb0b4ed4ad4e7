"""Repeated lines of a form: levels, bands, steps. Their fields are named `level_0_points`."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from popo.web.fields import HiddenText, Number, TextLine

MOST_LINES = 20
_SPARE = 3

Fill = Mapping[str, Any]
Make = Callable[[str], Any]
"""A field, given what its label says of it."""


@dataclass(frozen=True)
class Lines:
    """`columns` makes the field of each column; those in `needed` a line may not leave empty."""

    prefix: str
    title: str
    columns: Mapping[str, Make]
    needed: Mapping[str, str]
    count: int

    def fields(self) -> dict[str, Any]:
        made = {self._name(at, "name"): HiddenText(default="") for at in range(self.count)}
        for at in range(self.count):
            for column, make in self.columns.items():
                made[self._name(at, column)] = make(f"{self.title} {at + 1}")
        return made

    def rows(self, form: Any) -> list[dict[str, Any]]:
        """By column the fields of each line, to be drawn."""
        return [
            {column: form[self._name(at, column)] for column in self.columns}
            for at in range(self.count)
        ]

    def filled(self, form: Any) -> Iterator[dict[str, Any]]:
        """The lines with anything in them: by column what was typed, and the short name."""
        for at, row in enumerate(self.rows(form)):
            typed = {column: field.data for column, field in row.items()}
            if any(value not in {None, ""} for value in typed.values()):
                yield typed | {"name": form[self._name(at, "name")].data or ""}

    def check(self, form: Any) -> bool:
        """Puts a sentence beside what a line that was begun still lacks."""
        whole = True
        for row in self.rows(form):
            begun = any(field.raw_data and field.raw_data[0].strip() for field in row.values())
            for column, sentence in self.needed.items():
                field = row[column]
                if begun and not field.errors and field.data in {None, ""}:
                    field.errors = [sentence]
                    whole = False
        return whole

    def data(self, held: Sequence[Fill]) -> dict[str, Any]:
        """What a form opened over these lines holds."""
        return {
            self._name(at, column): line.get(column)
            for at, line in enumerate(held)
            for column in ("name", *self.columns)
        }

    def _name(self, at: int, column: str) -> str:
        return f"{self.prefix}_{at}_{column}"


def count_lines(prefix: str, held: int, sent: Fill) -> int:
    """How many lines a form has: what is held and a few to spare, and all that were sent."""
    found = (re.fullmatch(rf"{prefix}_(\d{{1,2}})_[a-z_]+", name) for name in sent)
    places = [int(match[1]) + 1 for match in found if match]
    return min(MOST_LINES, max([held + _SPARE, *places]))


def words_field(what: str) -> Any:
    return TextLine(f"{what}, words", max_length=200)


def number_field(named: str) -> Make:
    return lambda what: Number(f"{what}, {named}", least=0, most=100_000)

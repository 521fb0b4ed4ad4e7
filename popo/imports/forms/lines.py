"""Forms for the columns of a list, for one line of it, and for undoing it."""

from collections.abc import Mapping, Sequence
from typing import Any

from popo.errors import RuleBroken
from popo.imports.kinds import ListKind, columns_of
from popo.imports.mapping import COLUMN_WORDS, Column
from popo.imports.services.taking import SOMEBODY_NEW, Decision
from popo.web.fields import Dropdown, HiddenNumber, HiddenText, TickList
from popo.web.forms import Form

LEFT_OUT = ""
_STALE = "Open the list again and decide there."


class BatchForm(Form):
    """Something done to a list as it stood at `version`."""

    version = HiddenNumber(required=_STALE)


class ColumnsForm(BatchForm):
    """Made for one list by `columns_form`: a field `column_0` and so on for each heading."""

    def columns(self) -> dict[int, Column]:
        return {
            int(field.name.removeprefix("column_")): Column(field.data)
            for field in self.of_columns()
            if field.data
        }

    def of_columns(self) -> list[Any]:
        return [field for field in self if field.name.startswith("column_")]


def columns_form(
    kind: ListKind,
    headings: Sequence[str],
    hints: Mapping[int, str],
    guessed: Mapping[int, Column],
    version: int,
) -> ColumnsForm:
    """`hints`: by the place of a column, what stands below its heading."""
    offered = {LEFT_OUT: "Leave this column out"}
    offered |= {column.value: COLUMN_WORDS[column] for column in columns_of(kind)}
    named = {
        f"column_{place}": Dropdown(
            heading or f"Column {place + 1}", choices=offered, hint=hints.get(place, "Empty")
        )
        for place, heading in enumerate(headings)
    }
    made = type("ListColumnsForm", (ColumnsForm,), named)
    data = {f"column_{place}": column.value for place, column in guessed.items()}
    form: ColumnsForm = made(data={"version": version, **data})
    return form


class DecideLineForm(BatchForm):
    """`who` is a reference, or stands for somebody new."""

    who = HiddenText()
    keys = TickList("Take from the list", choices={})

    takes_nothing = False

    def offer(self, keys: Mapping[str, str], *, takes_nothing: bool = False) -> None:
        """`takes_nothing`: whom the line is about is all there is to decide."""
        self.keys.choices = list(keys.items())
        self.takes_nothing = takes_nothing

    def validate(self, extra_validators: Any = None) -> bool:
        understood = bool(super().validate(extra_validators))
        if self.who.data == SOMEBODY_NEW or self.keys.data or self.takes_nothing:
            return understood
        self.show(RuleBroken("Tick what to take from the list, or leave the line out.", "keys"))
        return False

    def details(self) -> Decision:
        return Decision(self.who.data or "", tuple(self.keys.data or ()))

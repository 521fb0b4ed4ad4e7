"""What a cell means: a day, a name, an identifier, a word of the scheme's. Pure."""

from popo.imports.values.days import read_day
from popo.imports.values.events import read_held_as, read_result, read_test, read_warrant
from popo.imports.values.names import Named, read_aliases, read_name
from popo.imports.values.problem import CellNotUnderstood
from popo.imports.values.words import read_colour, read_left, read_sex, read_strand

__all__ = [
    "CellNotUnderstood",
    "Named",
    "read_aliases",
    "read_colour",
    "read_day",
    "read_held_as",
    "read_left",
    "read_name",
    "read_result",
    "read_sex",
    "read_strand",
    "read_test",
    "read_warrant",
]

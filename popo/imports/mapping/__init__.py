"""Which column of somebody's list holds what, guessed first and then confirmed. Pure."""

from popo.imports.mapping.columns import COLUMN_WORDS, IDENTITY, MANY, Column
from popo.imports.mapping.guessing import Mapping, guess
from popo.imports.mapping.headings import Headings, find_headings

__all__ = [
    "COLUMN_WORDS",
    "IDENTITY",
    "MANY",
    "Column",
    "Headings",
    "Mapping",
    "find_headings",
    "guess",
]

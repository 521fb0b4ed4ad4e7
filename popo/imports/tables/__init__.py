"""A spreadsheet or a list as lines of cells, whatever it was saved as. Pure."""

from popo.imports.tables.cells import Cell, Line, text_of
from popo.imports.tables.opening import Table, open_table, open_text
from popo.imports.tables.refusal import FileRefused

__all__ = ["Cell", "FileRefused", "Line", "Table", "open_table", "open_text", "text_of"]

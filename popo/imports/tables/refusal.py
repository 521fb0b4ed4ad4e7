"""How a file is turned away."""

from typing import Self

from popo.errors import RuleBroken

SAVE_AGAIN = "Save it as an Excel workbook (.xlsx) or as CSV, and choose it again."


class FileRefused(RuleBroken):
    """Nothing was taken from the file; the message says what is wrong, where, and what to do."""

    @classmethod
    def at_line(cls, line: int, what_is_wrong: str) -> Self:
        """A refusal that names the line, counted from 1 as the spreadsheet counts it."""
        return cls(f"Line {line:,}: {what_is_wrong}")

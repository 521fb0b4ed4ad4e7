"""How a file is turned away."""

from typing import Self

from popo.errors import RuleBroken


class FileRefused(RuleBroken):
    """Nothing was taken from the file; the message says what is wrong, where, and what to do."""

    @classmethod
    def at_line(cls, line: int, what_is_wrong: str) -> Self:
        """A refusal that names the line, counted from 1 with the header."""
        return cls(f"Line {line:,}: {what_is_wrong}")

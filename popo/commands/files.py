"""Opening a file somebody named at a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """The text of a CSV file; what is wrong with it is said in one sentence."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield file
    except UnicodeDecodeError as problem:
        raise click.ClickException("The file is not UTF-8 text. Save it as CSV UTF-8.") from problem
    except ValueError as problem:
        raise click.ClickException(str(problem)) from problem

"""`popo check-ids`: check letters and formats for a file of identifiers."""

import sys
from pathlib import Path

import click

from popo import clock
from popo.commands.files import opened
from popo.people.check_ids import check_ids as check_rows


@click.command("check-ids")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check_ids(file: Path) -> None:
    """Add canonical, valid (1 or 0) and reason to each row of FILE, on standard output.

    FILE has the columns kind (PNC, CRO, ASN, NOMS, CRN) and input.
    """
    with opened(file) as source:
        check_rows(source, sys.stdout, clock.today())

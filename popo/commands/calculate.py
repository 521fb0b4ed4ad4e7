"""`popo calculate`: OGRS for a file of cases."""

import sys
from pathlib import Path

import click

from popo.commands.files import opened
from popo.selection.calculate import calculate as calculate_rows


@click.command()
@click.argument("model", type=click.Choice(["ogrs3", "ogrs4"]))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def calculate(model: str, file: Path) -> None:
    """Add one_year, two_year and refused to each row of FILE, on standard output.

    Columns for ogrs3: sex, age_at_risk, age_at_conviction, age_at_first_sanction,
    previous_sanctions, and offence_category or ho_code. For ogrs4: sex, ho_code or
    offence_category, total_sanctions, age_at_start_of_followup, age_at_first_sanction,
    age_at_current_sanction, offence_free_months.
    """
    with opened(file) as source:
        calculate_rows("ogrs3" if model == "ogrs3" else "ogrs4", source, sys.stdout)

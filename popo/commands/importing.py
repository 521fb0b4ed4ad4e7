"""`popo import`: take a file into the scheme."""

import json
from pathlib import Path

import click

from popo.app import create_app
from popo.commands import lists
from popo.crime.refusal import FileRefused
from popo.crime.services import import_crime
from popo.db import transaction


@click.group("import")
def group() -> None:
    """Take a file into the scheme."""


@group.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def crime(file: Path, as_json: bool) -> None:  # noqa: FBT001 - click passes flags so
    """Take recorded crime from FILE: a police street file as published, or monthly ward counts.

    Says what it took and what it could not place. The same file a second time changes nothing; a
    bad file changes nothing and ends with status 1.
    """
    try:
        with create_app().app_context(), file.open("rb") as source, transaction():
            outcome = import_crime(source, None)
    except FileRefused as refused:
        raise click.ClickException(refused.message) from refused
    if as_json:
        click.echo(json.dumps(outcome.as_dict(), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(outcome.report()))


group.add_command(lists.people)
group.add_command(lists.folder)

"""`popo keys`: make and rotate the keys kept outside the database."""

import click
from flask import current_app
from tqdm import tqdm

from popo.app import create_app, create_bare_app
from popo.keys import keyfile
from popo.keys.services import count_living, rotate_scheme_key


@click.group("keys")
def group() -> None:
    """Look after the keys kept outside the database."""


@group.command()
def create() -> None:
    """Make a key file for a new scheme; refuse where there is one."""
    with create_bare_app().app_context():
        path = current_app.config["KEY_FILE"]
        if path.exists():
            raise click.ClickException(f"There is already a key file at {path}.")
        keyfile.save(keyfile.create(), path)
        click.echo(f"Made new keys in {path}. Keep a copy apart from the database's backups.")


@group.command()
def rotate() -> None:
    """Wrap every data key under a new scheme key and forget the old one. Rows are not rewritten.

    Stopped half-way, run it again. Servers that run take up the new key by themselves.
    """
    app = create_app()
    with app.app_context():
        total = count_living()
        with tqdm(total=total, unit="key", desc="Wrapping") as bar:
            for wrapped in rotate_scheme_key(app.config["KEY_FILE"]):
                bar.update(wrapped)
        click.echo(f"Wrapped {total} keys under a new scheme key. Renew the copy in the safe.")

"""`popo demo`: fill an empty database with the demonstration town."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click
from flask import Flask

from popo.app import create_app
from popo.demo.load.loader import check_empty, is_demonstration, is_empty, load_town
from popo.demo.load.office import new_password
from popo.demo.load.timeline import own_time
from popo.demo.roster import write_roster
from popo.demo.staff import SIGN_INS
from popo.demo.town import SEED, make_town

_PASSWORD_FILE = "demonstration-password"  # noqa: S105 - its name, not the password
_PRIVATE = 0o600
_WIDTH = max(len(worker.sign_in) for worker in SIGN_INS)


@click.command()
@click.option(
    "--people", type=click.IntRange(1), help="Add people in bulk until there are this many."
)
@click.option("--seed", default=SEED, show_default=True, help="Another seed, another town.")
@click.option(
    "--roster",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write the list of the fictional people made to this CSV file.",
)
@click.option("--if-empty", is_flag=True, help="Where there are users already, load nothing.")
def demo(people: int | None, seed: int, roster: Path | None, if_empty: bool) -> None:  # noqa: FBT001
    """Fill an empty database with a fictional town, and print who may sign in.

    Everybody signs in with one password, made at random for this database, and only from this
    machine.
    """
    app = create_app()
    with app.app_context():
        if not (if_empty and not is_empty()):
            check_empty()
            _load(_password_file(app), people, seed, roster)
        if is_demonstration():
            _print_sign_ins(_password_file(app))


def _load(password_file: Path, people: int | None, seed: int, roster: Path | None) -> None:
    """The password is written first: a town nobody can sign in to helps nobody."""
    password = new_password()
    with _private(password_file) as file:
        file.write(f"{password}\n")
    with own_time():
        loaded = load_town(make_town(seed), password, people or 0)
    if roster is not None:
        with _private(roster) as file:
            write_roster(file, loaded.people, loaded.references)


def _password_file(app: Flask) -> Path:
    """Beside the trail heads: in the folder of what is kept outside the database."""
    return Path(app.config["TRAIL_FILE"]).parent / _PASSWORD_FILE


@contextmanager
def _private(path: Path) -> Iterator[TextIO]:
    """A file only its owner reads, whatever was there before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    with os.fdopen(opened, "w", encoding="utf-8", newline="") as file:
        yield file


def _print_sign_ins(password_file: Path) -> None:
    click.echo("This is a demonstration: nobody in it is real. Sign in as:")
    for worker in SIGN_INS:
        role = worker.role.replace("_", " ")
        scope = worker.scope.replace("_", " ")
        click.echo(f"  {worker.sign_in:<{_WIDTH}}  {worker.name}, {role} ({scope})")
    if password_file.exists():
        click.echo(f"Password for each of them: {password_file.read_text().strip()}")

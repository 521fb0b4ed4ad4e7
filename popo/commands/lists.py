"""`popo import people` and `popo import folder`: the engine of the pages, at a terminal."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from flask import current_app

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import actor_for, user_named
from popo.app import create_app
from popo.db import db, transaction
from popo.errors import RuleBroken
from popo.imports.kinds import RULES, ListKind
from popo.imports.mapping import COLUMN_WORDS
from popo.imports.models import ImportBatch, ListSource, RowState
from popo.imports.queries.batches import counts_of, rows_of, sources_of
from popo.imports.services import bringing, sources, taking
from popo.imports.services.checking import look_through
from popo.imports.services.failures import why
from popo.imports.services.sources import SourceDetails
from popo.imports.tables import open_table
from popo.imports.verdicts import Verdict

_PARTS, _ROWS = 8, 100
_MOST_SAID = 20
_QUIET_SECONDS = 10
"""A file changed later than this ago may still be being written."""

_AS = click.option("--as", "name", required=True, metavar="USER", help="Sign-in name of who asks.")
_TAKE = click.option("--take", is_flag=True, help="Take every safe line, not only look.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_AS
@click.option("--source", "source_name", default="The scheme's own list", show_default=True)
@click.option("--purpose", default="", help="Why it may be shared; asked for a new source.")
@click.option("--sheet", default="", help="Of a workbook with several.")
@_TAKE
@_JSON
def people(
    file: Path,
    name: str,
    source_name: str,
    purpose: str,
    sheet: str,
    take: bool,  # noqa: FBT001 - click
    as_json: bool,  # noqa: FBT001 - click
) -> None:
    """Look through the scheme's own list in FILE: CSV or Excel, columns in any order.

    Prints what each column was taken for and what came of the lines; no name is printed. Nothing
    is taken without --take; what is left is decided on the page of the list. Status 1 where the
    file cannot be taken at all.
    """
    with create_app().app_context(), file.open("rb") as stream:
        with transaction():
            actor = _actor(name)
            source = _source(actor, source_name, purpose)
            key = _bring(actor, source, stream, sheet).id
        _finish(name, key, take=take)
        told = _told(key)
    click.echo(json.dumps(told) if as_json else _written(told))


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@_AS
@_TAKE
def folder(folder: Path, name: str, take: bool) -> None:  # noqa: FBT001 - click
    """Bring in every file of FOLDER/NAME OF A SOURCE/, for a scheduler.

    A file that was brought in is deleted: the lists of other systems are not left lying about. One
    that is refused stays and is said, and the status is then 1. The source must be named on the
    page first, and its columns confirmed once.
    """
    refused = 0
    with create_app().app_context():
        for source_name, path in _waiting(folder):
            try:
                with path.open("rb") as stream, transaction():
                    actor = _actor(name)
                    key = _bring(actor, _named(actor, source_name), stream, "").id
            except RuleBroken as problem:
                refused += 1
                click.echo(f"{source_name}: refused. {problem}", err=True)
                continue
            path.unlink()
            _finish(name, key, take=take)
            click.echo(f"{source_name}: {_in_a_line(_told(key))}")
    if refused:
        raise SystemExit(1)


def _waiting(folder: Path) -> Iterator[tuple[str, Path]]:
    """Files that nobody is still writing, by the folder of their source."""
    settled = time.time() - _QUIET_SECONDS
    for path in sorted(folder.glob("*/*")):
        if path.is_symlink() or path.name.startswith(".") or not path.is_file():
            continue
        if path.stat().st_mtime <= settled:
            yield path.parent.name, path


def _bring(actor: Actor, source: ListSource, stream: Any, sheet: str) -> ImportBatch:
    batch = bringing.bring(actor, source, open_table(stream, sheet), clock.today())
    db.session.flush()
    columns = bringing.mapping_of(batch)
    bringing.confirm_columns(actor, batch, source, columns, batch.version)
    return batch


def _finish(name: str, key: UUID, *, take: bool) -> None:
    """A slice at a time, each its own piece of work: stopped half-way, what was done is kept."""
    done = False
    while not done:
        with transaction():
            done = look_through(_actor(name), db.session.get_one(ImportBatch, key), _PARTS)
    if not take:
        return
    with transaction():
        batch = db.session.get_one(ImportBatch, key)
        if batch.taken_at is None:
            taking.begin_taking(_actor(name), batch, batch.version)
    done = False
    while not done:
        with transaction():
            done = taking.take_some(_actor(name), db.session.get_one(ImportBatch, key), _ROWS)


def _told(key: UUID) -> dict[str, Any]:
    """Counts and line numbers: nothing that names anybody."""
    db.session.rollback()
    batch = db.session.get_one(ImportBatch, key)
    counts = counts_of(batch)
    by_verdict = Counter(dict.fromkeys(Verdict, 0))
    for (verdict, _), count in counts.items():
        by_verdict[verdict] += count
    by_verdict[Verdict.UNMATCHED] = int((batch.counts or {}).get("unmatched", 0))
    headings = batch.shape["headings"]
    return {
        "list": str(batch.id),
        "columns": {
            headings[place] or f"Column {place + 1}": COLUMN_WORDS[column]
            for place, column in bringing.mapping_of(batch).items()
        },
        "verdicts": {verdict.value: count for verdict, count in by_verdict.items() if count},
        "taken": sum(n for (_, state), n in counts.items() if state is RowState.TAKEN),
        "not_understood": {
            row.number: why(row) for row in rows_of(batch, Verdict.MALFORMED, limit=_MOST_SAID)
        },
    }


def _written(told: dict[str, Any]) -> str:
    lines = [f"{heading}: {column}" for heading, column in told["columns"].items()]
    lines += ["", *(f"{n:>7}  {Verdict(v).words}" for v, n in told["verdicts"].items())]
    lines += [f"{told['taken']:>7}  Taken"]
    lines += [f"Line {number}: {reason}" for number, reason in told["not_understood"].items()]
    return "\n".join([*lines, "", f"Decide what is left on the page /imports/{told['list']}"])


def _in_a_line(told: dict[str, Any]) -> str:
    verdicts = [f"{n} {Verdict(v).words.lower()}" for v, n in told["verdicts"].items()]
    return ", ".join([*verdicts, f"{told['taken']} taken"])


def _source(actor: Actor, name: str, purpose: str) -> ListSource:
    held = _by_name(actor, name)
    if held is not None:
        return held
    if not purpose:
        raise RuleBroken("This source is new: say with --purpose why its lists may be shared.")
    every_days = RULES[ListKind.PEOPLE].every_days
    return sources.add_source(actor, ListKind.PEOPLE, SourceDetails(name, purpose, every_days))


def _named(actor: Actor, name: str) -> ListSource:
    source = _by_name(actor, name)
    if source is None:
        raise RuleBroken("Your agency has no source of this name. Add it on the page of lists.")
    return source


def _by_name(actor: Actor, name: str) -> ListSource | None:
    return next((one for one in sources_of(actor) if one.name == name), None)


def _actor(name: str) -> Actor:
    user = user_named(name)
    if user is None or user.closed_at is not None:
        raise click.ClickException("Nobody signs in under this name.")
    return actor_for(user, operator=current_app.config["OPERATOR"])

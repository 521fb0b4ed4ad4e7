"""`popo find`: find a person from a terminal, as somebody who may."""

import json
import sys
from typing import Any

import click
from flask import current_app

from popo.access.actor import Actor
from popo.access.permissions import Permission
from popo.accounts.queries import actor_for, user_named
from popo.app import create_app
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import transaction
from popo.people.queries import Found, find_people
from popo.people.services import looked_for


@click.command("find")
@click.argument("words", nargs=-1)
@click.option("--as", "name", required=True, metavar="USER", help="Sign-in name of who asks.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def find(words: tuple[str, ...], name: str, as_json: bool) -> None:  # noqa: FBT001 - click
    """Find people by words from standard input: popo find - --as USER.

    Prints reference, name and why each matched. The trail names USER and your system account.
    """
    if words != ("-",):
        raise click.UsageError(
            "Give the words on standard input, and - here: what stands on a command line can be "
            "read by everybody on this machine."
        )
    sought = sys.stdin.read().strip()
    if not sought:
        raise click.UsageError("Give a name, a reference or a number on standard input.")
    with create_app().app_context(), transaction():
        actor = _actor(name)
        found = find_people(sought, actor)
        looked_for(actor, sought, found)
        _print([_told(hit) for hit in found], as_json=as_json)


def _actor(name: str) -> Actor:
    user = user_named(name)
    if user is None or user.closed_at is not None:
        raise click.ClickException("Nobody signs in under that name.")
    actor = actor_for(user, operator=current_app.config["OPERATOR"])
    if not actor.can(Permission.PERSON_FIND):
        record(Event.REFUSED, actor, endpoint="popo find", reason=str(Permission.PERSON_FIND))
        raise click.ClickException("That user may not look for people.")
    return actor


def _told(hit: Found) -> dict[str, Any]:
    name = hit.name.formal if hit.name else ""
    return {
        "reference": hit.person.reference,
        "name": name if hit.may_open else "Restricted",
        "reasons": list(hit.reasons),
    }


def _print(hits: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(hits, ensure_ascii=False, indent=2))
        return
    for hit in hits:
        click.echo(f"{hit['reference']}  {hit['name']}  ({'; '.join(hit['reasons'])})")
    if not hits:
        click.echo("Nobody found.", err=True)

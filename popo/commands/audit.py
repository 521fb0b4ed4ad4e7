"""`popo audit`: prove that nobody has touched the trail."""

import json

import click

from popo.app import create_app
from popo.audit.queries import verify as verify_trail


@click.group("audit")
def group() -> None:
    """Look after the trail."""


@group.command()
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def verify(as_json: bool) -> None:  # noqa: FBT001 - click passes flags so
    """Recompute every link and compare it with the heads kept outside; exit status 1 if broken."""
    with create_app().app_context():
        verdict = verify_trail()
    if as_json:
        click.echo(
            json.dumps({"events": verdict.events, "chains": verdict.chains, "fault": verdict.fault})
        )
    elif verdict.fault:
        click.echo(f"The trail is broken. First bad row: {verdict.fault}.", err=True)
    else:
        click.echo(f"The trail is whole: {verdict.events} events in {verdict.chains} chains.")
    if verdict.fault:
        raise SystemExit(1)

"""`popo remind` and `popo mail-test`."""

import click
from flask import current_app

from popo.app import create_app
from popo.mail import Mailbox, MailFailed, mailbox, send
from popo.reminders.services import remind as send_reminders


def _box() -> Mailbox:
    box = mailbox(current_app.config)
    if box is None:
        raise click.ClickException("Mail is not set up. Set POPO_MAIL_HOST.")
    return box


@click.command()
def remind() -> None:
    """Send today's reminders; run it each working morning, as often as you like."""
    with create_app().app_context():
        address = current_app.config["BASE_ADDRESS"]
        if not address:
            raise click.ClickException("Set POPO_BASE_ADDRESS: where links in mail lead.")
        states = send_reminders(_box(), address).states
    told = ", ".join(f"{count} {state.value}" for state, count in sorted(states.items()))
    click.echo(told or "Nobody to remind.")


@click.command("mail-test")
@click.argument("address")
def mail_test(address: str) -> None:
    """Send a trial message to ADDRESS."""
    with create_app().app_context():
        try:
            send(_box(), address, "Trial message", "Mail from this service arrives.\n")
        except MailFailed as failed:
            raise click.ClickException(str(failed)) from failed
    click.echo("Taken by the mail server.")

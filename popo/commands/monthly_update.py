"""`popo monthly-update`: count, publish, verify and restate a month from a terminal."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from flask import current_app

from popo.access.actor import Actor
from popo.accounts.queries import actor_for, user_named
from popo.app import create_app
from popo.crime.months import in_words
from popo.db import transaction
from popo.reports.files import FORMS, write_files
from popo.reports.models import MonthlyUpdate, UpdateStatus
from popo.reports.queries import open_update, published_update
from popo.reports.services import (
    Verification,
    checks_of,
    exported,
    prepare_update,
    publish_update,
    restate_update,
    sign_off_update,
    verify_update,
)
from popo.reports.words import line_label

DOES_NOT_ADD_UP = 2
DIFFERS = 3


class Month(click.ParamType[date]):
    """A month written as 2024-04; its value is its first day."""

    name = "YYYY-MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
        except ValueError:
            self.fail("Write the month as 2024-04.", param, ctx)


@click.command("monthly-update")
@click.argument("month", type=Month(), metavar="YYYY-MM")
@click.option("--as", "name", required=True, metavar="USER", help="Sign-in name of who does it.")
@click.option(
    "--out", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write files there."
)
@click.option("--publish", is_flag=True, help="Sign off and publish, as a chair.")
@click.option("--verify", is_flag=True, help="Count again and compare; change nothing.")
@click.option("--restate", "reason", metavar="REASON", help="Begin the next version.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def monthly_update(
    month: date,
    name: str,
    folder: Path | None,
    publish: bool,  # noqa: FBT001 - click passes flags so
    verify: bool,  # noqa: FBT001
    reason: str | None,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Count a month into a draft and write it to files: a page, CSV and JSON.

    A published month is not counted again: its files are written as they were frozen. Ends with
    status 0 when all is well, 2 when the figures do not add up (nothing is published or written),
    3 when the records differ from what was frozen, 1 for anything else.
    """
    _check_options(folder, reason, publish=publish, verify=verify)
    with create_app().app_context():
        with transaction():
            actor = _actor(name)
            update = _update(actor, month, reason, verify=verify)
            verification = verify_update(actor, update) if verify else None
            failed = [check.words for check in checks_of(update) if not check.holds]
            if publish and not failed and update.status is not UpdateStatus.PUBLISHED:
                sign_off_update(actor, update)
                publish_update(actor, update)
        written = []
        if folder and not failed:
            with transaction():
                written = _write(actor, update, folder)
        _print(update, failed, verification, written, as_json=as_json)
    if failed:
        raise SystemExit(DOES_NOT_ADD_UP)
    if verification and not verification.holds:
        raise SystemExit(DIFFERS)


def _check_options(folder: Path | None, reason: str | None, *, publish: bool, verify: bool) -> None:
    if verify and (publish or reason):
        raise click.UsageError("--verify changes nothing: use it without --publish and --restate.")
    if folder is None and not verify:
        raise click.UsageError("Say where to write the files: --out DIR.")


def _actor(name: str) -> Actor:
    user = user_named(name)
    if user is None or user.closed_at is not None:
        raise click.ClickException("Nobody signs in under that name.")
    return actor_for(user, operator=current_app.config["OPERATOR"])


def _update(actor: Actor, month: date, reason: str | None, *, verify: bool) -> MonthlyUpdate:
    """The version to work on: the next one, the published one, or a draft counted now."""
    if reason is not None:
        return restate_update(actor, month, reason)
    published = published_update(month)
    if verify:
        found = published or open_update(month)
        if found is None:
            raise click.ClickException(f"{in_words(month)} has not been prepared.")
        return found
    if published is not None and open_update(month) is None:
        return published
    return prepare_update(actor, month)


def _write(actor: Actor, update: MonthlyUpdate, folder: Path) -> list[Path]:
    for form in FORMS:
        exported(actor, update, form)
    return write_files(update, folder)


def _print(
    update: MonthlyUpdate,
    failed: list[str],
    verification: Verification | None,
    written: list[Path],
    *,
    as_json: bool,
) -> None:
    if as_json:
        told = _told(update, failed, verification, written)
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    status = update.status.value.replace("_", " ")
    click.echo(f"{in_words(update.month)}, version {update.number}: {status}.")
    for sentence in failed or update.figures["adds_up"]:
        click.echo(sentence, err=bool(failed))
    if verification:
        _print_verification(verification)
    for path in written:
        click.echo(f"Wrote {path}")


def _print_verification(verification: Verification) -> None:
    if not verification.intact:
        click.echo("What is kept is not what was frozen: its SHA-256 is another.", err=True)
    for found in verification.differences:
        click.echo(
            f"{line_label(found.line)}: frozen {found.frozen}, now {found.now}; "
            f"{found.records_gone} records no longer counted, {found.records_new} more.",
            err=True,
        )
    if verification.holds:
        click.echo("It holds: every figure counts the same records as when it was frozen.")


def _told(
    update: MonthlyUpdate,
    failed: list[str],
    verification: Verification | None,
    written: list[Path],
) -> dict[str, Any]:
    told: dict[str, Any] = {
        "month": update.figures["month"],
        "version": update.number,
        "status": update.status.value,
        "digest": update.digest,
        "adds_up": not failed,
        "failed": failed,
        "figures": update.figures["figures"],
        "files": [str(path) for path in written],
    }
    if verification:
        told["holds"], told["intact"] = verification.holds, verification.intact
        told["differences"] = [vars(found) for found in verification.differences]
    return told

"""The `popo` command; with `app.py`, the only module that knows every feature."""

import os
from collections.abc import Sequence
from typing import Any

import click

from popo.bench import commands as bench
from popo.commands import (
    audit,
    calculate,
    database,
    find,
    identifiers,
    importing,
    keys,
    monthly_update,
    reminding,
    serving,
    users,
)
from popo.demo import commands as demo
from popo.errors import RuleBroken
from popo.keys.keyfile import KeyFileProblem

_COMMANDS = (
    database.group,
    keys.group,
    audit.group,
    serving.serve,
    serving.work,
    serving.nightly,
    reminding.remind,
    reminding.mail_test,
    users.add_agency,
    users.add_user,
    find.find,
    identifiers.check_ids,
    calculate.calculate,
    importing.group,
    monthly_update.monthly_update,
    demo.demo,
    bench.bench,
)


class _Plain(click.Group):
    """What goes wrong in a way somebody can mend is one sentence, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (RuleBroken, KeyFileProblem, RuntimeError) as problem:
            raise click.ClickException(str(problem)) from problem


@click.group(cls=_Plain, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="popo")
def cli() -> None:
    """Case management for a Prolific and Other Priority Offenders scheme."""


for _command in _COMMANDS:
    cli.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    os.umask(0o077)  # whatever is written belongs to its owner alone
    cli.main(args=arguments, prog_name="popo")

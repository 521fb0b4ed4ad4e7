"""The `popo` command."""

from collections.abc import Sequence

import click


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="popo")
def cli() -> None:
    """Case management for a Prolific and Other Priority Offenders scheme."""


def main(arguments: Sequence[str] | None = None) -> None:
    cli.main(args=arguments, prog_name="popo", standalone_mode=True)


if __name__ == "__main__":
    main()

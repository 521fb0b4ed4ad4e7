"""`popo bench`: what the walls cost, as ratios to the same work in plain."""

import json
from collections.abc import Sequence

import click

from popo.app import create_bare_app
from popo.bench.benchmarks import BENCHMARKS
from popo.bench.measure import Result
from popo.bench.scale import folder_of


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(BENCHMARKS)))
@click.option("--people", default=20_000, show_default=True, type=click.IntRange(60))
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def bench(names: Sequence[str], people: int, as_json: bool) -> None:  # noqa: FBT001 - click
    """Measure NAMES, or everything, on databases of their own with so many people.

    The first run with a number makes its databases, which takes minutes; later ones use them again.
    """
    folder = folder_of(create_bare_app())
    results = [BENCHMARKS[name].run(folder, people) for name in names or BENCHMARKS]
    click.echo(json.dumps([one.as_dict() for one in results]) if as_json else _table(results))


def _table(results: Sequence[Result]) -> str:
    lines = [f"{'name':<12} {'people':>8} {'median ms':>10} {'p95 ms':>10} {'x plain':>9}"]
    lines += [
        f"{one.name:<12} {one.people:>8} {one.median_ms:>10} {one.p95_ms:>10} {one.ratio:>9}"
        for one in results
    ]
    return "\n".join(lines)

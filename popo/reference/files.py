import csv
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"


@cache
def read_csv(name: str) -> Sequence[Mapping[str, str]]:
    """The rows of the shipped file `name`, by column; read once and shared, so never changed."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def read_json(name: str) -> Any:
    """The shipped JSON or GeoJSON file `name`."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))

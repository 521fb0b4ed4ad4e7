"""The list of the fictional people made: who they are, and what untidiness was planted."""

import csv
from collections.abc import Iterable, Mapping
from typing import TextIO

from popo.demo.people import Somebody

COLUMNS = (
    "reference",
    "given",
    "family",
    "born",
    "sex",
    "aliases",
    "pnc",
    "cro",
    "crn",
    "prison_number",
    "postcode",
    "phone",
    "same_person_as",
    "planted",
)
_BETWEEN = "; "


def write_roster(target: TextIO, people: Iterable[Somebody], references: Mapping[int, str]) -> None:
    """`references` gives the scheme reference of each number; empty before anybody is loaded."""
    writer = csv.DictWriter(target, COLUMNS)
    writer.writeheader()
    writer.writerows(_row(somebody, references) for somebody in people)


def _row(somebody: Somebody, references: Mapping[int, str]) -> dict[str, str]:
    typed = {number.kind: number.typed for number in somebody.identifiers}
    first = somebody.same_person_as
    return {
        "reference": references.get(somebody.number, ""),
        "given": somebody.name.given,
        "family": somebody.name.family,
        "born": somebody.born.isoformat(),
        "sex": somebody.sex,
        "aliases": _BETWEEN.join(alias.full for alias in somebody.aliases),
        "pnc": typed.get("pnc", ""),
        "cro": typed.get("cro", ""),
        "crn": typed.get("crn", ""),
        "prison_number": typed.get("prison_number", ""),
        "postcode": somebody.home.postcode,
        "phone": somebody.phone,
        "same_person_as": "" if first is None else references.get(first, ""),
        "planted": _BETWEEN.join(f"{kind}: {text}" for kind, text in somebody.planted.items()),
    }

"""By what two lines of one list are suspected to be about the same person or thing. Pure."""

import json
from collections.abc import Iterator
from datetime import date

from popo.imports.kinds import ListKind
from popo.imports.matching import NATIONAL
from popo.imports.reading import ReadRow, as_facts
from popo.people.matching.normalise import parts
from popo.people.matching.sounds import sounds


def twin_keys(kind: ListKind, row: ReadRow) -> set[str]:
    """Two lines that share one of these look the same.

    Of the scheme's own list: a national number, the name with the date of birth, or a name that
    sounds alike with a date of birth that agrees or has day and month swapped. Of any other: all
    that is said.
    """
    if row.reference and kind.adds_people:
        return identity_keys(row)  # the scheme tells them apart itself, alike or not
    if not kind.adds_people:
        return {json.dumps({**as_facts(row), "problems": []}, sort_keys=True)}
    return {*identity_keys(row), *_alike(row)}


def identity_keys(row: ReadRow) -> set[str]:
    """Whom the line names, as it names them."""
    if row.reference:
        return {row.reference}
    keys = {f"{one.kind} {one.canonical}" for one in row.sure_numbers if one.kind in NATIONAL}
    if row.name and row.born:
        keys.add(f"{' '.join(parts(row.name))} {row.born}")
    return keys


def _alike(row: ReadRow) -> Iterator[str]:
    named = parts(row.name)
    if len(named) < 2 or row.born is None:  # noqa: PLR2004 - a first and a last name
        return
    for sound in sounds(named[-1]):
        yield f"~{sound} {named[0][0]} {_either_way(row.born)}"


def _either_way(born: date) -> str:
    return f"{born.year} {min(born.day, born.month)} {max(born.day, born.month)}"

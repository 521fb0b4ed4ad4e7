"""A stretch of the crowd as rows of every table, under keys made for them."""

from collections.abc import Iterable
from uuid import uuid4

from popo import crypto
from popo.crypto import Key
from popo.demo.calendar import at
from popo.demo.crowd import Passer
from popo.demo.load.bulk import Row, Sealer
from popo.demo.load.crowd_cases import case_rows
from popo.demo.load.crowd_rows import About, Offices, Rows
from popo.keys import keyfile
from popo.keys.models import DataKey, KeyScope, wrapped_name
from popo.keys.ring import key_row


class Keys:
    """New keys, made as they are asked for; their rows are written with the rest."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def make(self, scope: KeyScope) -> tuple[int, Key]:
        row = key_row(scope)
        self.rows.append(row)
        name = wrapped_name(scope, row["generation"])
        return row["generation"], crypto.unwrap(keyfile.in_use().wrapping, row["wrapped"], name)


def all_rows(offices: Offices, passers: Iterable[Passer]) -> Rows:
    """Under new keys, whose rows come last."""
    keys = Keys()
    sealer = Sealer(keys.make)
    for passer in passers:
        about = About(passer, uuid4(), offices, sealer)
        yield from about.rows()
        if passer.case_since is not None:
            yield from case_rows(about, at(passer.case_since, 12))
    for row in keys.rows:
        yield DataKey, row

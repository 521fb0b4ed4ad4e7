"""Rows written by statements: each sealed under its person's key, many in one go."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import Table, insert

from popo.contacts.models import Contact as ContactRow
from popo.crypto import Key
from popo.db import Entity, db
from popo.demo.calendar import at
from popo.demo.contacts import Contact
from popo.demo.happenings import Happening
from popo.keys.models import Compartment, KeyScope
from popo.keys.ring import ring_of
from popo.keys.sealed import HasSealed
from popo.offending.models import OffenceEvent
from popo.people.about import AssertionKind, Handling

CHUNK = 2000
Row = dict[str, Any]


class Sealer:
    """Makes rows and seals them; `find` gives the generation and key of a scope, asked once."""

    def __init__(self, find: Callable[[KeyScope], tuple[int, Key]]) -> None:
        self._find = find
        self._keys: dict[KeyScope, tuple[int, Key]] = {}

    def row(
        self,
        model: type[HasSealed],
        scope: KeyScope,
        created_at: datetime,
        values: Row,
        row_id: UUID | None = None,
    ) -> Row:
        """A row of `model`, ready to be inserted; `values` holds its sealed values plainly."""
        key_of_row = row_id or uuid4()
        generation, key = self._key(scope)
        table = cast("Any", model).__tablename__
        sealed = {
            name: None
            if (plain := values.get(name)) is None
            else attribute.seal_with(key, generation, key_of_row, scope, table, plain)
            for name, attribute in model.__sealed__.items()
        }
        return {
            **values,
            **sealed,
            "id": key_of_row,
            "created_at": created_at,
            "version": 1,
        }

    def _key(self, scope: KeyScope) -> tuple[int, Key]:
        if scope not in self._keys:
            self._keys[scope] = self._find(scope)
        return self._keys[scope]


def held_key(scope: KeyScope) -> tuple[int, Key]:
    """From the database, made where there is none."""
    return ring_of(db.session()).current(scope)


def contact_row(
    sealer: Sealer, person_id: UUID, agency_id: UUID, author_id: UUID, contact: Contact
) -> Row:
    compartment = Compartment.CORE
    if contact.is_health:
        compartment = Compartment.HEALTH
    elif contact.is_gist:
        compartment = Compartment.INTELLIGENCE
    kind = AssertionKind.INTELLIGENCE if contact.is_gist else AssertionKind.FACT
    handling = Handling.CRIMINAL_JUSTICE if contact.is_gist else Handling.ACTION_GROUP
    values = {
        "person_id": person_id,
        "agency_id": agency_id,
        "compartment": compartment,
        "kind": kind,
        "handling": handling,
        "at": contact.at,
        "contact_type": contact.contact_type,
        "outcome": contact.outcome,
        "group_id": uuid4(),
        "author_id": author_id,
        "note": contact.note or None,
    }
    scope = KeyScope(person_id, agency_id, compartment)
    return sealer.row(ContactRow, scope, contact.at, values)


def event_row(
    sealer: Sealer,
    person_id: UUID,
    agency_id: UUID,
    event: Happening,
    author_id: UUID | None = None,
    matter_id: UUID | None = None,
) -> Row:
    """With an author and a matter where it was recorded here, step by step."""
    values = {
        "person_id": person_id,
        "agency_id": agency_id,
        "compartment": Compartment.CORE,
        "kind": AssertionKind.FACT,
        "handling": Handling.ACTION_GROUP,
        "event_kind": event.kind,
        "happened_on": event.on,
        "offence_on": event.offence_on,
        "ho_code": event.ho_code,
        "comparator": event.comparator,
        "ward": event.ward,
        "sentenced_on": event.sentenced_on,
        "sentence_custodial": event.custodial,
        "test_positive": event.positive,
        "concluded_on": event.concluded_on,
        "detail": event.detail,
        "asn": event.asn,
        "source": "National computer print" if event.asn else None,
        "at_liberty": event.at_liberty,
        "author_id": author_id,
        "matter_id": matter_id,
    }
    scope = KeyScope(person_id, agency_id, Compartment.CORE)
    return sealer.row(OffenceEvent, scope, at(event.on, 12), values)


def write(model: type[Entity], rows: Sequence[Row]) -> None:
    """Inserts rows of one table in as few statements as fit."""
    table = cast("Table", model.__table__)
    for start in range(0, len(rows), CHUNK):
        db.session.execute(insert(table), rows[start : start + CHUNK])

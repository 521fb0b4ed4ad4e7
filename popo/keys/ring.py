"""The opened keys of one piece of work: fetched together, dropped with it."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, event, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from popo import clock, crypto
from popo.crypto import Key
from popo.db import plain_value, raw_forms, raw_key
from popo.keys import keyfile
from popo.keys.models import DataKey, KeyScope, wrapped_name

_BATCH = 400  # subjects fetched in one statement, below every driver's limit on parameters


@lru_cache(maxsize=1024)
def _agency(raw: str | UUID) -> UUID:
    return raw if isinstance(raw, UUID) else UUID(raw)


class Ring:
    """Keys by scope and generation; None stands for a destroyed one."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._waiting: set[UUID] = set()
        self._fetched: set[UUID] = set()
        self._wrapped: dict[tuple[KeyScope, int], tuple[str, bytes | None]] = {}
        self._opened: dict[tuple[KeyScope, int], Key | None] = {}
        self._latest: dict[KeyScope, int] = {}

    def expect(self, subject: UUID) -> None:
        """Notes a subject whose keys may be wanted; all waiting ones are fetched together."""
        if subject not in self._fetched:
            self._waiting.add(subject)

    def fetch(self, scopes: Iterable[KeyScope]) -> None:
        """Brings these keys and hardly any other, for reading columns of many people."""
        wanted = set(scopes)
        agencies = {scope.agency for scope in wanted}
        compartments = {scope.compartment for scope in wanted}
        subjects = list({scope.subject for scope in wanted})
        for start in range(0, len(subjects), _BATCH):
            self._read(
                subjects[start : start + _BATCH],
                DataKey.agency_id.in_(agencies),
                DataKey.compartment.in_(compartments),
            )

    def offer(
        self, scope: KeyScope, generation: int, scheme_key: str, wrapped: bytes | None
    ) -> None:
        """Takes a key that came with the rows it opens."""
        self._wrapped[scope, generation] = scheme_key, wrapped

    def key(self, scope: KeyScope, generation: int) -> Key | None:
        """The key, or None where it was destroyed."""
        named = (scope, generation)
        if named not in self._opened:
            if named not in self._wrapped:
                self._fetch(scope.subject)
            self._opened[named] = self._open(named)
        return self._opened[named]

    def current(self, scope: KeyScope) -> tuple[int, Key]:
        """The newest generation and its key; made where the scope has none.

        Raises Unreadable where it was destroyed: nothing is written under a destroyed key.
        """
        if scope not in self._latest:
            self._fetch(scope.subject)
        if scope not in self._latest:
            self._make(scope)
        generation = self._latest[scope]
        key = self.key(scope, generation)
        if key is None:
            raise crypto.Unreadable("this record was destroyed")
        return generation, key

    def _open(self, named: tuple[KeyScope, int]) -> Key | None:
        if named not in self._wrapped:
            raise crypto.Unreadable("no key was ever made for this record")
        scheme_key, wrapped = self._wrapped[named]
        if wrapped is None:
            return None
        return crypto.unwrap(keyfile.scheme_key(scheme_key), wrapped, wrapped_name(*named))

    def _fetch(self, subject: UUID) -> None:
        if subject in self._fetched:
            return
        wanted = list(self._waiting | {subject})
        for start in range(0, len(wanted), _BATCH):
            self._read(wanted[start : start + _BATCH])
        self._fetched.update(wanted)
        self._waiting.clear()

    def _read(self, subjects: Iterable[UUID], *where: ColumnElement[bool]) -> None:
        columns = (
            raw_key(DataKey.subject_id),
            raw_key(DataKey.agency_id),
            plain_value(DataKey.compartment),
            DataKey.generation,
            DataKey.scheme_key,
            DataKey.wrapped,
        )
        by_raw = raw_forms(subjects)
        with self._session.no_autoflush:
            rows = self._session.execute(
                select(*columns).where(DataKey.subject_id.in_(set(by_raw.values())), *where)
            )
        for subject, agency, compartment, generation, scheme_key, wrapped in rows:
            scope = KeyScope(by_raw[subject], _agency(agency), compartment)
            self._wrapped[scope, generation] = scheme_key, wrapped
            self._latest[scope] = max(generation, self._latest.get(scope, 0))

    def _make(self, scope: KeyScope) -> None:
        """Two workers may make the first key of a scope at once: the first one written stands."""
        dialect = self._session.get_bind().dialect.name
        upsert = postgresql.insert if dialect == "postgresql" else sqlite.insert
        statement = upsert(DataKey).values(key_row(scope)).on_conflict_do_nothing()
        with self._session.no_autoflush:
            self._session.execute(statement)
        self._read([scope.subject])


def key_row(scope: KeyScope) -> dict[str, Any]:
    """A new data key of the first generation, as a row."""
    keys = keyfile.newest()
    return {
        "id": uuid4(),
        "created_at": clock.now(),
        "version": 1,
        "subject_id": scope.subject,
        "agency_id": scope.agency,
        "compartment": scope.compartment,
        "generation": 1,
        "scheme_key": keys.current,
        "wrapped": crypto.wrap(keys.wrapping, crypto.new_key(), wrapped_name(scope, 1)),
    }


def make_keys(session: Session, scopes: Iterable[KeyScope]) -> None:
    """First keys for many scopes that have none, in one statement."""
    rows = [key_row(scope) for scope in scopes]
    if rows:
        session.execute(insert(DataKey), rows)


def ring_of(session: Session) -> Ring:
    ring: Ring | None = session.info.get("ring")
    if ring is None:
        ring = session.info["ring"] = Ring(session)
    return ring


@event.listens_for(Session, "after_rollback")
@event.listens_for(Session, "after_commit")
def _drop_ring(session: Session) -> None:
    session.info.pop("ring", None)

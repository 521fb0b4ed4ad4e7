"""Sealed columns: `surname = sealed(text)` reads and writes plainly, and holds only ciphertext."""

import json
from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Generic, Self, TypeVar, cast, overload
from uuid import UUID

from sqlalchemy import Dialect, LargeBinary, TypeDecorator, event
from sqlalchemy.orm import (
    Mapper,
    QueryContext,
    Session,
    UOWTransaction,
    mapped_column,
    object_session,
)
from sqlalchemy.orm.attributes import instance_dict

from popo import crypto
from popo.db import Model
from popo.keys.models import KeyScope
from popo.keys.ring import Ring, ring_of

T = TypeVar("T")
PAD = 32


class Destroyed(str):
    """What a value reads as once its key has been destroyed."""

    __slots__ = ()


DESTROYED = Destroyed("[destroyed]")


@dataclass(frozen=True)
class Kind(Generic[T]):
    """How a value becomes bytes and comes back."""

    dump: Callable[[T], bytes]
    load: Callable[[bytes], T]


text: Kind[str] = Kind(str.encode, bytes.decode)
day: Kind[date] = Kind(
    lambda value: value.isoformat().encode(), lambda held: date.fromisoformat(held.decode())
)
facts: Kind[dict[str, Any]] = Kind(
    lambda value: json.dumps(value, ensure_ascii=False, sort_keys=True).encode(), json.loads
)


class _Pending:
    """A value on its way to be sealed; prints nothing."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __repr__(self) -> str:
        return "<unsealed>"

    def __reduce__(self) -> str:
        raise TypeError("an unsealed value is never stored or sent")


class SealedBytes(TypeDecorator[bytes]):
    """Refuses anything but sealed bytes, so that no statement can write plaintext."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        del dialect
        if value is not None and not crypto.is_sealed(value):
            raise TypeError("this column takes sealed values only")
        return value


class HasSealed:
    """A row with sealed columns: it says whose key they are sealed under.

    `__owners__` are the columns that may make up its key scope: each is chosen once.
    """

    __owners__: ClassVar[tuple[str, ...]] = (
        "person_id",
        "agency_id",
        "compartment",
        "user_id",
        "subject_id",
    )
    __sealed__: ClassVar[dict[str, "Sealed[Any]"]] = {}
    id: Any

    @abstractmethod
    def key_scope(self) -> KeyScope:
        """Subject, owning agency and compartment; every table says its own."""


class Sealed(Generic[T]):
    """The attribute. Comparing it in a query raises: find people by their search tokens."""

    def __init__(self, kind: Kind[Any], *, optional: bool) -> None:
        self._kind = kind
        self._optional = optional

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        self.column = f"_{name}"
        sealed_here = {**getattr(owner, "__sealed__", {}), name: self}
        setattr(owner, "__sealed__", sealed_here)  # noqa: B010 - not an attribute of `type`
        setattr(owner, self.column, mapped_column(name, SealedBytes(), nullable=self._optional))

    @overload
    def __get__(self, row: None, owner: type) -> Self: ...
    @overload
    def __get__(self, row: object, owner: type) -> T: ...
    def __get__(self, row: Any, owner: type) -> Self | T:
        if row is None:
            return self
        held = getattr(row, self.column)
        if isinstance(held, _Pending):
            return cast("T", held.value)
        return cast("T", None if held is None else self.open(row, held))

    def __set__(self, row: Any, value: T) -> None:
        if isinstance(value, Destroyed):
            raise TypeError("a destroyed value is not written back")
        if value == self.__get__(row, type(row)):
            return
        setattr(row, self.column, None if value is None else _Pending(value))

    def __eq__(self, other: object) -> bool:
        raise TypeError(f"{self.name} is sealed: it cannot be compared in a query")

    __hash__ = object.__hash__

    def open(self, row: HasSealed, held: bytes) -> T | Destroyed:
        """The value. Raises Unreadable where the bytes were not sealed for this place."""
        scope = row.key_scope()
        session = object_session(row)
        assert session is not None  # noqa: S101 - a held value was loaded or flushed by one
        key = ring_of(session).key(scope, crypto.generation_of(held))
        if key is None:
            return DESTROYED
        return cast("T", self._kind.load(crypto.unseal(key, held, self._place(row, scope))))

    def seal(self, row: HasSealed, session: Session, value: T) -> bytes:
        scope = row.key_scope()
        generation, key = ring_of(session).current(scope)
        place = self._place(row, scope)
        return crypto.seal(key, generation, self._kind.dump(value), place, pad=PAD)

    def seal_with(
        self, key: crypto.Key, generation: int, row: UUID, scope: KeyScope, table: str, value: T
    ) -> bytes:
        """For rows written by statements, under a key already in hand."""
        place = _place(table, self.name, row, scope)
        return crypto.seal(key, generation, self._kind.dump(value), place, pad=PAD)

    def unseal(
        self, ring: Ring, held: bytes, row: UUID | str, scope: KeyScope, table: str
    ) -> T | Destroyed:
        """For columns read without their row. Raises Unreadable as `open` does."""
        key = ring.key(scope, crypto.generation_of(held))
        if key is None:
            return DESTROYED
        return cast(
            "T", self._kind.load(crypto.unseal(key, held, _place(table, self.name, row, scope)))
        )

    def _place(self, row: HasSealed, scope: KeyScope) -> bytes:
        return _place(cast("Any", row).__tablename__, self.name, row.id, scope)


def _place(table: str, column: str, row: UUID | str, scope: KeyScope) -> bytes:
    return f"{table}.{column}/{row}/{scope.subject}".encode()


def sealed(kind: Kind[T]) -> Sealed[T]:
    """A sealed column that must have a value."""
    return Sealed(kind, optional=False)


def sealed_or_none(kind: Kind[T]) -> Sealed[T | None]:
    """A sealed column that may be empty; emptiness shows in the database."""
    return Sealed(kind, optional=True)


@event.listens_for(HasSealed, "load", propagate=True)
def _expect_key(row: HasSealed, context: QueryContext) -> None:
    ring_of(context.session).expect(row.key_scope().subject)


@event.listens_for(Session, "before_flush")
def _seal_pending(session: Session, work: UOWTransaction, rows: object) -> None:
    del work, rows
    for row in [*session.new, *session.dirty]:
        if not isinstance(row, HasSealed):
            continue
        values = instance_dict(row)
        for attribute in row.__sealed__.values():
            held = values.get(attribute.column)
            if isinstance(held, _Pending):
                setattr(row, attribute.column, attribute.seal(row, session, held.value))


@event.listens_for(Mapper, "mapper_configured")
def _fix_owner(mapper: Mapper[Any], owner: type) -> None:
    """The key a row is sealed under is chosen once: a row never changes its owner."""
    if not issubclass(owner, HasSealed) or not issubclass(owner, Model):
        return
    for name in owner.__owners__:
        if name in mapper.columns:
            event.listen(getattr(owner, name), "set", _refuse_new_owner, active_history=True)


def _refuse_new_owner(row: object, value: object, old: object, initiator: object) -> None:
    del row, initiator
    if isinstance(old, (UUID, str)) and old != value:
        raise TypeError("a sealed row never changes its owner")

"""The database handle, what every table has in common, and the one place that commits."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from sqlite3 import Connection as SqliteConnection
from typing import Any, ClassVar
from uuid import UUID, uuid4

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Dialect,
    Engine,
    Enum,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    Uuid,
    event,
    type_coerce,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Mapped, mapped_column

from popo import clock

BigKey = BigInteger().with_variant(Integer, "sqlite")


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; naive values are refused, and none come back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


_key = lru_cache(maxsize=100_000)(UUID)


class Key(Uuid[UUID]):
    """A UUID. Where the driver gives text, the same text is made into an object once.

    A page reads the same few hundred keys in a dozen queries, and making one costs four
    microseconds.
    """

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        del coltype
        if dialect.supports_native_uuid:
            return None  # the driver gives a UUID
        return lambda value: None if value is None else _key(value)


class Model(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[Mapping[Any, Any]] = {
        str: Text,
        bytes: LargeBinary,
        date: Date,
        datetime: Moment,
        UUID: Key,
        dict[str, Any]: JSON,
        list[str]: JSON,
        StrEnum: Enum(
            StrEnum,
            native_enum=False,
            create_constraint=True,
            length=40,
            values_callable=lambda kind: [member.value for member in kind],
        ),
    }


class Entity(Model):
    """A row with a key of its own, known before it is written, and a version for safe saves."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-10)
    created_at: Mapped[datetime] = mapped_column(default=clock.now, sort_order=90)
    version: Mapped[int] = mapped_column(default=1, sort_order=91)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - declared so by the base class

    def __init__(self, **values: Any) -> None:
        values.setdefault("id", uuid4())
        super().__init__(**values)


db = SQLAlchemy(
    metadata=Model.metadata,
    engine_options={"hide_parameters": True},
    session_options={"expire_on_commit": False},
)


def key_to(column: str) -> ForeignKey:
    """A foreign key checked when the work is committed, so rows may be written in any order."""
    return ForeignKey(column, deferrable=True, initially="DEFERRED")


def raw_key(column: ColumnElement[UUID] | InstrumentedAttribute[UUID]) -> ColumnElement[Any]:
    """A key as the driver gives it: 32 hexadecimal digits from SQLite, a UUID from PostgreSQL.

    Where hundreds are read, making each a UUID costs more than the query; see `raw_forms`.
    """
    return type_coerce(column, String)


def plain_value(column: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """An enumeration as its value, which equals the member and costs no look-up."""
    return type_coerce(column, String)


def raw_forms(keys: Iterable[UUID]) -> dict[str | UUID, UUID]:
    """Finds a key by either form in which a driver gives it."""
    return {form: key for key in keys for form in (key, key.hex)}


def key_text(raw: str | UUID) -> str:
    """A raw key as a UUID is written."""
    if isinstance(raw, UUID):
        return str(raw)
    return f"{raw[:8]}-{raw[8:12]}-{raw[12:16]}-{raw[16:20]}-{raw[20:]}"


_TAKEN = {"23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}
"""A unique key held already, as PostgreSQL and SQLite say it."""

_writing: ContextVar[bool] = ContextVar("writing", default=False)
_before_commit: list[Callable[[], None]] = []
_after_commit: list[Callable[[], None]] = []
_after_undo: list[Callable[[], None]] = []


def before_commit(step: Callable[[], None]) -> Callable[[], None]:
    """Registers what must be written with the work, such as the trail."""
    _before_commit.append(step)
    return step


def after_commit(step: Callable[[], None]) -> Callable[[], None]:
    """Registers what follows the work, such as mail and trail heads."""
    _after_commit.append(step)
    return step


def after_undo(step: Callable[[], None]) -> Callable[[], None]:
    """Registers what becomes of things that wait beside the work when it is undone."""
    _after_undo.append(step)
    return step


def is_taken(error: Exception) -> bool:
    """Whether a row could not be written because somebody else wrote the one like it first."""
    if not isinstance(error, IntegrityError):
        return False
    name = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", "")
    return name in _TAKEN


def begin_writing() -> None:
    """Later transactions in this context take SQLite's write lock at once, not half-way through."""
    _writing.set(True)


def begin_reading() -> None:
    _writing.set(False)


def settle() -> None:
    """Commits the work and its trail together; nothing to commit costs nothing."""
    for step in _before_commit:
        step()
    db.session.commit()
    for step in _after_commit:
        step()


def undo() -> None:
    """Rolls the work back; what must outlive it may still be settled."""
    db.session.rollback()
    for step in _after_undo:
        step()


@contextmanager
def transaction() -> Iterator[None]:
    """Work outside a request: leaving commits, raising undoes all but the trail of it."""
    begin_writing()
    db.session.rollback()
    try:
        yield
        settle()
    except BaseException:
        undo()
        settle()
        raise
    finally:
        begin_reading()


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, record: object) -> None:
    del record
    if not isinstance(connection, SqliteConnection):
        return
    connection.isolation_level = None  # transactions are begun below, not by the driver
    for pragma in (
        "busy_timeout=10000",
        "foreign_keys=ON",
        "journal_mode=WAL",
        "synchronous=FULL",
        "secure_delete=ON",
        "cache_size=-65536",
        "mmap_size=268435456",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")

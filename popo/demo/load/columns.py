"""Rows as a database driver takes them: bound in one process, sent and written by another."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Dialect, Table, insert

from popo.db import Model, db

Bound = tuple[Any, ...]
Block = dict[str, list[Bound]]
"""Rows by the name of their table, each in the order of the table's columns."""


class Binder:
    """Turns rows of Python values into what the driver of this dialect takes."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._processors: dict[str, list[tuple[str, Any]]] = {}

    def add(self, block: Block, model: type[Model], row: Mapping[str, Any]) -> None:
        """Puts the row into the block; a column it does not name is empty."""
        table = cast("Table", model.__table__)
        block.setdefault(table.name, []).append(
            tuple(
                row.get(name) if bind is None else bind(row.get(name))
                for name, bind in self._processors_of(table)
            )
        )

    def _processors_of(self, table: Table) -> list[tuple[str, Any]]:
        if table.name not in self._processors:
            self._processors[table.name] = [
                (
                    column.name,
                    column.type.dialect_impl(self._dialect).bind_processor(self._dialect),
                )
                for column in table.columns
            ]
        return self._processors[table.name]


def insert_block(block: Block) -> None:
    """Writes the rows within the transaction that is open."""
    connection = db.session.connection()
    for name, rows in block.items():
        table = Model.metadata.tables[name]
        statement = insert(table).compile(dialect=connection.dialect)
        names = [column.name for column in table.columns]
        parameters: Sequence[Any] = rows
        if statement.positiontup is None:
            parameters = [dict(zip(names, row, strict=True)) for row in rows]
        elif statement.positiontup != names:
            raise LookupError(f"the columns of {name} are not in their order")
        connection.exec_driver_sql(str(statement), parameters)

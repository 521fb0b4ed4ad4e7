"""The migrations make exactly the tables the models describe, and can be undone and done again."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import Connection, Inspector, inspect, text

from popo import resources
from popo.app import create_bare_app
from popo.db import Model, db
from tests.separate import empty_database

VERSIONS = sorted(Path(resources.path("migrations"), "versions").glob("*.py"))
TRAIL = ("audit_contents", "audit_events", "audit_subjects")
FIXED = ("criteria_sets", "minutes", "monthly_updates")
FROZEN = ("adjustments", "consultations", "scorings", "scoring_answers")
AGREED = {
    "plans_fixed",
    "plans_kept",
    "objectives_fixed",
    "objectives_kept",
    "objectives_closed",
    "group_plans_fixed",
    "group_plans_kept",
    "group_targets_fixed",
    "group_targets_kept",
    "group_targets_closed",
    "resource_requests_fixed",
    "resource_requests_kept",
}


@pytest.fixture
def bare(database_url: str, tmp_path: Path) -> Iterator[None]:
    """Inside an application on a database without tables."""
    with (
        empty_database(database_url, tmp_path) as url,
        create_bare_app({"SQLALCHEMY_DATABASE_URI": url}).app_context(),
    ):
        yield
        db.session.remove()
        db.engine.dispose()


def test_there_is_one_head() -> None:
    script = ScriptDirectory(str(resources.path("migrations")))
    assert len(script.get_heads()) == 1


def test_revisions_are_numbered_in_order_and_named() -> None:
    script = ScriptDirectory(str(resources.path("migrations")))
    chain = [revision.revision for revision in reversed(list(script.walk_revisions()))]
    assert chain == [f"{number:04}" for number in range(1, len(VERSIONS) + 1)]
    for number, path in zip(chain, VERSIONS, strict=True):
        assert re.fullmatch(rf"{number}_[a-z0-9_]+\.py", path.name), path.name


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_no_revision_imports_popo(path: Path) -> None:
    """A revision must mean the same for ever; what it imports from here would change under it."""
    imported = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            imported.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module or ".")
    assert not [name for name in imported if name.split(".")[0] in {"popo", "", "config"}]


@pytest.mark.usefixtures("bare")
def test_the_newest_revision_equals_the_models() -> None:
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Model.metadata) == []


def test_checks_and_indexes_equal_the_models(database_url: str, tmp_path: Path, bare: None) -> None:
    """Alembic compares neither checks, as which values of enumerations are held, nor conditions."""
    del bare
    upgrade()
    with db.engine.connect() as connection:
        migrated = _checks(connection), _indexes(connection)
    with (
        empty_database(database_url, tmp_path) as url,
        create_bare_app({"SQLALCHEMY_DATABASE_URI": url}).app_context(),
    ):
        with db.engine.begin() as connection:
            Model.metadata.create_all(connection)
        with db.engine.connect() as connection:
            described = _checks(connection), _indexes(connection)
        db.engine.dispose()
    assert migrated == described


def _checks(connection: Connection) -> dict[str, dict[str, str]]:
    inspector = inspect(connection)
    return {
        table: {
            str(check["name"]): " ".join(check["sqltext"].split())
            for check in inspector.get_check_constraints(table)
        }
        for table in sorted(Model.metadata.tables)
    }


@pytest.mark.usefixtures("bare")
def test_undone_and_done_again_the_tables_are_the_same() -> None:
    upgrade()
    first = _shape()
    downgrade(revision="base")
    assert not set(_shape()["tables"]) - {"alembic_version"}
    upgrade()
    assert _shape() == first
    assert len(first["tables"]) > len(Model.metadata.tables)
    assert first["triggers"]


@pytest.mark.usefixtures("bare")
def test_each_step_can_be_undone_and_done_again() -> None:
    upgrade()
    newest = _shape()
    for _ in VERSIONS:
        downgrade(revision="-1")
    upgrade()
    assert _shape() == newest


@pytest.mark.usefixtures("bare")
def test_trail_and_published_tables_are_guarded_by_the_database() -> None:
    upgrade()
    if db.engine.dialect.name == "sqlite":
        guards = {f"{table}_no_{verb}" for table in TRAIL for verb in ("update", "delete")}
    else:
        guards = {f"{table}_no_{verb}" for table in TRAIL for verb in ("change", "truncate")}
    guards |= {f"{table}_{guard}" for table in FIXED for guard in ("fixed", "kept")}
    guards |= {f"{table}_{guard}" for table in FROZEN for guard in ("fixed", "kept")} | AGREED
    guards |= {"adjustments_whole", "scorings_whole"}
    assert {name.split()[0] for name in _shape()["triggers"]} == guards


def _shape() -> dict[str, Any]:
    """All the database says of itself."""
    with db.engine.connect() as connection:
        inspector = inspect(connection)
        tables = {table: _table(inspector, table) for table in sorted(inspector.get_table_names())}
        indexes, triggers = _indexes(connection), _triggers(connection)
    return {"tables": tables, "indexes": indexes, "triggers": triggers}


def _table(inspector: Inspector, table: str) -> dict[str, Any]:
    return {
        "columns": [
            (column["name"], str(column["type"]), column["nullable"], column["default"])
            for column in inspector.get_columns(table)
        ],
        "key": inspector.get_pk_constraint(table),
        "foreign": sorted(map(str, inspector.get_foreign_keys(table))),
        "unique": sorted(map(str, inspector.get_unique_constraints(table))),
        "checks": sorted(map(str, inspector.get_check_constraints(table))),
    }


def _indexes(connection: Connection) -> list[str]:
    """As they were made, with the condition of those that cover some rows only."""
    sqlite = "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY sql"
    postgresql = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexdef"
    statement = sqlite if connection.dialect.name == "sqlite" else postgresql
    found = connection.execute(text(statement)).scalars()
    return [" ".join(index.split()) for index in found if "alembic_version" not in index]


def _triggers(connection: Connection) -> list[str]:
    sqlite = "SELECT name || ' ' || sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    postgresql = (
        "SELECT tgname || ' ' || pg_get_triggerdef(oid) FROM pg_trigger "
        "WHERE NOT tgisinternal ORDER BY tgname"
    )
    statement = sqlite if connection.dialect.name == "sqlite" else postgresql
    return list(connection.execute(text(statement)).scalars())

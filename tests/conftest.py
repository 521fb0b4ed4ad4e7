"""Fixtures: every database test runs on SQLite and PostgreSQL, inside a transaction rolled back."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask_migrate import upgrade
from hypothesis import settings
from sqlalchemy import text

from popo import clock
from popo.accounts import passwords
from popo.app import create_app, create_bare_app
from popo.db import db, settle
from popo.keys import keyfile
from tests import postgres
from tests.pages import Browser
from tests.together import pytest_xdist_make_scheduler as pytest_xdist_make_scheduler

MISSING = "is not here: "
"""In the reason of every test skipped for want of PostgreSQL or Chromium, before how to get it."""

settings.register_profile("popo", deadline=None)  # a slow machine is not a failed test
settings.load_profile("popo")

NOON = datetime(2024, 4, 30, 11, tzinfo=UTC)
"""Scheme time in every test: noon in London on Tuesday 30 April 2024."""


@pytest.fixture(autouse=True, scope="session")
def _quick_hashing() -> None:
    """Argon2 costs what it should everywhere but here, where hundreds of users are made."""
    passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(autouse=True)
def _scheme_time() -> None:
    clock.shift(NOON - clock.real_now())


@pytest.fixture(
    scope="session",
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)],
)
def database_url(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{folder / 'popo.sqlite'}"
        return
    with postgres.cluster() as url:
        yield url


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys and trail heads for the whole run."""
    folder = tmp_path_factory.mktemp("var")
    keyfile.save(keyfile.create(), folder / "keys.json")
    return folder


@pytest.fixture(scope="session")
def app(database_url: str, folder: Path) -> Iterator[Flask]:
    settings = {
        "SQLALCHEMY_DATABASE_URI": database_url,
        "KEY_FILE": folder / "keys.json",
        "TRAIL_FILE": folder / f"heads-{database_url.split(':', 1)[0]}.jsonl",
        "TESTING": True,
        "WTF_CSRF_ENABLED": False,
        "SESSION_COOKIE_SECURE": False,
    }
    with create_bare_app(settings).app_context():
        upgrade()
        db.engine.dispose()
    app = create_app(settings)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def work(app: Flask) -> Iterator[None]:
    """An open application context whose database work is rolled back afterwards."""
    with app.app_context():
        engine = db.engine
        with engine.connect() as connection:
            outer = connection.begin()
            db._app_engines[app][None] = connection  # type: ignore[assignment]
            db.session.remove()
            db.session.configure(join_transaction_mode="create_savepoint")
            try:
                yield
                if not db.session().is_active:  # the test broke a constraint on purpose
                    db.session.rollback()
                settle()
                _check_foreign_keys()
            finally:
                db.session.remove()
                db._app_engines[app][None] = engine
                outer.rollback()


def _check_foreign_keys() -> None:
    """Deferred keys are only looked at on commit, and these tests never commit."""
    if db.session.get_bind().dialect.name == "sqlite":
        assert not db.session.execute(text("PRAGMA foreign_key_check")).all()
    else:
        db.session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


@pytest.fixture
def browser(app: Flask, work: None) -> Browser:
    """Visits pages and inspects each one."""
    return Browser(app)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--nothing-skipped",
        action="store_true",
        help="fail where a PostgreSQL or browser test was skipped",
    )


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and MISSING in str(report.longrepr):
        _skipped.append(report.nodeid)


_skipped: list[str] = []


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _skipped and session.config.getoption("--nothing-skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _skipped and terminalreporter.config.getoption("--nothing-skipped"):
        terminalreporter.section("Skipped where nothing may be skipped", red=True)
        for name in _skipped:
            terminalreporter.line(name)

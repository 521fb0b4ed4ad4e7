"""The chains hold while several processes and threads write them, and somebody verifies."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from popo.app import create_app
from popo.audit.events import Event
from popo.audit.models import AuditEvent
from popo.audit.queries import verify
from popo.audit.services import record
from popo.db import db, transaction
from tests.separate import separate_app

EACH = 25
PROCESSES = 2
SETTINGS = ("SQLALCHEMY_DATABASE_URI", "KEY_FILE", "TRAIL_FILE")


@pytest.fixture
def real(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with separate_app(database_url, tmp_path_factory.mktemp("workers")) as app:
        yield app


def _write(app: Flask) -> None:
    with app.app_context():
        for number in range(EACH):
            with transaction():
                record(Event.REFUSED, None, endpoint="trial", reason=str(number))


def _work(settings: dict[str, Any]) -> None:
    """One serving process, with two threads."""
    app = create_app(settings)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(_write, [app] * 2))
    with app.app_context():
        db.engine.dispose()


def _count() -> int:
    return db.session.execute(select(func.count()).select_from(AuditEvent)).scalar_one()


def test_processes_and_threads_write_whole_chains(real: Flask) -> None:
    settings = {name: real.config[name] for name in SETTINGS}
    fresh = multiprocessing.get_context("spawn")
    workers = [fresh.Process(target=_work, args=[settings]) for _ in range(PROCESSES)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0] * PROCESSES
    with real.app_context():
        verdict = verify()
        assert (verdict.fault, verdict.events) == ("", PROCESSES * 2 * EACH)
    lines = Path(real.config["TRAIL_FILE"]).read_text().splitlines()
    assert len(lines) == PROCESSES * 2 * EACH, "every commit has left its head outside"


def test_verifying_while_others_write_finds_no_fault(real: Flask) -> None:
    with ThreadPoolExecutor(2) as pool:
        writing = [pool.submit(_write, real) for _ in range(2)]
        faults = []
        while not all(future.done() for future in writing):
            with real.app_context():
                faults.append(verify().fault)
        assert [future.result() for future in writing] == [None, None]
    assert faults
    assert set(faults) == {""}
    with real.app_context():
        assert _count() == 2 * EACH

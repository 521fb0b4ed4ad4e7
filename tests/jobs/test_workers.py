"""Several workers at once, with work really committed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select

from popo.db import db, transaction
from popo.jobs import services
from popo.jobs.models import Job, JobStatus
from popo.jobs.services import queue, task, work_once
from popo.settings.models import Counter
from tests.separate import separate_app


@pytest.fixture
def real(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with separate_app(database_url, tmp_path_factory.mktemp("jobs")) as app:
        yield app


def test_each_job_is_done_by_one_worker(real: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "_tasks", {})

    @task("trial")
    def run(number: int) -> None:
        db.session.add(Counter(name=str(number), last=1))  # a second time would break the key

    with real.app_context(), transaction():
        for number in range(40):
            queue("trial", number=number)

    def work(worker: int) -> None:
        del worker
        with real.app_context():
            while work_once():
                pass

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))

    with real.app_context():
        jobs = list(db.session.scalars(select(Job)))
        assert {(job.status, job.attempts) for job in jobs} == {(JobStatus.DONE, 1)}
        assert len(list(db.session.scalars(select(Counter)))) == 40

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from popo import clock
from popo.db import db, settle
from popo.jobs import services
from popo.jobs.models import Job, JobStatus
from popo.jobs.services import LEASE, MOST_ATTEMPTS, cancel, queue, queue_nightly, task, work_once
from popo.settings.models import Counter

SECRET = "Zebedee Quillfeather was seen"


@pytest.fixture(autouse=True)
def _only_these_tasks(work: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The product's own tasks stay out, and these stay out of the product."""
    monkeypatch.setattr(services, "_tasks", {})
    monkeypatch.setattr(services, "_nightly", [])


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> "Moment":
    return Moment(monkeypatch)


class Moment:
    """Real time, moved by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = clock.real_now()
        monkeypatch.setattr(clock, "real_now", lambda: self.now)

    def pass_(self, span: timedelta) -> None:
        self.now += span


def _task(name: str = "trial", *, nightly: bool = False) -> list[dict[str, object]]:
    """Registers a task that notes what it was called with and writes one row each time."""
    calls: list[dict[str, object]] = []

    @task(name, nightly=nightly)
    def run(**arguments: object) -> None:
        calls.append(arguments)
        db.session.add(Counter(name=f"{name} {len(calls)}", last=1))

    return calls


def _failing(error: Exception) -> None:
    @task("trial")
    def run() -> None:
        db.session.add(Counter(name="written before failing", last=1))
        db.session.flush()
        raise error


def _job() -> Job:
    db.session.expire_all()
    return db.session.scalars(select(Job)).one()


def _written() -> list[str]:
    return list(db.session.scalars(select(Counter.name).where(Counter.last == 1)))


def test_work_is_done_once_with_its_arguments() -> None:
    calls = _task()
    queue("trial", month="2024-04")
    settle()
    assert work_once()
    assert not work_once()
    assert calls == [{"month": "2024-04"}]
    job = _job()
    assert (job.status, job.attempts, job.leased_until) == (JobStatus.DONE, 1, None)
    assert job.finished_at is not None
    assert _written() == ["trial 1"]


def test_work_that_is_not_known_cannot_be_asked_for() -> None:
    with pytest.raises(KeyError, match="no task is called other"):
        queue("other")


def test_work_waits_until_it_is_due(moment: Moment) -> None:
    calls = _task()
    queue("trial", after=moment.now + timedelta(hours=1))
    settle()
    assert not work_once()
    moment.pass_(timedelta(hours=1))
    assert work_once()
    assert len(calls) == 1


def test_what_was_asked_for_first_is_done_first(moment: Moment) -> None:
    _task("first")
    _task("second")
    queue("second", after=moment.now)
    queue("first", after=moment.now - timedelta(minutes=1))
    settle()
    work_once()
    assert _written() == ["first 1"]


def test_failure_keeps_only_its_kind_and_undoes_the_work() -> None:
    _failing(ValueError(SECRET))
    queue("trial")
    settle()
    assert work_once()
    job = _job()
    assert job.failure == "ValueError"
    assert job.status is JobStatus.WAITING
    assert _written() == []
    held = [str(getattr(job, column.key)) for column in Job.__table__.columns]
    assert not any("Zebedee" in value for value in held)


def test_failed_work_is_tried_again_after_longer_and_longer_then_given_up(moment: Moment) -> None:
    _failing(ValueError(SECRET))
    queue("trial")
    settle()
    waits = []
    for _ in range(MOST_ATTEMPTS - 1):
        assert work_once()
        assert not work_once(), "it is not tried again at once"
        waits.append(_job().run_after - moment.now)
        moment.pass_(waits[-1])
    assert waits == sorted(set(waits))
    assert work_once()
    job = _job()
    assert (job.status, job.attempts) == (JobStatus.FAILED, MOST_ATTEMPTS)
    moment.pass_(timedelta(days=7))
    assert not work_once()


def test_work_nobody_knows_any_more_is_a_failure_not_a_crash(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _task()
    queue("trial")
    settle()
    monkeypatch.setattr(services, "_tasks", {})
    assert work_once()
    assert _job().failure == "KeyError"


def _vanish(moment: Moment) -> None:
    """A worker takes the job up and is heard of no more."""
    assert services._take() is not None
    assert services._take() is None, "a job is held by one worker at a time"
    moment.pass_(LEASE + timedelta(seconds=1))


def test_work_of_a_vanished_worker_is_taken_up_again(moment: Moment) -> None:
    calls = _task()
    queue("trial")
    settle()
    _vanish(moment)
    assert work_once()
    assert len(calls) == 1
    assert (_job().status, _job().attempts) == (JobStatus.DONE, 2)


def test_work_that_ends_its_worker_each_time_is_given_up(moment: Moment) -> None:
    calls = _task()
    queue("trial")
    settle()
    for _ in range(MOST_ATTEMPTS):
        _vanish(moment)
    assert not work_once()
    assert calls == []
    assert (_job().status, _job().failure) == (JobStatus.FAILED, services.LOST_WORKER)


def test_a_worker_that_lost_its_lease_undoes_what_it_did(moment: Moment) -> None:
    @task("trial")
    def slow() -> None:
        db.session.add(Counter(name="from the slow one", last=1))
        # meanwhile the lease runs out and another worker takes the job up
        db.session.execute(update(Job).values(attempts=2))

    queue("trial")
    settle()
    assert work_once()
    assert _written() == []
    assert _job().status is JobStatus.RUNNING


def test_cancelled_work_is_not_begun() -> None:
    calls = _task()
    job = queue("trial")
    settle()
    cancel(job)
    settle()
    assert not work_once()
    assert calls == []
    assert _job().finished_at is not None


def test_work_cancelled_while_it_runs_is_undone_and_stays_cancelled() -> None:
    @task("trial")
    def run() -> None:
        db.session.add(Counter(name="too late", last=1))
        cancel(db.session.scalars(select(Job)).one())
        settle()
        db.session.add(Counter(name="after it was cancelled", last=1))

    queue("trial")
    settle()
    assert work_once()
    assert _job().status is JobStatus.CANCELLED
    assert "after it was cancelled" not in _written()


def test_work_that_is_over_cannot_be_cancelled() -> None:
    _task()
    queue("trial")
    settle()
    work_once()
    cancel(_job())
    assert _job().status is JobStatus.DONE


def test_the_night_asks_once_for_each_nightly_task(moment: Moment) -> None:
    calls = _task("sweep", nightly=True)
    _task("other")
    assert queue_nightly() == ["sweep"]
    settle()
    assert queue_nightly() == [], "it still waits"
    services._take()
    assert queue_nightly() == [], "it still runs"
    moment.pass_(LEASE * 2)
    while work_once():
        pass
    assert len(calls) == 1
    assert queue_nightly() == ["sweep"]


def test_what_is_asked_for_in_work_that_fails_is_never_asked_for() -> None:
    _task()
    settle()
    queue("trial")
    db.session.rollback()
    assert not work_once()

"""Asking for work, taking it up, and doing it: at least once, so every task is safe to repeat.

What a task writes and the job's end are committed together, and only by the worker that still
holds the job: one that lost its lease, or whose job was cancelled, undoes what it did.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, update

from popo import clock
from popo.db import db, transaction
from popo.jobs.models import Job, JobStatus

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 5
Task = Callable[..., None]

LOST_WORKER = "worker vanished"


class _Taken(NamedTuple):
    """A job as one worker holds it; `attempt` tells this worker from a later one."""

    key: UUID
    name: str
    arguments: dict[str, Any]
    attempt: int


class _NotOurs(Exception):  # noqa: N818 - nothing went wrong
    """The job was cancelled, or taken up by another worker, while this one did it."""


_tasks: dict[str, Task] = {}
_nightly: list[str] = []


def task(name: str, *, nightly: bool = False) -> Callable[[Task], Task]:
    """Registers what does the work of jobs of this name; a nightly one is queued each night.

    A task runs inside a transaction and takes the job's arguments by keyword.
    """

    def register(function: Task) -> Task:
        _tasks[name] = function
        if nightly:
            _nightly.append(name)
        return function

    return register


def queue(name: str, *, after: datetime | None = None, **arguments: Any) -> Job:
    """Asks for work, in the caller's transaction.

    Arguments are kept as JSON: numbers, and keys and dates as text; never anything personal.
    """
    if name not in _tasks:
        raise KeyError(f"no task is called {name}")
    job = Job(task=name, arguments=arguments, run_after=after or clock.real_now())
    db.session.add(job)
    return job


def queue_nightly() -> list[str]:
    """Asks for everything that is due each night, unless last night's still waits or runs."""
    open_still = Job.status.in_([JobStatus.WAITING, JobStatus.RUNNING])
    asked = set(db.session.scalars(select(Job.task).where(open_still).distinct()))
    due = [name for name in _nightly if name not in asked]
    for name in due:
        queue(name)
    return due


def cancel(job: Job) -> None:
    """A job that runs now finds out when it ends, and undoes its work."""
    if job.status in {JobStatus.WAITING, JobStatus.RUNNING}:
        job.status = JobStatus.CANCELLED
        job.finished_at = clock.real_now()


def work_once() -> bool:
    """Takes up one job that waits, or whose worker vanished, and does it. False if none is due."""
    taken = _take()
    if taken is None:
        return False
    try:
        with transaction():
            _tasks[taken.name](**taken.arguments)
            _finish(taken)
    except _NotOurs:
        pass
    except Exception as error:  # noqa: BLE001 - a worker outlives any task
        # the kind of error only: its text may quote what the task was handling
        _note_failure(taken, type(error).__name__)
    return True


def _take() -> _Taken | None:
    with transaction():
        now = clock.real_now()
        lost = (Job.status == JobStatus.RUNNING) & (Job.leased_until < now)
        _give_up(lost, now)
        job = db.session.scalars(
            select(Job)
            .where(Job.run_after <= now, or_(Job.status == JobStatus.WAITING, lost))
            .order_by(Job.run_after, Job.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        ).one_or_none()
        if job is None:
            return None
        job.status, job.leased_until = JobStatus.RUNNING, now + LEASE
        job.attempts += 1
        return _Taken(job.id, job.task, dict(job.arguments), job.attempts)


def _give_up(lost: ColumnElement[bool], now: datetime) -> None:
    """A job that ends its worker each time is not taken up for ever."""
    db.session.execute(
        update(Job)
        .where(lost, Job.attempts >= MOST_ATTEMPTS)
        .values(
            status=JobStatus.FAILED,
            failure=LOST_WORKER,
            finished_at=now,
            leased_until=None,
            version=Job.version + 1,
        )
    )


def _held(taken: _Taken) -> Job:
    """The job, locked, as it stands now. Raises _NotOurs."""
    job = db.session.get_one(Job, taken.key, with_for_update=True, populate_existing=True)
    if job.status is not JobStatus.RUNNING or job.attempts != taken.attempt:
        raise _NotOurs
    return job


def _finish(taken: _Taken) -> None:
    job = _held(taken)
    job.status, job.finished_at, job.leased_until = JobStatus.DONE, clock.real_now(), None


def _note_failure(taken: _Taken, failure: str) -> None:
    try:
        with transaction():
            job = _held(taken)
            job.failure, job.leased_until = failure, None
            if job.attempts >= MOST_ATTEMPTS:
                job.status, job.finished_at = JobStatus.FAILED, clock.real_now()
            else:
                job.status = JobStatus.WAITING
                job.run_after = clock.real_now() + timedelta(minutes=2**job.attempts)
    except _NotOurs:
        pass

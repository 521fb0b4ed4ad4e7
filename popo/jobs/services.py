"""Asking for work, taking it up, and doing it: at least once, so every task is safe to repeat."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from popo import clock
from popo.db import db, transaction
from popo.jobs.models import Job, JobStatus

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 5
Task = Callable[..., None]

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
    """Asks for work, in the caller's transaction. Arguments are keys and dates, never personal."""
    if name not in _tasks:
        raise KeyError(f"no task is called {name}")
    job = Job(task=name, arguments=arguments, run_after=after or clock.real_now())
    db.session.add(job)
    return job


def queue_nightly() -> list[str]:
    """Asks for everything that is due each night; what still waits from before is not repeated."""
    waiting = set(
        db.session.scalars(select(Job.task).where(Job.status == JobStatus.WAITING).distinct())
    )
    due = [name for name in _nightly if name not in waiting]
    for name in due:
        queue(name)
    return due


def cancel(job: Job) -> None:
    """A job that runs notices at its next step."""
    if job.status in {JobStatus.WAITING, JobStatus.RUNNING}:
        job.status = JobStatus.CANCELLED
        job.finished_at = clock.real_now()


def work_once() -> bool:
    """Takes up one job that waits, or whose worker vanished, and does it. False if none is due."""
    taken = _take()
    if taken is None:
        return False
    key, name, arguments = taken
    try:
        with transaction():
            _tasks[name](**arguments)
            _finish(key, JobStatus.DONE)
    except Exception as error:  # noqa: BLE001 - a worker outlives any task
        # the kind of error only: its text may quote what the task was handling
        _note_failure(key, type(error).__name__)
    return True


def _take() -> tuple[UUID, str, dict[str, Any]] | None:
    with transaction():
        now = clock.real_now()
        job = db.session.scalars(
            select(Job)
            .where(
                Job.run_after <= now,
                or_(
                    Job.status == JobStatus.WAITING,
                    (Job.status == JobStatus.RUNNING) & (Job.leased_until < now),
                ),
            )
            .order_by(Job.run_after, Job.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        ).one_or_none()
        if job is None:
            return None
        job.status, job.leased_until = JobStatus.RUNNING, now + LEASE
        job.attempts += 1
        return job.id, job.task, dict(job.arguments)


def _finish(key: UUID, status: JobStatus) -> None:
    job = db.session.get_one(Job, key)
    job.status, job.finished_at, job.leased_until = status, clock.real_now(), None


def _note_failure(key: UUID, failure: str) -> None:
    with transaction():
        job = db.session.get_one(Job, key)
        job.failure, job.leased_until = failure, None
        if job.attempts >= MOST_ATTEMPTS:
            job.status, job.finished_at = JobStatus.FAILED, clock.real_now()
        else:
            job.status = JobStatus.WAITING
            job.run_after = clock.real_now() + timedelta(minutes=2**job.attempts)

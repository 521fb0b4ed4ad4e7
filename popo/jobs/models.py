from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from popo.db import Entity


class JobStatus(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Job(Entity):
    """One piece of work, written with the work that asked for it. Real time.

    `arguments` hold keys and dates only, never a personal value. A worker holds a job until
    `leased_until`; a job whose lease ran out is taken up again from `progress`.
    """

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_status", "status", "run_after"),)

    task: Mapped[str]
    arguments: Mapped[dict[str, Any]]
    status: Mapped[JobStatus] = mapped_column(default=JobStatus.WAITING)
    run_after: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    progress: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str] = mapped_column(default="")
    finished_at: Mapped[datetime | None]

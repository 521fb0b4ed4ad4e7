"""`popo serve`, `popo work` and `popo nightly`."""

import logging
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from popo.app import create_app
from popo.db import db, transaction
from popo.jobs.services import queue_nightly, work_once

_IDLE_SECONDS = 2.0


class _Server(BaseApplication):  # type: ignore[misc]  # untyped package
    """Gunicorn with our settings. Its access log stays off: it would hold who read what."""

    def __init__(self, make: Callable[[], Flask], options: dict[str, Any]) -> None:
        self._make = make
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._make()


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="Serving processes.")
@click.option("--no-work", is_flag=True, help="Leave background work to 'popo work'.")
def serve(host: str, port: int, workers: int, no_work: bool) -> None:  # noqa: FBT001
    """Serve the pages, and do background work beside them."""
    app = create_app()  # says at once what is missing
    with app.app_context():
        db.engine.dispose()  # an open SQLite connection must not be taken into a fork
    click.echo(f"Serving on http://{host}:{port}. Stop with Ctrl+C.")
    options = {
        "bind": f"{host}:{port}",
        "workers": workers,
        "threads": 4,
        "worker_class": "gthread",
        "loglevel": "warning",
        "graceful_timeout": 10,
        "on_exit": _stopper(None if no_work else _start_worker()),
    }
    _Server(create_app, options).run()


def _start_worker() -> subprocess.Popen[bytes]:
    """Background work in a process of its own, which serving processes do not inherit."""
    return subprocess.Popen([sys.executable, "-m", "popo", "work"])


def _stopper(worker: subprocess.Popen[bytes] | None) -> Callable[[object], None]:
    def stop(_server: object) -> None:
        if worker is not None:
            worker.terminate()
            worker.wait()

    return stop


@click.command()
@click.option("--once", is_flag=True, help="Do what is due, then stop.")
def work(once: bool) -> None:  # noqa: FBT001 - click passes flags so
    """Do background work until stopped."""
    if once:
        with create_app().app_context():
            while work_once():
                pass
        return
    _work_until_stopped()


@click.command()
def nightly() -> None:
    """Queue the night's work, for 'popo work' to do; run it once a day."""
    with create_app().app_context(), transaction():
        due = queue_nightly()
    click.echo(f"Queued {len(due)} tasks." if due else "Nothing to queue.")


def _work_until_stopped() -> None:
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    app = create_app()
    while not stopped.is_set():
        try:
            with app.app_context():
                busy = work_once()
        except Exception:  # noqa: BLE001 - the database may be away for a while
            logging.getLogger("popo").warning("background work could not reach the database")
            busy = False
        if not busy:
            stopped.wait(_IDLE_SECONDS)

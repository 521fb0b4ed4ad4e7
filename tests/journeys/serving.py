"""A demonstration town served as an operator would serve it, and moved through scheme time."""

import csv
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest

from tests.journeys.visitor import Town

_LATER = """
    UPDATE settings SET value = json_set(value, '$.is', json_extract(value, '$.is') + ?)
    WHERE name = 'clock_offset_seconds'
"""
_DAY = 24 * 60 * 60


class Served:
    """The town in a folder, at one address however often it is started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = _free_port()
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def town(self) -> Town:
        password = (self._folder / "demonstration-password").read_text().strip()
        with (self._folder / "roster.csv").open(encoding="utf-8", newline="") as file:
            roster = list(csv.DictReader(file))
        return Town(f"http://127.0.0.1:{self._port}", password, self._folder, roster)

    def start(self) -> None:
        words = ["serve", "--port", str(self._port), "--workers", "1"]
        self._server = subprocess.Popen(
            **_popo(self._folder, *words), stdout=subprocess.DEVNULL, start_new_session=True
        )
        _wait_for(f"{self.town.address}/sign-in")

    def stop(self) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait()

    def kill(self) -> None:
        """As when the machine loses power: server, pages and worker at once, without a word."""
        assert self._server is not None
        os.killpg(self._server.pid, signal.SIGKILL)
        self._server.wait()

    def let_pass(self, days: int) -> None:
        """Scheme time is that many days later; whoever was signed in still is."""
        self.stop()
        with closing(sqlite3.connect(self._folder / "popo.sqlite")) as database, database:
            database.execute(_LATER, [days * _DAY])
        self.start()

    def work_through_the_night(self) -> None:
        """What an operator has done once a day."""
        for words in (["nightly"], ["work", "--once"]):
            _run(self._folder, *words)


def lay_out(folder: Path) -> None:
    """Loads the demonstration town, and serves it to nobody."""
    _run(folder, "db", "upgrade")
    _run(folder, "demo", "--roster", str(folder / "roster.csv"))


@contextmanager
def served_copy(laid_out: Path, folder: Path) -> Iterator[Served]:
    """The town as it was laid out, in a folder of its own."""
    shutil.copytree(laid_out, folder)
    served = Served(folder)
    try:
        served.start()
        yield served
    finally:
        served.stop()
        shutil.rmtree(folder)


def _run(folder: Path, *words: str) -> None:
    subprocess.run(**_popo(folder, *words), check=True, capture_output=True)


def _popo(folder: Path, *words: str) -> dict[str, Any]:
    settings = {"POPO_VAR": str(folder), "POPO_INSECURE_COOKIES": "1"}
    return {"args": [sys.executable, "-m", "popo", *words], "env": _inherited() | settings}


def _inherited() -> dict[str, str]:
    return dict(os.environ)  # noqa: TID251 - for a child process, not to read settings


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310 - our own server
                return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    pytest.fail(f"nothing answers at {address}")

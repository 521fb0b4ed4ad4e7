"""A real browser on the whole product: served as an operator would, with the demonstration town."""

import csv
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.visitor import PHONE, Reception, Town, Visitor

CHROMIUM = Path("/usr/bin/chromium")
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The demonstration town, loaded and served; gone afterwards."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not here: apt-get install chromium")
    folder = tmp_path_factory.mktemp("town")
    port = _free_port()
    environment = _inherited() | {"POPO_VAR": str(folder), "POPO_INSECURE_COOKIES": "1"}
    for words in (["db", "upgrade"], ["demo", "--roster", str(folder / "roster.csv")]):
        subprocess.run(
            [sys.executable, "-m", "popo", *words], env=environment, check=True, capture_output=True
        )
    serving = [sys.executable, "-m", "popo", "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(serving, env=environment, stdout=subprocess.DEVNULL) as server:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address + "/sign-in")
            password = (folder / "demonstration-password").read_text().strip()
            yield Town(address, password, folder, _roster(folder))
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def chromium(town: Town) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=_FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def reception(chromium: Browser, town: Town) -> Iterator[Reception]:
    reception = Reception(chromium, town)
    yield reception
    reception.see_out()


@pytest.fixture
def visitor(reception: Reception) -> Visitor:
    """Somebody at a desk, with JavaScript."""
    return reception.let_in()


@pytest.fixture
def on_phone(reception: Reception) -> Visitor:
    return reception.let_in(PHONE, has_touch=True)


@pytest.fixture
def without_scripts(reception: Reception) -> Visitor:
    return reception.let_in(java_script_enabled=False)


def _roster(folder: Path) -> list[Mapping[str, str]]:
    with (folder / "roster.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


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

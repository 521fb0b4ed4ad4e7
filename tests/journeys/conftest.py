"""A real browser on the whole product: served as an operator would, with the demonstration town."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.serving import Served, lay_out, served_copy
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
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demonstration town that nobody has used."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not here: apt-get install chromium")
    folder = tmp_path_factory.mktemp("laid-out")
    lay_out(folder)
    return folder


@pytest.fixture(scope="session")
def town(laid_out: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The town that journeys share; its scheme time stands still."""
    with served_copy(laid_out, tmp_path_factory.mktemp("shared") / "town") as served:
        yield served.town


@pytest.fixture(scope="module")
def own_town(laid_out: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A town for one module alone, whose journeys may let time pass in it."""
    with served_copy(laid_out, tmp_path_factory.mktemp("own") / "town") as served:
        yield served


@pytest.fixture(scope="session")
def chromium(laid_out: Path) -> Iterator[Browser]:
    del laid_out  # skips where there is no Chromium
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=_FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def reception(chromium: Browser, town: Town) -> Iterator[Reception]:
    reception = Reception(chromium, town)
    yield reception
    reception.see_out()


@pytest.fixture(scope="module")
def own_reception(chromium: Browser, own_town: Served) -> Iterator[Reception]:
    reception = Reception(chromium, own_town.town)
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

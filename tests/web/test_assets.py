import re
from pathlib import Path

import pytest
from flask import Flask

from popo.access.guard import OPEN, declared
from popo.web import assets


@pytest.mark.parametrize(
    "name",
    [
        "popo/css/foundation.css",
        "popo/js/main.js",
        "govuk/govuk-frontend.min.css",
        "govuk/govuk-frontend.min.js",
        "moj/moj-frontend.min.css",
    ],
)
def test_the_address_of_an_asset_answers_and_may_be_kept(shell: Flask, name: str) -> None:
    with shell.test_client().get(assets.asset_url(name)) as response:
        assert response.status_code == 200
        assert "immutable" in response.headers["Cache-Control"]
        assert len(response.data) > 100


def test_another_release_is_asked_for_again(shell: Flask) -> None:
    with shell.test_client().get("/assets/older/popo/js/main.js") as response:
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "no-cache"


def test_icons_are_where_the_style_sheet_looks(shell: Flask) -> None:
    sheet = (assets.folder("moj") / "moj-frontend.min.css").read_text()
    icons = set(re.findall(r"url\((/assets/[^)]+)\)", sheet))
    assert icons
    for icon in icons:
        with shell.test_client().get(icon) as response:
            assert response.status_code == 200, icon


@pytest.mark.parametrize(
    "address",
    [
        "/assets/x/popo/../../pyproject.toml",
        "/assets/x/popo/..%2f..%2fpyproject.toml",
        "/assets/x/popo/%2e%2e/__init__.py",
        "/assets/x/popo/..%5c__init__.py",
        "/assets/x/popo//etc/passwd",
        "/assets/x/govuk/../package.json",
        "/assets/x/govuk/all.mjs",
        "/assets/x/govuk/assets/fonts/bold-b542beb274-v2.woff2",
        "/assets/x/moj/moj-frontend.min.js",
        "/assets/x/other/main.js",
        "/assets/images/govuk-crest.svg",
        "/assets/images/moj-logotype-crest-2024.svg",
        "/assets/images/icon-%2f..%2f..%2fmoj-frontend.min.css",
        "/assets/fonts/bold-b542beb274-v2.woff2",
    ],
)
def test_nothing_else_is_served(shell: Flask, address: str) -> None:
    with shell.test_client().get(address, follow_redirects=True) as response:
        assert response.status_code == 404


def test_anybody_may_fetch_them(shell: Flask) -> None:
    views = {name: view for name, view in shell.view_functions.items() if "assets" in name}
    assert len(views) == 2
    assert {declared(view) for view in views.values()} == {OPEN}


def test_no_style_sheet_or_script_of_ours_looks_elsewhere() -> None:
    ours = [path for path in assets.folder("popo").rglob("*") if path.suffix in {".css", ".js"}]
    assert len(ours) > 10
    for path in ours:
        text = Path(path).read_text()
        assert "http://" not in text, path
        assert "https://" not in text, path
        assert "innerHTML" not in text, path

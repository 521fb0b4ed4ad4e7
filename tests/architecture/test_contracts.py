"""Which way imports go, and that each contract notices when it is broken."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = Path(sys.executable).with_name("lint-imports")

BROKEN = {
    "features": ("people/policy.py", "from popo.cases import models"),
    "inside": ("people/models/person.py", "from popo.people import services"),
    "no-http-below-views": ("people/queries/person.py", "from flask import request"),
    "pure": ("selection/scoring/score.py", "from popo.selection.models import criteria"),
    "needs-never-score": ("selection/scoring/score.py", "from popo.plans.models import needs"),
    "db-handle": ("people/views/find.py", "from popo.db import db"),
}
"""By contract: a file and an import that does not belong there."""


def _lint(place: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [LINT, "--no-logo", "--no-cache", *options],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package and its contracts, to be spoilt."""
    shutil.copytree(
        ROOT / "popo", tmp_path / "popo", ignore=shutil.ignore_patterns("__pycache__", "data")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_contracts_hold() -> None:
    result = _lint(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("contract", BROKEN)
def test_contract_notices_an_import_that_does_not_belong(copy: Path, contract: str) -> None:
    name, line = BROKEN[contract]
    path = copy / "popo" / name
    path.write_text(f"{path.read_text()}\n{line}\n")
    result = _lint(copy, "--contract", contract)
    assert result.returncode == 1, result.stdout
    assert f"popo.{name.removesuffix('.py').replace('/', '.')} " in result.stdout


def test_new_package_must_be_placed(copy: Path) -> None:
    package = copy / "popo" / "newcomer"
    package.mkdir()
    (package / "__init__.py").write_text("")
    result = _lint(copy, "--contract", "features")
    assert result.returncode == 1
    assert "popo.newcomer" in result.stdout

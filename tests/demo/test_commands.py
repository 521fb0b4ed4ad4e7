"""`popo demo` at a terminal."""

import csv
import stat
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner, Result
from flask import Flask

from popo import clock
from popo.accounts import passwords
from popo.demo import commands
from popo.demo.staff import SIGN_INS
from popo.demo.town import Size, Town, make_town
from popo.errors import RuleBroken
from tests import make

TINY = Size(selected=(1, 0, 0, 1), growth=(1, 1, 1, 2), young=1, declined=1, pending=1)


@pytest.fixture
def folder_of_app(app: Flask, work: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The command works on this test's database, with a tiny town."""

    def tiny(seed: int) -> Town:
        return make_town(seed, TINY)

    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", cheap)
    monkeypatch.setattr(commands, "create_app", lambda: app)
    monkeypatch.setattr(commands, "make_town", tiny)
    monkeypatch.setitem(app.config, "TRAIL_FILE", tmp_path / "trail-heads.jsonl")
    return tmp_path


def _run(*arguments: str) -> Result:
    result = CliRunner().invoke(commands.demo, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0
    return result


def test_demo_prints_who_signs_in_and_keeps_the_password_to_its_owner(folder_of_app: Path) -> None:
    before = clock.now() - clock.real_now()
    printed = _run().output
    kept = folder_of_app / "demonstration-password"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert kept.read_text().strip() in printed
    for worker in SIGN_INS:
        assert f"  {worker.sign_in} " in printed
    assert abs(clock.now() - clock.real_now() - before).total_seconds() < 1


def test_demo_writes_a_roster_only_its_owner_reads(folder_of_app: Path) -> None:
    path = folder_of_app / "roster.csv"
    _run("--roster", str(path), "--seed", "5")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(make_town(5, TINY).people)
    assert all(row["reference"].startswith("LUT-") for row in rows)


def test_demo_refuses_a_database_that_holds_anybody(folder_of_app: Path) -> None:
    make.user()
    with pytest.raises(RuleBroken, match="left as it is"):
        _run()
    assert not (folder_of_app / "demonstration-password").exists()


def test_demo_if_empty_leaves_a_scheme_alone_and_says_nothing(folder_of_app: Path) -> None:
    make.user()
    assert _run("--if-empty").output == ""


def test_demo_if_empty_names_the_sign_ins_of_the_town_already_there(folder_of_app: Path) -> None:
    first = _run().output
    assert _run("--if-empty").output == first

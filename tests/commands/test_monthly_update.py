"""What the commands print, write and end with."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from popo.accounts.models import User
from popo.audit.models import AuditEvent
from popo.commands import importing, monthly_update
from popo.contacts.models import Outcome
from popo.crime.queries import months_held
from popo.db import db, settle
from popo.reports.models import MonthlyUpdate
from tests.crime.files import EXTRACTS
from tests.reports.town import CANARY, Town, tasking_user


@pytest.fixture
def town(app: Flask, work: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    for module in (importing, monthly_update):
        monkeypatch.setattr(module, "create_app", lambda: app)
    monkeypatch.setitem(app.config, "OPERATOR", "root-at-desk")
    return Town()


def run(user: User, *arguments: object) -> Result:
    settle()
    given = ["2024-04", "--as", user.sign_in_name, *map(str, arguments)]
    return CliRunner().invoke(monthly_update.monthly_update, given)


def crime(*arguments: object) -> Result:
    settle()
    return CliRunner().invoke(importing.group, ["crime", *map(str, arguments)])


def test_monthly_update_writes_a_draft_and_changes_it_again(town: Town, tmp_path: Path) -> None:
    result = run(town.coordinator_user, "--out", tmp_path)
    assert result.exit_code == 0, result.output
    assert "April 2024, version 1: draft." in result.output
    assert "9 + 0 + 0" in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "popo-update-2024-04-v1-draft.OFFICIAL.csv",
        "popo-update-2024-04-v1-draft.OFFICIAL.html",
        "popo-update-2024-04-v1-draft.OFFICIAL.json",
    ]
    for path in tmp_path.iterdir():
        assert CANARY.encode() not in path.read_bytes()
    assert run(town.coordinator_user, "--out", tmp_path).exit_code == 0
    assert db.session.query(MonthlyUpdate).count() == 1


def test_monthly_update_publishes_as_a_chair_only(town: Town, tmp_path: Path) -> None:
    refused = run(town.coordinator_user, "--out", tmp_path, "--publish")
    assert refused.exit_code != 0
    assert "Your role may not sign off" in str(refused.exception)
    result = run(town.chair_user, "--out", tmp_path, "--publish", "--json")
    assert result.exit_code == 0
    told = json.loads(result.output)
    assert (told["status"], told["adds_up"], told["failed"]) == ("published", True, [])
    assert len(told["files"]) == 3
    again = run(town.chair_user, "--out", tmp_path)
    assert "version 1: published." in again.output


def test_monthly_update_verifies_and_says_what_differs(town: Town, tmp_path: Path) -> None:
    run(town.chair_user, "--out", tmp_path, "--publish")
    held = run(town.chair_user, "--verify")
    assert held.exit_code == 0
    assert "It holds" in held.output
    town.contact.outcome = Outcome.CANCELLED
    differs = run(town.chair_user, "--verify")
    assert differs.exit_code == 3
    assert "Contacts, All agencies, Kept: frozen 1, now 0" in differs.output
    told = json.loads(run(town.chair_user, "--verify", "--json").stdout)
    assert (told["holds"], told["intact"]) == (False, True)
    assert {"contacts/all/kept"} <= {each["line"] for each in told["differences"]}


def test_monthly_update_restates_with_a_reason(town: Town, tmp_path: Path) -> None:
    run(town.chair_user, "--out", tmp_path, "--publish")
    result = run(town.chair_user, "--out", tmp_path, "--publish", "--restate", "A late return.")
    assert result.exit_code == 0, result.output
    assert "version 2: published." in result.output
    assert (tmp_path / "popo-update-2024-04-v2.OFFICIAL.json").exists()


def test_monthly_update_ends_with_2_when_it_does_not_add_up(town: Town, tmp_path: Path) -> None:
    town.canary.deceased_on = town.contact.at.date()
    result = run(town.chair_user, "--out", tmp_path / "out", "--publish")
    assert result.exit_code == 2
    assert "1 person who has died is still on the adults' list" in result.stderr
    assert not (tmp_path / "out").exists()
    assert db.session.query(MonthlyUpdate).one().published_at is None


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "--out DIR"),
        (("--verify", "--publish"), "changes nothing"),
        (("--verify",), "has not been prepared"),
    ],
    ids=str,
)
def test_monthly_update_says_what_is_missing(
    town: Town, arguments: tuple[str, ...], words: str
) -> None:
    result = run(town.chair_user, *arguments)
    assert result.exit_code != 0
    assert words in result.output


def test_monthly_update_wants_a_month(town: Town, tmp_path: Path) -> None:
    given = ["April", "--as", town.chair_user.sign_in_name, "--out", str(tmp_path)]
    assert (
        "Write the month as 2024-04."
        in CliRunner().invoke(monthly_update.monthly_update, given).output
    )


def test_monthly_update_is_not_for_those_who_only_read(town: Town, tmp_path: Path) -> None:
    result = run(tasking_user(), "--out", tmp_path)
    assert result.exit_code != 0
    assert list(tmp_path.iterdir()) == []


def test_monthly_update_keeps_the_operator_in_the_trail(town: Town, tmp_path: Path) -> None:
    run(town.coordinator_user, "--out", tmp_path)
    events = db.session.execute(select(AuditEvent.event, AuditEvent.operator)).all()
    kept = [event for event, operator in events if operator == "root-at-desk"]
    assert sorted(kept) == ["update.exported"] * 3 + ["update.prepared"]


@pytest.mark.usefixtures("town")
def test_import_crime_says_what_it_took() -> None:
    result = crime(EXTRACTS / "street.csv")
    assert result.exit_code == 0
    assert "were placed in the scheme's wards" in result.output
    assert "Added: September 2022." in result.output
    assert "Nothing was changed." in crime(EXTRACTS / "street.csv").output
    assert json.loads(crime(EXTRACTS / "street.csv", "--json").output)["kind"] == "street"


@pytest.mark.usefixtures("town")
def test_import_crime_ends_with_1_and_changes_nothing_for_a_bad_file(tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("not,a,police,file\n1,2,3,4\n", "utf-8")
    result = crime(bad)
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert "Traceback" not in result.output
    assert months_held() == {}

import contextvars
import re

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from popo.access.actor import RoleScope
from popo.access.permissions import Clearance, Role
from popo.accounts.passwords import verify_password
from popo.accounts.queries import actor_for, agency_named, user_named
from popo.commands import users
from popo.db import db, settle
from popo.errors import RuleBroken
from tests import make

WHO = ("--name", "Kim Invented", "--sign-in-name", "kim", "--email", "kim@example.test")


@pytest.fixture(autouse=True)
def _same_app(app: Flask, work: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "create_app", lambda: app)


def _run(command: object, *arguments: str) -> Result:
    settle()
    context = contextvars.Context()
    result = context.run(CliRunner().invoke, command, list(arguments))  # type: ignore[arg-type]
    db.session.expire_all()
    return result


def test_add_user_prints_a_one_time_password() -> None:
    agency = make.agency()
    result = _run(
        users.add_user, *WHO, "--agency", agency.name, "--role", "strand_lead",
        "--scope", "catch_and_convict", "--clearance", "intelligence",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    user = user_named("kim")
    assert user is not None
    assert user.must_change_password
    assert not user.loopback_only
    actor = actor_for(user)
    assert actor.roles == {RoleScope(Role.STRAND_LEAD, "catch_and_convict")}
    assert actor.clearances == {Clearance.INTELLIGENCE}
    found = re.search(r"One-time password: (\S+)", result.output)
    assert found is not None
    assert verify_password(user.password_hash, found[1])


def test_add_user_asks_for_what_was_not_given() -> None:
    agency = make.agency()
    settle()
    answers = f"Kim Invented\nkim\nkim@example.test\n{agency.name}\ncoordinator\n"
    runner = CliRunner()
    result = contextvars.Context().run(runner.invoke, users.add_user, [], input=answers)
    assert result.exit_code == 0, result.output
    user = user_named("kim")
    assert user is not None
    assert actor_for(user).sees_whole_scheme


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (("--agency", "Nobody"), "No one agency is called that"),
        (("--role", "strand_lead"), "--scope: prevent_and_deter, catch_and_convict"),
        (("--scope", "scheme"), "--scope: agency"),
    ],
)
def test_add_user_says_what_is_wrong(changes: tuple[str, str], sentence: str) -> None:
    agency = make.agency()
    given = ("--agency", agency.name, "--role", "practitioner")
    result = _run(users.add_user, *WHO, *given, *changes)
    assert isinstance(result.exception, RuleBroken)
    assert sentence in str(result.exception)
    assert user_named("kim") is None


def test_add_agency_adds_one_of_each_name() -> None:
    details = (
        "--name", "Invented Housing", "--short-name", "Housing", "--kind", "housing",
        "--legal-role", "co_operating", "--regime", "general",
    )  # fmt: skip
    assert _run(users.add_agency, *details).exit_code == 0
    agency = agency_named("housing")
    assert agency is not None
    assert agency.agreement_signed_on is None
    again = _run(users.add_agency, *details)
    assert isinstance(again.exception, RuleBroken)

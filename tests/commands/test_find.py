import json

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from popo.access.permissions import Role
from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.audit.models import AuditEvent
from popo.commands import find
from popo.db import db, settle
from popo.people.models import Person
from tests import make


@pytest.fixture
def user(app: Flask, work: None, monkeypatch: pytest.MonkeyPatch) -> User:
    monkeypatch.setattr(find, "create_app", lambda: app)
    monkeypatch.setitem(app.config, "OPERATOR", "root-at-desk")
    return make.user()


@pytest.fixture
def person(user: User) -> Person:
    return make.person(actor_for(user), "Mohammed", "Hussain")


def _run(user: User | str, *arguments: str, words: str) -> Result:
    settle()
    name = user if isinstance(user, str) else user.sign_in_name
    return CliRunner().invoke(find.find, [*arguments, "--as", name], input=words)


def test_find_prints_reference_name_and_reasons(user: User, person: Person) -> None:
    result = _run(user, "-", words="mohamed husain\n")
    assert result.exit_code == 0
    assert f"{person.reference}  Hussain, Mohammed  (" in result.output
    assert "one letter different" in result.output


def test_find_prints_json(user: User, person: Person) -> None:
    hits = json.loads(_run(user, "-", "--json", words="Mohammed Hussain").output)
    assert hits == [
        {"reference": person.reference, "name": "Hussain, Mohammed", "reasons": ["same name"]}
    ]


def test_find_keeps_who_asked_and_the_operator_in_the_trail(user: User, person: Person) -> None:
    _run(user, "-", words="Mohammed Hussain")
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert (event.event, event.user_id, event.operator) == (
        "people.found",
        user.id,
        "root-at-desk",
    )


@pytest.mark.parametrize("arguments", [(), ("Mohammed",), ("-", "Hussain")])
def test_find_refuses_words_on_the_command_line(user: User, arguments: tuple[str, ...]) -> None:
    result = _run(user, *arguments, words="x")
    assert result.exit_code == 2
    assert "standard input" in result.output
    assert "Hussain" not in result.output


def test_find_wants_words(user: User) -> None:
    assert _run(user, "-", words=" \n").exit_code == 2


def test_find_says_when_there_is_nobody(user: User) -> None:
    result = _run(user, "-", words="Nobody Atall")
    assert result.exit_code == 0
    assert result.stderr == "Nobody found.\n"


def test_find_is_for_those_who_may_and_records_the_others(user: User, person: Person) -> None:
    governance = make.user(Role.INFORMATION_GOVERNANCE_OFFICER, "scheme")
    result = _run(governance, "-", words="Hussain")
    assert result.exit_code == 1
    assert "may not look for people" in result.output
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert (event.event, event.operator) == ("access.refused", "root-at-desk")
    assert "Nobody signs in" in _run("nobody-1", "-", words="Hussain").output

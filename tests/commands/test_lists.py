"""Lists at a terminal: the same engine as the pages, and nobody's name printed."""

import json
import os
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import func, select

from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.commands import lists
from popo.db import db, settle
from popo.imports.kinds import ListKind
from popo.imports.models import ImportBatch, ImportPart
from popo.imports.services.sources import SourceDetails, add_source
from popo.people.models import Person
from tests import make

LIST = "Surname,Forename,DOB,Strand,Date on\nExample,Adam,3/5/1983,C&C,1/3/2007\nX,Y,31/2/80,,\n"


@pytest.fixture
def coordinator(app: Flask, work: None, monkeypatch: pytest.MonkeyPatch) -> User:
    monkeypatch.setattr(lists, "create_app", lambda: app)
    monkeypatch.setitem(app.config, "OPERATOR", "root-at-desk")
    make.agency(AgencyKind.POLICE)
    make.partnership()
    return make.user(Role.COORDINATOR, SCHEME)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    return path


def _people(user: User, *arguments: str) -> Result:
    settle()
    return CliRunner().invoke(lists.people, [*arguments, "--as", user.sign_in_name])


def _held() -> int:
    return db.session.scalars(select(func.count()).select_from(Person)).one()


def test_looking_takes_nothing_and_names_nobody(coordinator: User, file: Path) -> None:
    result = _people(coordinator, str(file), "--purpose", "The agreement")
    assert result.exit_code == 0, result.output
    assert "Surname: Family name" in result.output
    assert "1  New" in result.output
    assert "Line 3: Date of birth: There is no such day" in result.output
    assert "Example" not in result.output
    assert _held() == 0
    assert db.session.scalars(select(func.count()).select_from(ImportPart)).one() == 0


def test_taking_takes_what_is_safe(coordinator: User, file: Path) -> None:
    result = _people(coordinator, str(file), "--purpose", "The agreement", "--take", "--json")
    told = json.loads(result.output)
    assert told["verdicts"] == {"new": 1, "malformed": 1}
    assert (told["taken"], _held()) == (1, 1)


def test_what_cannot_be_taken_is_one_sentence(coordinator: User, file: Path) -> None:
    new = _people(coordinator, str(file))
    assert str(new.exception) == (
        "This source is new: say with --purpose why its lists may be shared."
    )
    file.write_bytes(b"%PDF-1.4")
    refused = _people(coordinator, str(file), "--purpose", "The agreement")
    assert "The file is a PDF" in str(refused.exception)


def test_a_watched_folder_is_emptied_of_what_was_brought(coordinator: User, tmp_path: Path) -> None:
    add_source(actor_for(coordinator), ListKind.PEOPLE, SourceDetails("Weekly", "Agreed", 7))
    for name, text in (("good.csv", LIST), ("bad.csv", "%PDF-1.4"), (".hidden", LIST)):
        _put(tmp_path / "Weekly" / name, text)
    _put(tmp_path / "Nobody" / "list.csv", LIST)
    fresh = tmp_path / "Weekly" / "being-written.csv"
    fresh.write_text(LIST)
    settle()
    result = CliRunner().invoke(lists.folder, [str(tmp_path), "--as", coordinator.sign_in_name])
    assert result.exit_code == 1
    assert "Weekly: 1 new, 1 not understood, 0 taken" in result.output
    assert "no source of this name" in result.output
    left = sorted(path.name for path in tmp_path.glob("*/*"))
    assert left == [".hidden", "bad.csv", "being-written.csv", "list.csv"]
    assert db.session.scalars(select(func.count()).select_from(ImportBatch)).one() == 1


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    before = time.time() - 60
    os.utime(path, (before, before))

"""What is kept, what is undone and what is left in the trail, with work really committed."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from flask import Blueprint, Flask, abort, redirect, request
from sqlalchemy import insert, select, update
from werkzeug.test import TestResponse
from werkzeug.wrappers import Response

from popo import clock
from popo.access.guard import open_to_all
from popo.audit.events import Event
from popo.audit.models import AuditEvent
from popo.audit.queries import verify
from popo.audit.services import record
from popo.db import db, transaction
from popo.drafts.models import Draft
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person, Sex, SightCompartment
from popo.settings.models import Counter
from popo.web import notices
from popo.web.transaction import keep
from tests import make
from tests.separate import separate_app

trial = Blueprint("trial", __name__)
_meeting = Barrier(2, timeout=20)
_order: list[str] = []


def _count(name: str = "work") -> None:
    db.session.add(Counter(name=name, last=1))


def _look() -> None:
    record(Event.PERSON_READ, None, people=[uuid4()], page="trial")


@trial.get("/look")
@open_to_all
def look() -> str:
    _look()
    return "seen"


@trial.get("/change-added")
@open_to_all
def change_added() -> str:
    _look()
    _count()
    return "seen"


@trial.get("/change-row")
@open_to_all
def change_row() -> str:
    _look()
    db.session.get_one(Counter, "there").last += 1
    return "seen"


@trial.get("/change-flushed")
@open_to_all
def change_flushed() -> str:
    _look()
    db.session.get_one(Counter, "there").last += 1
    db.session.execute(select(Counter)).all()
    return "seen"


@trial.get("/change-by-statement")
@open_to_all
def change_by_statement() -> str:
    _look()
    db.session.execute(update(Counter).values(last=9))
    return "seen"


@trial.post("/answer/<int:status>")
@open_to_all
def answer(status: int) -> tuple[str, int]:
    """Work, a look, a refusal and a change in the trail, and something that lasts."""
    _count()
    _look()
    record(Event.REFUSED, None, endpoint="trial.answer", reason="trial")
    record(Event.PERSON_ADDED, None, people=[uuid4()])
    keep(lambda: _count("lasting"))
    if status == 404:
        abort(404)
    return "answered", status


@trial.post("/raise/<kind>")
@open_to_all
def fail(kind: str) -> str:
    _count()
    _look()
    record(Event.PASSWORD_CHANGED, None)
    errors: dict[str, Exception] = {
        "fault": ValueError("no"),
        "rule": RuleBroken("Not so."),
        "stale": StaleVersion(),
    }
    raise errors[kind]


@trial.post("/break-constraint")
@open_to_all
def break_constraint() -> str:
    """A failed flush leaves the session unusable until it is rolled back."""
    _look()
    db.session.execute(insert(Counter.__table__).values(name="without a number"))
    return "never"


@trial.post("/write-again")
@open_to_all
def write_again() -> str:
    """As where two make the same thing in one moment."""
    _look()
    _count("there")
    db.session.flush()
    return "never"


@trial.post("/break-at-commit")
@open_to_all
def break_at_commit() -> Response:
    """A deferred foreign key is only looked at on commit, after the trail was written."""
    _look()
    keep(lambda: _count("lasting"))
    draft = {"form": "x", "about_reference": "", "idempotency": "x", "saved_at": clock.now()}
    db.session.add(Draft(user_id=uuid4(), agency_id=uuid4(), expires_at=clock.now(), **draft))
    notices.done("Saved.")
    return redirect("/look")


@trial.post("/catch-up/<uuid:key>")
@open_to_all
def catch_up(key: UUID) -> Response:
    """Both have read the row before either saves, where the database lets two in at once."""
    person = db.session.get_one(Person, key)
    if db.engine.dialect.name == "postgresql":
        _meeting.wait()
    if person.version != int(request.form["version"]):
        raise StaleVersion
    person.sex = Sex(request.form["sex"])
    keep(_look)
    if "flush" in request.form:
        db.session.flush()
    notices.done("Saved.")
    return redirect("/look")


@trial.post("/add")
@open_to_all
def add() -> Response:
    _count(str(uuid4()))
    record(Event.PERSON_ADDED, None, people=[uuid4()])
    return redirect("/look")


@pytest.fixture(scope="module")
def real(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with separate_app(
        database_url,
        tmp_path_factory.mktemp("real"),
        lambda app: app.register_blueprint(trial, url_prefix="/trial"),
    ) as app:
        yield app


@pytest.fixture(autouse=True)
def _clean(real: Flask) -> None:
    with real.app_context(), transaction():
        db.session.execute(Counter.__table__.delete())
        db.session.add(Counter(name="there", last=1))


def _counters(real: Flask) -> dict[str, int]:
    with real.app_context():
        return {row.name: row.last for row in db.session.scalars(select(Counter))}


def _trail(real: Flask) -> list[str]:
    with real.app_context():
        return list(db.session.scalars(select(AuditEvent.event).order_by(AuditEvent.id)))


class _Trial:
    """One request, and what it left behind."""

    def __init__(self, real: Flask, method: str, path: str) -> None:
        before = len(_trail(real))
        self.response = real.test_client().open(f"/trial{path}", method=method)
        self.counters = _counters(real)
        self.trail = _trail(real)[before:]
        with real.app_context():
            assert verify().fault == ""


UNTOUCHED = {"there": 1}


def test_reading_commits_its_trail(real: Flask) -> None:
    trial = _Trial(real, "GET", "/look")
    assert trial.response.status_code == 200
    assert trial.trail == ["person.read"]


@pytest.mark.parametrize("how", ["added", "row", "flushed", "by-statement"])
def test_reading_that_changes_anything_is_refused_and_undone(real: Flask, how: str) -> None:
    trial = _Trial(real, "GET", f"/change-{how}")
    assert trial.response.status_code == 500
    assert "Something went wrong" in trial.response.text
    assert trial.counters == UNTOUCHED
    assert trial.trail == ["person.read"]


def test_work_is_committed_with_its_trail_below_400(real: Flask) -> None:
    trial = _Trial(real, "POST", "/answer/303")
    assert trial.counters == {**UNTOUCHED, "work": 1, "lasting": 1}
    assert trial.trail == ["person.read", "access.refused", "person.added"]


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422, 500])
def test_from_400_work_is_undone_but_looks_refusals_and_what_lasts_stay(
    real: Flask, status: int
) -> None:
    trial = _Trial(real, "POST", f"/answer/{status}")
    assert trial.response.status_code == status
    assert trial.counters == {**UNTOUCHED, "lasting": 1}
    assert trial.trail == ["person.read", "access.refused"]


@pytest.mark.parametrize(("kind", "status"), [("fault", 500), ("rule", 422), ("stale", 409)])
def test_an_exception_undoes_the_work_and_keeps_the_looks(
    real: Flask, kind: str, status: int
) -> None:
    trial = _Trial(real, "POST", f"/raise/{kind}")
    assert trial.response.status_code == status
    assert "<h1" in trial.response.text
    assert trial.counters == UNTOUCHED
    assert trial.trail == ["person.read"]


def test_a_broken_constraint_still_draws_the_page_and_leaves_the_trail(real: Flask) -> None:
    trial = _Trial(real, "POST", "/break-constraint")
    assert trial.response.status_code == 500
    assert "Something went wrong" in trial.response.text
    assert trial.counters == UNTOUCHED
    assert trial.trail == ["person.read"]


def test_what_somebody_else_made_first_is_told_and_no_fault(real: Flask) -> None:
    trial = _Trial(real, "POST", "/write-again")
    assert trial.response.status_code == 409
    assert "changed while you had it open" in trial.response.text
    assert trial.counters == UNTOUCHED
    assert trial.trail == ["person.read"]


def test_a_commit_that_fails_keeps_looks_and_what_lasts_and_says_nothing_of_success(
    real: Flask,
) -> None:
    client = real.test_client()
    before = len(_trail(real))
    response = client.post("/trial/break-at-commit")
    assert response.status_code == 500
    assert "Saved." not in response.text
    with client.session_transaction() as kept:
        assert "_flashes" not in kept
    assert _counters(real) == {**UNTOUCHED, "lasting": 1}
    assert _trail(real)[before:] == ["person.read"]


def test_after_a_failed_commit_the_heads_outside_are_those_that_stand(real: Flask) -> None:
    """Had the head of the failed commit been appended, the trail would look cut off for ever."""
    real.test_client().post("/trial/break-at-commit")
    with real.app_context():
        assert verify().fault == ""
        stands = dict(
            db.session.execute(
                select(AuditEvent.sequence, AuditEvent.digest).order_by(AuditEvent.sequence)
            ).all()
        )
    lines = [json.loads(line) for line in Path(real.config["TRAIL_FILE"]).read_text().splitlines()]
    assert all(stands[sequence].hex() == digest for _, sequence, digest in lines)


def test_the_trail_is_written_before_the_response_leaves(real: Flask) -> None:
    before = len(_trail(real))
    seen: list[int] = []

    def start_response(status: str, headers: object, *_: object) -> Callable[[bytes], object]:
        del status, headers
        seen.append(len(_trail(real)))
        return seen.append

    environment = real.test_request_context("/trial/look").request.environ
    with real.app_context():
        b"".join(real.wsgi_app(environment, start_response))
    assert seen == [before + 1]


def test_a_trail_that_cannot_be_written_withholds_the_page(
    real: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("popo.audit.services._write", fail)
    response = real.test_client().get("/trial/look")
    assert response.status_code == 500
    assert "seen" not in response.text


def _person(real: Flask) -> UUID:
    with real.app_context(), transaction():
        agency = make.agency()
        person = Person(
            reference=uuid4().hex,
            agency_id=agency.id,
            sex=Sex.MALE,
            sight_compartment=SightCompartment.ADULT,
        )
        db.session.add(person)
        return person.id


def _at_once(real: Flask, requests: list[tuple[str, dict[str, str]]]) -> list[TestResponse]:
    def send(one: tuple[str, dict[str, str]]) -> TestResponse:
        path, form = one
        return real.test_client().post(f"/trial{path}", data=form)

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(send, requests))


@pytest.mark.parametrize("flush", [{}, {"flush": "1"}], ids=["at commit", "in the view"])
def test_of_two_who_save_the_same_record_at_once_one_wins_and_one_is_told(
    real: Flask, flush: dict[str, str]
) -> None:
    key = _person(real)
    forms = [{"version": "1", "sex": sex, **flush} for sex in ("female", "not_known")]
    answers = _at_once(real, [(f"/catch-up/{key}", form) for form in forms])

    assert sorted(answer.status_code for answer in answers) == [302, 409]
    won, lost = sorted(answers, key=lambda answer: answer.status_code)
    assert "Somebody else saved this record" in lost.text
    assert "Location" not in lost.headers
    assert lost.headers["Content-Security-Policy"] == won.headers["Content-Security-Policy"]
    assert lost.headers["Cache-Control"] == "no-store"
    with real.app_context():
        person = db.session.get_one(Person, key)
        assert person.sex == forms[answers.index(won)]["sex"]
        assert person.version == 2
        assert verify().fault == ""


def test_eight_writers_at_once_lose_nothing_and_keep_the_chain_whole(real: Flask) -> None:
    before = len(_trail(real))
    answers = _at_once(real, [("/add", {})] * 64)
    assert {answer.status_code for answer in answers} == {302}
    assert len(_counters(real)) == 1 + 64
    assert _trail(real)[before:] == ["person.added"] * 64
    with real.app_context():
        assert verify().fault == ""

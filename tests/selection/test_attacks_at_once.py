"""Two people do the same thing in the same moment: one is first, the other is told, none fails."""

import contextvars
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.accounts.models import User
from popo.cases.models import ExitPlan, SchemeCase
from popo.db import db, transaction
from popo.meetings.models import ItemKind
from popo.people.models import SightLevel
from popo.people.services import grant_sight
from popo.selection import services
from popo.selection.defaults import default_document
from popo.selection.models import (
    Adjustment,
    AfterWatch,
    CriteriaKind,
    CriteriaSet,
    CriteriaStatus,
    DecisionParty,
    Nomination,
    NominationStatus,
    PartyView,
)
from popo.selection.services import AdjustmentDetails, consult_on_criteria, draft_criteria
from popo.selection.services.de_selection import answers_seen
from tests import make as basic
from tests.pages import Browser
from tests.selection import make, make_scoring, make_statements
from tests.selection.make_spells import Spell
from tests.separate import separate_app

Sent = tuple[User, str, dict[str, Any], dict[str, str]]
"""Who sends what where."""


@pytest.fixture
def real(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with separate_app(database_url, tmp_path_factory.mktemp("at-once")) as app, app.app_context():
        yield app


def at_once(
    app: Flask, monkeypatch: pytest.MonkeyPatch, service: str, sent: list[Sent]
) -> list[int]:
    """The statuses, where each request had read its rows before any of them changed one.

    SQLite lets one in after the other: there nobody waits.
    """
    meeting, held = Barrier(len(sent), timeout=20), getattr(services, service)
    on_postgresql = db.engine.dialect.name == "postgresql"

    def meet(*args: Any, **kwargs: Any) -> Any:
        if on_postgresql:
            meeting.wait()
        return held(*args, **kwargs)

    monkeypatch.setattr(services, service, meet)
    ready = []
    for user, endpoint, place, fields in sent:
        browser = Browser(app).sign_in(user)
        address = browser._address(f"selection.{endpoint}", place)
        ready.append((browser, address, fields | {"idempotency": uuid4().hex}))
    db.session.remove()
    with ThreadPoolExecutor(len(ready)) as pool:
        return sorted(pool.map(_send, ready))


def _send(ready: tuple[Browser, str, dict[str, str]]) -> int:
    browser, address, fields = ready

    def post() -> int:
        return browser._client.post(address, data=fields).status_code

    return contextvars.Context().run(post)


def counted(model: type[Any], *conditions: Any) -> int:
    statement = select(func.count()).select_from(model).where(*conditions)
    return db.session.execute(statement).scalar_one()


def test_a_de_selection_is_confirmed_once(real: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction():
        spell = Spell()
        spell.propose()
        decided = spell.answer(spell.other, PartyView.AGREES)
        key, case = decided.decision.id, spell.case.id
        owner, version = str(spell.other.id), str(answers_seen(decided))
        chair = basic.user(Role.CHAIR, SCHEME, of=basic.agency())
        both = [spell.scheme.coordinator, chair]
    fields = {
        "item": "",
        "effective_on": "today",
        "owner": owner,
        "words": "A call a week.",
        "ends_on": "+90",
        "version": version,
    }
    place = {"decision_id": key}
    sent: list[Sent] = [(user, "confirm_de_selection", place, fields) for user in both]
    first, second = at_once(real, monkeypatch, "confirm_de_selection", sent)
    assert first == 302
    assert second in {409, 422}
    assert db.session.get_one(SchemeCase, case).closed_on is not None
    assert counted(ExitPlan) == 1
    assert counted(AfterWatch) == 3


def test_an_adjustment_is_signed_once(real: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    key, signers = _proposed()
    sent: list[Sent] = [
        (user, "sign_adjustment", {"adjustment_id": key}, {"version": "1"}) for user in signers
    ]
    statuses = at_once(real, monkeypatch, "sign_adjustment", sent)
    assert max(statuses) < 500
    assert db.session.get_one(Adjustment, key).version == 2


def _proposed() -> tuple[UUID, list[User]]:
    with transaction():
        scheme = make.scheme()
        found = make.nominated(scheme)
        scoring = make_scoring.frozen(scheme, found.nomination, scheme.strand_lead, 1)
        run = make_scoring.run_of(scoring, scheme.police)
        details = AdjustmentDetails(3, "More than the record says.", "The beat team, 29 April")
        key = services.propose_adjustment(make.actor(scheme.police), run, details).id
        other = basic.user(of=basic.agency())
        _work_with(found.person.id, scheme.probation, other)
        signers = [scheme.probation, other]
    return key, signers


def _work_with(person: UUID, *users: User) -> None:
    by = basic.coordinator()
    for user in users:
        grant_sight(by, person, SightLevel.WORK, "asked", uuid4(), user_id=user.id)


def test_one_adjustment_waits_however_many_propose(
    real: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction():
        scheme = make.scheme()
        found = make.nominated(scheme)
        scoring = make_scoring.frozen(scheme, found.nomination, scheme.strand_lead, 1)
        key = scoring.id
        _work_with(found.person.id, scheme.probation)
        both = [scheme.police, scheme.probation]
    fields = {"direction": "up", "points": "3", "reasons": "More.", "evidence": "Seen."}
    sent: list[Sent] = [(user, "propose_adjustment", {"scoring_id": key}, fields) for user in both]
    statuses = at_once(real, monkeypatch, "propose_adjustment", sent)
    assert max(statuses) < 500
    assert counted(Adjustment, Adjustment.scoring_id == key) == 1


def test_one_version_is_in_force_whoever_adopts(
    real: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = CriteriaKind.CATCH_AND_CONVICT
    with transaction():
        scheme = make.scheme()
        by = make.actor(scheme.coordinator)
        rows = []
        for _ in range(2):
            row = draft_criteria(by, kind, default_document(kind))
            db.session.flush()  # the next number is read back
            consult_on_criteria(by, row, make.TODAY)
            make.answered_for(by, row)
            rows.append(row.id)
        item = str(scheme.item(ItemKind.CRITERIA).item.id)
        chair = basic.user(Role.CHAIR, SCHEME, of=basic.agency())
        both = list(zip([scheme.coordinator, chair], rows, strict=True))
    sent: list[Sent] = [
        (user, "adopt_criteria", {"criteria_id": row}, {"item": item}) for user, row in both
    ]
    statuses = at_once(real, monkeypatch, "adopt_criteria", sent)
    assert max(statuses) < 500
    in_force = CriteriaSet.status == CriteriaStatus.ADOPTED, CriteriaSet.criteria_kind == kind
    assert counted(CriteriaSet, *in_force) == 1


def test_two_drafts_begun_at_once_have_two_numbers(
    real: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction():
        scheme = make.scheme()
        chair = basic.user(Role.CHAIR, SCHEME, of=basic.agency())
        both = [scheme.coordinator, chair]
    sent: list[Sent] = [
        (user, "draft_criteria", {"kind": "catch_and_convict"}, {}) for user in both
    ]
    statuses = at_once(real, monkeypatch, "draft_criteria", sent)
    assert max(statuses) < 500


def test_of_two_first_looks_one_stands(real: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction():
        scheme = make.scheme()
        found = make.sent(scheme)
        key = found.nomination.id
        users = [scheme.coordinator, scheme.strand_lead]
    refused = {"outcome": "refuse", "because": "duplicate", "words": "Twice.", "version": "1"}
    fields = [{"outcome": "accept", "version": "1"}, refused]
    place = {"nomination_id": key}
    sent: list[Sent] = [
        (user, "triage_nomination", place, each) for user, each in zip(users, fields, strict=True)
    ]
    assert at_once(real, monkeypatch, "triage_nomination", sent) == [302, 409]
    held = db.session.get_one(Nomination, key)
    assert held.status in {NominationStatus.NOMINATED, NominationStatus.DECLINED}
    assert (held.expires_on is None) is (held.status is NominationStatus.NOMINATED)


def test_two_of_one_agency_who_answer_at_once_give_one_answer(
    real: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction():
        spell = Spell()
        key = spell.propose().decision.id
        colleague = basic.user(of=spell.other.agency)
        both = [spell.other, colleague]
    fields = {"view": "agrees", "words": "", "version": "0"}
    place = {"decision_id": key}
    sent: list[Sent] = [(user, "answer_de_selection", place, fields) for user in both]
    statuses = at_once(real, monkeypatch, "answer_de_selection", sent)
    assert statuses == [302, 409]
    assert counted(DecisionParty) == 2


def test_two_who_nominate_at_once_make_one_nomination(
    real: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction():
        scheme = make.scheme()
        person = basic.person(make.actor(scheme.police))
        _work_with(person.id, scheme.probation)
        db.session.flush()  # read back
        users = [scheme.police, scheme.probation]
        keys = []
        for user in users:
            prepared = make_statements.filled(user, make_statements.begun(user, person))
            keys.append(prepared.statement.id)
    sent: list[Sent] = [
        (user, "send_statement", {"statement_id": key}, {})
        for user, key in zip(users, keys, strict=True)
    ]
    statuses = at_once(real, monkeypatch, "send_statement", sent)
    assert max(statuses) < 500
    assert counted(Nomination, Nomination.status == NominationStatus.NOMINATED) == 1

"""Attacks with odd and huge input: every one is answered in words, none by a fault."""

import contextvars
import json
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import func, select

from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.db import db, settle
from popo.selection.defaults import default_document
from popo.selection.models import CriteriaKind, CriteriaSet
from popo.selection.services import draft_criteria
from tests import make as basic
from tests.pages import Browser
from tests.selection import make
from tests.selection.make_after import selected
from tests.selection.make_spells import Spell

DEEP = "[" * 50_000
KIND = "catch_and_convict"


@pytest.mark.parametrize("page", ["-1", "0", str(2**63), str(10**30), "9" * 5_000, "1e9", "\u0661"])
def test_any_page_of_the_destroyed(browser: Browser, page: str) -> None:
    browser.sign_in(basic.user(Role.INFORMATION_GOVERNANCE_OFFICER, SCHEME))
    browser.visit("selection.list_destroyed", page=page)


@pytest.mark.parametrize("page", ["-1", str(2**63), "9" * 5_000])
def test_any_page_of_candidates(browser: Browser, page: str) -> None:
    scheme = make.scheme()
    make.nominated(scheme)
    browser.sign_in(scheme.coordinator)
    browser.visit("selection.list_candidates", page=page)


@pytest.mark.parametrize("on", ["1/1/1900", "31/12/2100", "1/1/0001", "31/12/9999", "+99999", "💥"])
def test_any_day_of_candidates(browser: Browser, on: str) -> None:
    scheme = make.scheme()
    make.nominated(scheme)
    browser.sign_in(scheme.coordinator)
    expect = 200 if on == "1/1/1900" else 422
    browser.visit("selection.list_candidates", expect, on=on, listing="on_scheme")


def test_an_opened_that_is_nested_without_end(browser: Browser) -> None:
    """What a form says stood there when it was opened comes from the browser, like anything."""
    scheme = make.scheme()
    by = make.actor(scheme.coordinator)
    row = draft_criteria(by, CriteriaKind.CATCH_AND_CONVICT, default_document(KIND))
    found = make.nominated(scheme)
    settle()
    browser.sign_in(scheme.coordinator)
    fields = {
        "title": "Criteria",
        "youngest": "18",
        "agreed_number": "30",
        "review_every_days": "90",
        "big_move": "10",
        "quiet_days": "180",
        "custody_days": "700",
        "reviews_below": "2",
        "version": "0",
        "opened": DEEP,
        "idempotency": "c" * 32,
    }
    browser.send("selection.edit_heading", fields, 409, criteria_id=row.id)
    browser.sign_in(scheme.police)
    sent = {"version": "7", "opened": DEEP, "idempotency": "d" * 32}
    nomination = found.nomination.id
    browser.send("selection.score_nomination", sent, 409, nomination_id=nomination)


@pytest.mark.parametrize("body", [DEEP, DEEP + "]" * 50_000, "{" * 20_000, "\x00", "NaN"])
def test_odd_json_is_refused(browser: Browser, body: str) -> None:
    scheme = make.scheme()
    settle()
    browser.sign_in(scheme.strand_lead)
    criteria_id = scheme.criteria[CriteriaKind.CATCH_AND_CONVICT].id
    for endpoint, place in (
        ("selection.weigh_reports", {"criteria_id": criteria_id}),
        ("drafts.save_draft", {"form": "selection.nominate_person"}),
    ):
        address = browser._address(endpoint, place)
        response = contextvars.Context().run(
            browser._client.post, address, data=body, content_type="application/json"
        )
        assert response.status_code == 400


@pytest.mark.parametrize(
    "content",
    [
        DEEP.encode(),
        b"",
        b"\x00\x01\x02\xff\xfe",
        b"%PDF-1.7",
        b"null",
        b"[1, 2, 3]",
        b'{"about": {}, "criteria": {"kind": 1e400}}',
        b'{"about": {}, "criteria": NaN}',
        b'{"about": {}, "criteria": {}, "criteria": {}}',
        b'{"about": {}, "criteria": {"title": "\\ud800"}}',
        b'{"about": {}, "criteria": {"title": "\\u0000"}}',
        b'{"about": {}, "criteria": ' + b"9" * 10_000 + b"}",
        ('{"about": {}, "criteria": {"note": "' + "x" * 255_000 + '"}}').encode(),
        b" " * (300 * 1024),
    ],
)
def test_a_file_that_is_no_criteria_is_refused_in_words(browser: Browser, content: bytes) -> None:
    scheme = make.scheme()
    settle()
    browser.sign_in(scheme.coordinator)
    versions = select(func.count()).select_from(CriteriaSet)
    before = db.session.execute(versions).scalar_one()
    file = (BytesIO(content), "x.exe")
    page = browser.send("selection.load_criteria", {"file": file}, 422)
    assert "There is a problem" in page
    assert db.session.execute(versions).scalar_one() == before


@pytest.mark.parametrize("about", ["\u0000", "\ud800", {"sha256": ["x"]}, None, 5])
def test_whatever_a_file_says_of_itself_only_its_criteria_count(
    browser: Browser, about: Any
) -> None:
    scheme = make.scheme()
    settle()
    browser.sign_in(scheme.coordinator)
    document = default_document(KIND)
    content = json.dumps({"about": about, "criteria": document}).encode()
    browser.send("selection.load_criteria", {"file": (BytesIO(content), "x.json")})


@pytest.mark.parametrize(
    ("words", "expect"),
    [
        ("x" * 1_000_000, (413, 422)),
        ("\u202e\u05d0\u05d1\u05d2 💥\u200d💥 \u0000", (400,)),
        ("\u202e\u05d0\u05d1\u05d2 💥\u200d💥", (302,)),
        ("<script>alert(1)</script>{{ 7 * 7 }}", (302,)),
    ],
)
def test_any_words_are_kept_as_typed_or_refused(
    browser: Browser, words: str, expect: tuple[int, ...]
) -> None:
    spell = Spell()
    spell.propose()
    settle()
    browser.sign_in(spell.other)
    fields = {"version": "0", "view": "dissents", "words": words, "idempotency": "e" * 32}
    key = spell.found().decision.id
    for status in expect:
        try:
            browser.send("selection.answer_de_selection", fields, status, decision_id=key)
            break
        except AssertionError:
            if status == expect[-1]:
                raise
    if expect == (302,):
        page = browser.visit("selection.show_de_selection", decision_id=key)
        assert words in page
        assert "<script>alert" not in page.html


@pytest.mark.parametrize("version", ["-1", "0", "99999999999999999999", "x", "1.5", ""])
def test_a_version_that_was_never_shown_changes_nothing(browser: Browser, version: str) -> None:
    spell = Spell()
    spell.propose()
    found, _, _ = selected(spell.scheme)
    settle()
    browser.sign_in(spell.other)
    fields = {"version": version, "view": "agrees", "idempotency": "f" * 32}
    key = spell.found().decision.id
    statuses = {"0": 302, "x": 422, "1.5": 422, "": 422}
    expect = statuses.get(version, 400)
    browser.send("selection.answer_de_selection", fields, expect, decision_id=key)
    browser.sign_in(spell.scheme.coordinator)
    told = {"version": version, "outcome": "not_yet", "day": "today", "reason": "Away."}
    expect = {"x": 422, "1.5": 422, "": 422}.get(version, 409)
    browser.send("selection.record_telling", told, expect, reference=found.person.reference)

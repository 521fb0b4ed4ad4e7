"""From a draft to its equality impact assessment in the browser, and who never gets there."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.audit.models import AuditEvent
from popo.db import db
from popo.drafts.services import Typed, save_draft
from popo.selection.fairness.document import OVERALL
from popo.selection.models import CriteriaSet
from popo.selection.queries.fairness_reviews import reviewed
from tests import make as basics
from tests.pages import Browser
from tests.selection import make
from tests.selection.test_fairness import CATCH, document, draft, opened, uneven


def test_pages_open_answer_and_print(browser: Browser) -> None:
    scheme = make.scheme()
    uneven(scheme)
    row = draft(scheme)
    key = row.id
    browser.sign_in(scheme.coordinator)
    assert "Nobody has worked out" in browser.visit("selection.show_fairness", criteria_id=key)
    browser.visit("selection.show_assessment", 404, criteria_id=key)
    browser.visit("selection.answer_fairness", 404, criteria_id=key)
    browser.send("selection.open_fairness", criteria_id=key)
    page = browser.visit("selection.show_fairness", criteria_id=key)
    assert "2.00, but anything from" in page
    assert "To be answered" in page
    black = "selected/self_defined/Black"
    form = browser.visit("selection.answer_fairness", criteria_id=key, ratio=black)
    assert "ethnic group, as people define their own: Black" in form
    refused = browser.send("selection.answer_fairness", {"version": 0}, 422, criteria_id=key)
    assert "Choose what you are answering" in refused
    held = reviewed(db.session.get_one(CriteriaSet, key))
    assert held is not None
    sent = {"version": 0, "ratios": held.owed, "words": "A patrol plan of 2023.", "action": ""}
    browser.send("selection.answer_fairness", sent, criteria_id=key)
    page = browser.visit("selection.show_fairness", criteria_id=key)
    assert "A patrol plan of 2023." in page
    assert "Not answered" not in page
    stale = browser.send(
        "selection.answer_fairness", {**sent, "words": "Typed meanwhile"}, 409, criteria_id=key
    )
    assert "Typed meanwhile" in stale
    assert "A patrol plan of 2023." in stale
    again = browser.visit("selection.answer_fairness", criteria_id=key, ratio=black)
    assert "A patrol plan of 2023." in again
    printed = browser.visit("selection.show_assessment", criteria_id=key)
    for words in (row.digest, "A patrol plan of 2023.", "Everything that was asked is answered."):
        assert words in printed


def test_an_answer_begun_is_gone_on_with(browser: Browser) -> None:
    scheme = make.scheme()
    row = draft(scheme)
    opened(scheme, row)
    fields = {"words": ["Half an answer"], "ratios": [OVERALL], "version": ["0"]}
    begun = Typed("selection.answer_fairness", str(row.id), "b" * 32, fields)
    save_draft(make.actor(scheme.coordinator), begun)
    browser.sign_in(scheme.coordinator)
    form = browser.visit("selection.answer_fairness", criteria_id=row.id)
    assert "Half an answer" in form
    afresh = browser.visit("selection.answer_fairness", criteria_id=row.id, ratio=OVERALL)
    assert "Half an answer" not in afresh


def test_a_changed_draft_says_so(browser: Browser) -> None:
    scheme = make.scheme()
    row = draft(scheme)
    opened(scheme, row)
    row.document, row.digest = document(agreed_number=77), "0" * 64
    db.session.flush()  # read by the page
    browser.sign_in(scheme.coordinator)
    assert "Out of date" in browser.visit("selection.show_fairness", criteria_id=row.id)


def test_pdf_is_tagged_titled_and_recorded(browser: Browser) -> None:
    scheme = make.scheme()
    uneven(scheme)
    row = draft(scheme)
    opened(scheme, row)
    browser.sign_in(scheme.coordinator)
    answered = browser.visit("selection.download_assessment", criteria_id=row.id).response
    assert answered.mimetype == "application/pdf"
    assert "popo-equality-impact-catch-and-convict-2.OFFICIAL.pdf" in str(answered.headers)
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(answered.data)).pages)
    assert row.digest in words
    assert "must be answered" in words
    told = db.session.query(AuditEvent).filter_by(event="fairness.assessment_exported").one()
    assert told.details == {"kind": CATCH.value, "number": 2, "form": "pdf"}


@pytest.mark.parametrize("which", ["adults", "children"])
def test_monitor_shows_today_whatever_is_drafted(browser: Browser, which: str) -> None:
    scheme = make.scheme()
    uneven(scheme)
    governance = basics.user(Role.INFORMATION_GOVERNANCE_OFFICER, SCHEME)
    browser.sign_in(governance)
    values = {} if which == "adults" else {"which": which}
    page = browser.visit("selection.monitor_fairness", **values)
    assert ("20 nominations decided, 15 selected." in page) is (which == "adults")
    assert "Catch and Convict, version 1" in page
    assert db.session.query(AuditEvent).filter_by(event="fairness.read").count() == 1


def test_governance_officer_reads_and_changes_nothing(browser: Browser) -> None:
    scheme = make.scheme()
    row = draft(scheme)
    opened(scheme, row)
    browser.sign_in(basics.user(Role.INFORMATION_GOVERNANCE_OFFICER, SCHEME))
    page = browser.visit("selection.show_fairness", criteria_id=row.id)
    assert "Work out the figures again" not in page
    browser.visit("selection.show_assessment", criteria_id=row.id)
    browser.send("selection.open_fairness", expect=403, criteria_id=row.id)
    browser.visit("selection.answer_fairness", 403, criteria_id=row.id)


def test_scorers_see_none_of_it(browser: Browser) -> None:
    scheme = make.scheme()
    row = draft(scheme)
    opened(scheme, row)
    for user in (scheme.police, scheme.strand_lead, scheme.yos):
        browser.sign_in(user)
        browser.visit("selection.monitor_fairness", 403)
        browser.visit("selection.show_fairness", 403, criteria_id=row.id)
        browser.visit("selection.download_assessment", 403, criteria_id=row.id)


def test_coordinator_is_not_offered_a_scoring(browser: Browser) -> None:
    scheme = make.scheme()
    nomination = make.nominated(scheme).nomination
    browser.sign_in(scheme.coordinator)
    browser.visit("selection.score_nomination", 403, nomination_id=nomination.id)

"""Draft, consultation, answers and adoption in the browser, as their people meet them."""

from datetime import timedelta
from uuid import uuid4

import pytest

from popo import clock
from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.accounts.models import AgencyKind
from popo.db import db
from popo.drafts.services import Typed, save_draft
from popo.meetings.models import ItemKind
from popo.selection.models import CriteriaComment, CriteriaKind, CriteriaSet
from popo.selection.services import edit_criteria
from tests import make as basic
from tests.pages import Browser
from tests.selection import make
from tests.selection.make import Scheme
from tests.selection.test_consultation import ANSWER, LATER, answer, drafted, said, sent_out

CATCH = CriteriaKind.CATCH_AND_CONVICT


def test_from_draft_to_adoption(browser: Browser) -> None:
    scheme = make.scheme()
    browser.sign_in(scheme.coordinator)
    browser.send("selection.draft_criteria", kind="catch_and_convict")
    row = db.session.query(CriteriaSet).filter_by(criteria_kind=CATCH, number=2).one()
    key = {"criteria_id": row.id}
    assert "never sent out" in browser.visit("selection.adopt_criteria", **key)
    assert "Police, Probation" in browser.visit("selection.consult_on_criteria", **key)
    late = {"until": "-1"}
    assert "Enter today or a later day." in browser.send(
        "selection.consult_on_criteria", late, 422, **key
    )
    browser.send("selection.consult_on_criteria", {"until": "+14"}, **key)

    browser.sign_in(scheme.probation)
    listed = browser.visit("selection.list_criteria")
    assert "Catch and Convict, version 2 is in consultation." in listed
    assert "Agencies may comment until Tuesday 14 May 2024. Your agency has said nothing." in listed
    form = {"idempotency": uuid4().hex, "factor": "volume", "words": "Count proven ones only."}
    browser.visit("selection.comment_on_criteria", factor="volume", **key)
    browser.send("selection.comment_on_criteria", form, **key)
    browser.send("selection.comment_on_criteria", form, **key)
    assert db.session.query(CriteriaComment).count() == 1, "a form sent twice comments once"
    assert "Your agency has commented." in browser.visit("selection.list_criteria")
    assert "Probation, on Volume Not answered" in browser.visit(
        "selection.show_consultation", **key
    )

    browser.sign_in(scheme.coordinator)
    page = browser.visit("selection.adopt_criteria", **key)
    assert "What still stands in the way 3" in page
    assert "Agencies may comment until 14 May 2024. Change the last day" in page
    assert "The comment of Probation on Volume is not answered. Answer it" in page
    comment = db.session.query(CriteriaComment).one()
    assert "Count proven ones only." in browser.visit(
        "selection.answer_comment", comment_id=comment.id
    )
    reply = {"version": comment.version, "idempotency": uuid4().hex, "words": "Agreed."}
    browser.send("selection.answer_comment", {**reply, "changed_draft": "y"}, comment_id=comment.id)
    consultation = browser.visit("selection.move_consultation_end", **key)
    version = consultation.html.partition('name="version" type="hidden" value="')[2][:1]
    browser.send("selection.move_consultation_end", {"until": "today", "version": version}, **key)
    assert "never looked at. Look at its fairness" in browser.visit(
        "selection.adopt_criteria", **key
    )
    make.answered_for(make.actor(scheme.coordinator), row)
    item = scheme.item(ItemKind.CRITERIA).item
    assert "never changes again" in browser.visit("selection.adopt_criteria", **key)
    browser.send("selection.adopt_criteria", {"item": str(item.id)}, **key)

    browser.sign_in(scheme.police)
    shown = browser.visit("selection.show_criteria", **key)
    assert f"Action Group, 30 April 2024, item {item.number}" in shown
    assert "30 Apr 2024 to 30 Apr 2024" in shown
    told = browser.visit("selection.show_consultation", **key)
    assert "Changed the draft" in told
    assert "Agreed." in told


def test_consultation_says_who_is_silent_and_what_changed(browser: Browser) -> None:
    scheme = make.scheme()
    row = sent_out(scheme, LATER)
    said(scheme, row)
    changed = {**row.document, "agreed_number": 31}
    edit_criteria(make.actor(scheme.coordinator), row, changed, row.version)
    browser.sign_in(scheme.police)
    page = browser.visit("selection.show_consultation", criteria_id=row.id)
    assert "Probation Commented" in page
    assert "Police Silent" in page
    assert "What changed since it was sent out 1" in page
    assert "Agreed number 40 31" in page
    assert "Too many people for us." in page
    assert "Change the last day" not in page


def test_factor_commented_on_may_be_taken_out_since(browser: Browser) -> None:
    scheme = make.scheme()
    row = sent_out(scheme, LATER)
    comment = said(scheme, row, "links")
    changed = {**row.document, "factors": row.document["factors"][:-1]}
    edit_criteria(make.actor(scheme.coordinator), row, changed, row.version)
    browser.sign_in(scheme.coordinator)
    for page in (
        browser.visit("selection.show_consultation", criteria_id=row.id),
        browser.visit("selection.answer_comment", comment_id=comment.id),
    ):
        assert "on a factor taken out since" in page


def test_refused_comment_keeps_what_was_typed(browser: Browser) -> None:
    scheme = make.scheme()
    row = sent_out(scheme, LATER)
    browser.sign_in(scheme.probation)
    form = {"idempotency": uuid4().hex, "factor": "luck", "words": "Kept words."}
    refused = browser.send("selection.comment_on_criteria", form, 422, criteria_id=row.id)
    assert "Kept words." in refused
    empty = {**form, "factor": "", "words": " "}
    refused = browser.send("selection.comment_on_criteria", empty, 422, criteria_id=row.id)
    assert "Say what your agency thinks." in refused


def test_comment_and_answer_go_on_with_their_drafts(browser: Browser) -> None:
    scheme = make.scheme()
    row = sent_out(scheme, LATER)
    comment = said(scheme, row)
    for user, view, about, named in (
        (scheme.police, "comment_on_criteria", row.id, "criteria_id"),
        (scheme.coordinator, "answer_comment", comment.id, "comment_id"),
    ):
        fields = {"words": ["Begun"], "version": ["1"], "factor": [""]}
        held = Typed(f"selection.{view}", str(about), uuid4().hex, fields)
        save_draft(make.actor(user), held)
        browser.sign_in(user)
        assert "Begun" in browser.visit(f"selection.{view}", **{named: about})


def test_overtaken_answer_shows_both(browser: Browser) -> None:
    scheme = make.scheme()
    row = sent_out(scheme, LATER)
    comment = said(scheme, row)
    stale = {"version": comment.version, "idempotency": uuid4().hex, "words": "My answer."}
    answer(scheme, row, comment, ANSWER)
    browser.sign_in(scheme.coordinator)
    overtaken = browser.send("selection.answer_comment", stale, 409, comment_id=comment.id)
    assert "My answer." in overtaken
    assert ANSWER.words in overtaken


def test_overtaken_change_of_the_last_day_is_refused(browser: Browser) -> None:
    row = sent_out(make.scheme(), LATER)
    browser.sign_in(basic.user(Role.COORDINATOR, SCHEME))
    stale = {"version": 0, "until": "today"}
    browser.send("selection.move_consultation_end", stale, 409, criteria_id=row.id)


def test_comments_after_the_last_day_are_refused_in_words(browser: Browser) -> None:
    scheme = make.scheme()
    row = sent_out(scheme)
    browser.sign_in(scheme.probation)
    form = {"idempotency": uuid4().hex, "factor": "", "words": "Kept words."}
    shifted = clock.now() - clock.real_now()
    clock.shift(shifted + timedelta(days=1))
    try:
        page = browser.visit("selection.show_consultation", criteria_id=row.id)
        refused = browser.send("selection.comment_on_criteria", form, 422, criteria_id=row.id)
    finally:
        clock.shift(shifted)
    assert "Comments were taken until Tuesday 30 April 2024." in page
    assert "Ask the co-ordinator for longer." in refused
    assert "Kept words." in refused


def test_adopting_all_the_same_is_refused_with_what_stands_in_the_way(browser: Browser) -> None:
    scheme = make.scheme()
    row = sent_out(scheme, LATER)
    item = scheme.item(ItemKind.CRITERIA).item
    browser.sign_in(scheme.coordinator)
    form = {"item": str(item.id)}
    refused = browser.send("selection.adopt_criteria", form, 422, criteria_id=row.id)
    assert "Agencies may comment until 14 May 2024." in refused
    assert row.is_draft


@pytest.mark.parametrize("view", ["show_consultation", "comment_on_criteria"])
def test_what_was_never_sent_out_has_no_consultation(browser: Browser, view: str) -> None:
    scheme = make.scheme()
    row = drafted(scheme)
    browser.sign_in(scheme.police)
    browser.visit(f"selection.{view}", 404, criteria_id=row.id)
    browser.sign_in(scheme.coordinator)
    browser.visit("selection.move_consultation_end", 404, criteria_id=row.id)


def test_only_deciders_send_out_answer_and_move(browser: Browser) -> None:
    scheme = make.scheme()
    row = sent_out(scheme, LATER)
    comment = said(scheme, row)
    for user in (scheme.police, scheme.strand_lead, scheme.yos):
        browser.sign_in(user)
        browser.visit("selection.comment_on_criteria", criteria_id=row.id)
        browser.visit("selection.consult_on_criteria", 403, criteria_id=row.id)
        browser.visit("selection.move_consultation_end", 403, criteria_id=row.id)
        browser.visit("selection.answer_comment", 403, comment_id=comment.id)


def test_every_kind_of_agency_may_comment(browser: Browser) -> None:
    scheme: Scheme = make.scheme()
    row = sent_out(scheme, LATER)
    for kind in (AgencyKind.HOUSING, AgencyKind.DRUG_SERVICE, AgencyKind.VOLUNTARY):
        browser.sign_in(basic.user(of=basic.agency(kind)))
        form = {"idempotency": uuid4().hex, "factor": "", "words": "Read by us."}
        browser.send("selection.comment_on_criteria", form, criteria_id=row.id)
    assert db.session.query(CriteriaComment).count() == 3

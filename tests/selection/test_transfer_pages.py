"""The pages of transfers and of other schemes."""

import pytest
from sqlalchemy import select

from popo.accounts.queries import actor_for
from popo.cases.queries import open_case_of
from popo.db import db
from popo.selection.models import PartyView, Transfer
from popo.selection.pack import PackPart
from popo.selection.queries.transfers import list_other_schemes
from tests import make as basic
from tests.pages import Browser
from tests.selection import make, make_transfers

KEY = {"idempotency": "ab" * 16}


@pytest.fixture
def scheme(browser: Browser) -> make.Scheme:
    made = make.scheme()
    browser.sign_in(made.coordinator)
    return made


def the_transfer() -> Transfer:
    return db.session.scalars(select(Transfer)).one()


def test_other_schemes_are_added_and_changed(browser: Browser, scheme: make.Scheme) -> None:
    assert "No other scheme" in browser.visit("selection.list_other_schemes")
    browser.visit("selection.add_other_scheme")
    typed = {"name": "Northborough scheme", "area": "Northborough", "contact_point": "The office"}
    browser.send("selection.add_other_scheme", typed)
    page = browser.send("selection.add_other_scheme", typed, 422)
    assert "a scheme of this name already" in page
    (held,) = list_other_schemes()
    browser.visit("selection.edit_other_scheme", scheme_id=held.id)
    sent = {**typed, "contact_point": "The new office", "is_closed": "y", "version": "1"}
    browser.send("selection.edit_other_scheme", sent, scheme_id=held.id)
    page = browser.send("selection.edit_other_scheme", sent, 409, scheme_id=held.id)
    assert "The new office" in page
    assert "Works with us no longer" in browser.visit("selection.list_other_schemes")
    person, _ = make_transfers.on_scheme(scheme)
    page = browser.visit("selection.offer_transfer", reference=person.reference)
    assert "Northborough" not in page  # offered no more


def test_an_offer_out_from_the_first_word_to_the_last(
    browser: Browser, scheme: make.Scheme
) -> None:
    person, case = make_transfers.on_scheme(scheme)
    other = make_transfers.elsewhere(actor_for(scheme.coordinator))
    about = {"reference": person.reference}
    assert "Offer to another scheme" in browser.visit("selection.person_selection", **about)
    typed = {"scheme": str(other.id), "reason": "Has a tenancy there.", "parts": ["who"], **KEY}
    page = browser.send("selection.offer_transfer", {**typed, "parts": []}, 422, **about)
    assert "Choose what goes into the pack." in page
    browser.send("selection.offer_transfer", typed, **about)
    browser.send("selection.offer_transfer", typed, **about)  # once all the same
    key = the_transfer().id
    page = browser.visit("selection.person_selection", **about)
    assert "Waiting for an answer To Northborough scheme" in page
    page = browser.visit("selection.list_transfers")
    assert person.reference in page
    assert "15 May, in 15 days" in page
    page = browser.visit("selection.show_transfer", transfer_id=key)
    assert "Responsible now The scheme" in page
    browser.visit("selection.answer_transfer", transfer_id=key)
    browser.visit("selection.decide_transfer", 404, transfer_id=key)
    said = {
        "answer": "accepted",
        "answered_on": "today",
        "words": "Their co-ordinator, by letter.",
        "version": str(the_transfer().version),
        "idempotency": "cd" * 16,
    }
    page = browser.send("selection.answer_transfer", said, 422, transfer_id=key)
    assert "Enter the day and time" in page
    sent = {**said, "effective_at": "tomorrow 9:00"}
    browser.send("selection.answer_transfer", sent, transfer_id=key)
    late = {**sent, "idempotency": "ef" * 16}
    page = browser.send("selection.answer_transfer", late, 409, transfer_id=key)
    assert "Their co-ordinator, by letter." in page
    page = browser.visit("selection.show_transfer", transfer_id=key)
    assert "In effect from Wednesday 1 May 2024, 09:00." in page
    assert "Responsible now The scheme" in page
    assert open_case_of(person) is not None
    words = {"words": "The tenancy fell through.", "version": str(the_transfer().version)}
    browser.visit("selection.withdraw_transfer", transfer_id=key)
    browser.send("selection.withdraw_transfer", words, transfer_id=key)
    assert "Withdrawn" in browser.visit("selection.list_transfers")
    assert case.closed_on is None


def test_an_offer_to_us_is_decided_by_the_panel(browser: Browser, scheme: make.Scheme) -> None:
    person = basic.person(actor_for(scheme.police), "Bert", "Sample")
    other = make_transfers.elsewhere(actor_for(scheme.coordinator))
    about = {"reference": person.reference}
    typed = {
        "scheme": str(other.id),
        "offered_on": "today",
        "reason": "Lives here now.",
        "sent": "Six burglaries since January.",
        **KEY,
    }
    browser.visit("selection.receive_transfer", **about)
    browser.send("selection.receive_transfer", typed, **about)
    key = the_transfer().id
    browser.visit("selection.answer_transfer", 404, transfer_id=key)
    browser.visit("selection.open_pack", 404, transfer_id=key)
    page = browser.visit("selection.decide_transfer", transfer_id=key)
    assert "Six burglaries since January." in page
    said = {
        "answer": "accepted",
        "reasons": "Ours from now on.",
        "item": "",
        "effective_at": "today 12:00",
        "lead_agency": str(scheme.police.agency_id),
        "version": str(the_transfer().version),
        "idempotency": "cd" * 16,
    }
    page = browser.send("selection.decide_transfer", said, 422, transfer_id=key)
    assert "At least two agencies must agree" in page
    for user in (scheme.police, scheme.probation):
        said[f"party_{user.agency_id.hex}_user"] = str(user.id)
        said[f"party_{user.agency_id.hex}_view"] = PartyView.AGREES.value
    browser.send("selection.decide_transfer", said, transfer_id=key)
    late = {**said, "idempotency": "ef" * 16}
    browser.send("selection.decide_transfer", late, 409, transfer_id=key)
    assert open_case_of(person) is not None
    page = browser.visit("selection.show_transfer", transfer_id=key)
    assert "Transferred" in page
    assert "Responsible now The scheme" in page


def test_the_pack_is_marked_numbered_and_holds_what_was_chosen(
    browser: Browser, scheme: make.Scheme
) -> None:
    person, case = make_transfers.on_scheme(scheme)
    transfer = make_transfers.offered(scheme, case, *PackPart)
    page = browser.visit("selection.open_pack", transfer_id=transfer.id)
    for words in ("Transfer pack 1", "For Northborough scheme", "Example, Adam", "3 May 1983"):
        assert words in page, words
    assert "Spell 1: 1 Feb 2024 and still open" in page
    assert "Example" not in page.html.partition("<title>")[2].partition("</title>")[0]
    withdrawn = {"words": "He came back.", "version": str(transfer.version)}
    browser.send("selection.withdraw_transfer", withdrawn, transfer_id=transfer.id)
    browser.visit("selection.open_pack", 422, transfer_id=transfer.id)
    assert person.reference not in page.response.headers.get("Content-Disposition", "")


def test_others_find_nothing_or_may_not(browser: Browser, scheme: make.Scheme) -> None:
    person, case = make_transfers.on_scheme(scheme)
    key = make_transfers.offered(scheme, case).id
    browser.sign_in(scheme.strand_lead)  # of the strand: reads, does not decide
    browser.visit("selection.show_transfer", transfer_id=key)
    for endpoint in ("answer_transfer", "withdraw_transfer", "open_pack"):
        browser.visit(f"selection.{endpoint}", 403, transfer_id=key)
    browser.sign_in(scheme.yos)  # leads another strand
    browser.visit("selection.show_transfer", 404, transfer_id=key)
    assert "No transfer is open" in browser.visit("selection.list_transfers")
    browser.sign_in(scheme.police)
    browser.visit("selection.list_transfers", 403)
    page = browser.visit("selection.person_selection", reference=person.reference)
    assert "Waiting for an answer" in page


def test_a_child_on_offer_is_not_told_outside_the_compartment(
    browser: Browser, scheme: make.Scheme
) -> None:
    child = basic.person(actor_for(scheme.yos), "Cal", "Young", make.BORN_YOUNG)
    transfer = make_transfers.received(scheme, child)
    page = browser.visit("selection.decide_transfer", transfer_id=transfer.id)
    assert "Tier" in page
    assert "offender" not in page.text.casefold().replace("youth offending", "")
    browser.sign_in(scheme.strand_lead)
    browser.visit("selection.show_transfer", 404, transfer_id=transfer.id)
    assert child.reference not in browser.visit("selection.list_transfers")

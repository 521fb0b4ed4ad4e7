"""A challenge on its pages: recorded from the decision, listed, answered by somebody else."""

from sqlalchemy import select

from popo.accounts.models import AgencyKind
from popo.db import db
from popo.selection.models import Challenge, Decision, Refusal
from popo.selection.services import triage_nomination
from popo.selection.services.triage import Triage, TriageOutcome
from tests import make as basic
from tests.pages import Browser
from tests.selection import make
from tests.selection.test_challenges import ASKED, CHANGED, chair, challenged, decided


def test_challenge_pages(browser: Browser) -> None:
    scheme = make.scheme()
    found, decision = decided(scheme, Decision.DECLINE)
    browser.sign_in(scheme.police)
    page = browser.visit("selection.show_nomination", nomination_id=found.nomination.id)
    assert "Record a challenge" in page
    browser.visit("selection.challenge_decision", decision_id=decision.id)
    empty = browser.send("selection.challenge_decision", {}, 422, decision_id=decision.id)
    assert "Say what they say is wrong." in empty
    said = {**ASKED.__dict__, "idempotency": decision.id.hex}
    browser.send("selection.challenge_decision", said, decision_id=decision.id)
    browser.send("selection.challenge_decision", said, decision_id=decision.id)
    challenge = db.session.scalars(select(Challenge)).one()
    shown = browser.visit("selection.show_nomination", nomination_id=found.nomination.id)
    assert "Kept while a challenge waits for its answer" in shown
    page = browser.visit("selection.show_challenge", challenge_id=challenge.id)
    assert "somebody else answers it" in page
    browser.visit("selection.answer_challenge", 403, challenge_id=challenge.id)
    browser.visit("selection.list_challenges", 403)

    browser.sign_in(scheme.coordinator)
    assert "Not for you" in browser.visit("selection.list_challenges")
    form = {"outcome": "changed", "words": CHANGED.words, "version": str(challenge.version)}
    own = {**form, "idempotency": challenge.id.hex}
    page = browser.send("selection.answer_challenge", own, 422, challenge_id=challenge.id)
    assert "had no part in the decision" in page

    browser.sign_in(chair())
    assert "Answer" in browser.visit("selection.list_challenges")
    assert "It was his brother." in browser.visit(
        "selection.answer_challenge", challenge_id=challenge.id
    )
    stale = {**form, "version": "77"}
    page = browser.send("selection.answer_challenge", stale, 409, challenge_id=challenge.id)
    assert "The brother was convicted of it." in page
    browser.send("selection.answer_challenge", form, challenge_id=challenge.id)
    assert "The decision is changed" in browser.visit(
        "selection.show_challenge", challenge_id=challenge.id
    )
    assert found.person.reference not in browser.visit("selection.list_challenges")


def test_a_refusal_is_challenged_from_its_page(browser: Browser) -> None:
    scheme = make.scheme()
    found = make.sent(scheme)
    refusal = Triage(TriageOutcome.REFUSE, "Too little.", because=Refusal.NOT_ENOUGH_EVIDENCE)
    key = found.nomination.id
    triage_nomination(make.actor(scheme.coordinator), found, refusal, found.nomination.version)
    browser.sign_in(scheme.police)
    assert "Record a challenge to this refusal" in browser.visit(
        "selection.show_nomination", nomination_id=key
    )
    assert "not enough evidence" in browser.visit("selection.challenge_refusal", nomination_id=key)
    browser.send("selection.challenge_refusal", ASKED.__dict__, nomination_id=key)
    challenge = db.session.scalars(select(Challenge)).one()
    assert challenge.decision_id is None
    page = browser.visit("selection.show_challenge", challenge_id=challenge.id)
    assert "Refused at the first look" in page
    browser.visit("selection.challenge_refusal", 422, nomination_id=key)


def test_outsiders_find_no_challenge(browser: Browser) -> None:
    scheme = make.scheme()
    held = challenged(scheme)
    browser.sign_in(basic.user(of=basic.agency(AgencyKind.HOUSING)))
    browser.visit("selection.show_challenge", 404, challenge_id=held.challenge.id)
    assert held.decision is not None
    browser.visit("selection.challenge_decision", 404, decision_id=held.decision.id)

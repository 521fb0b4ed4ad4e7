"""From nomination to an open case in the browser, as its people meet it."""

from sqlalchemy import select

from popo.accounts.models import AgencyKind, User
from popo.cases.queries import open_case_of
from popo.db import db
from popo.selection.models import Nomination, NominationStatus, Scoring
from tests import make as basic
from tests.pages import Browser
from tests.selection import make, make_statements
from tests.selection.make import Scheme


def row(factor: str, level: str, evidence: str = "Seen", on: str = "today") -> dict[str, str]:
    return {
        f"{factor}_level": level,
        f"{factor}_evidence": evidence,
        f"{factor}_source": "PNC",
        f"{factor}_evidence_on": on,
    }


def spoke(user: User, view: str, words: str = "") -> dict[str, str]:
    named = f"party_{user.agency_id.hex}"
    return {f"{named}_user": str(user.id), f"{named}_view": view, f"{named}_words": words}


def decision(scheme: Scheme, item: object, kind: str = "select") -> dict[str, str]:
    return {
        "decision": kind,
        "reasons": "Nine burglaries, and growing.",
        "outcome_words": "He was selected: thank you.",
        "item": str(item),
        "effective_on": "today",
        "lead_agency": str(scheme.police.agency_id),
        **spoke(scheme.police, "agrees"),
        **spoke(scheme.probation, "agrees"),
        **spoke(scheme.yos, "dissents", "The evidence is thin."),
    }


def test_nominate_score_freeze_decide_and_the_case_opens(browser: Browser) -> None:
    scheme = make.scheme()
    person = basic.person(make.actor(scheme.police))
    browser.sign_in(scheme.police)
    make_statements.nominate(browser, person.reference)
    nomination = db.session.scalars(select(Nomination)).one()
    key = nomination.id

    browser.sign_in(scheme.strand_lead)
    browser.visit("selection.score_nomination", 422, nomination_id=key)
    accepted = {"outcome": "accept", "version": str(nomination.version)}
    browser.send("selection.triage_nomination", accepted, nomination_id=key)
    page = browser.visit("selection.score_nomination", nomination_id=key)
    assert "0 to 100 of 100" in page
    assert "An indicator, not a decision" in page
    half = {"version": "0", **row("volume", "six_to_nine"), **row("type", "burglary_or_robbery")}
    browser.send("selection.score_nomination", half, nomination_id=key)
    page = browser.visit("selection.score_nomination", nomination_id=key)
    assert "30 to 95 of 100" in page
    assert "Band not settled." in page
    assert "7 factors missing or too old: that is not zero" in page

    stale = browser.send("selection.score_nomination", half, 409, nomination_id=key)
    assert "You typed" in stale
    frozen = browser.visit("selection.freeze_scoring", nomination_id=key)
    assert "It goes to the meeting as a range: 30 to 95" in frozen
    version = frozen.html.partition('name="version" type="hidden" value="')[2].partition('"')[0]
    browser.send("selection.freeze_scoring", {"version": version}, nomination_id=key)
    browser.visit("selection.score_nomination", 302, nomination_id=key)
    shown = browser.visit("selection.show_nomination", nomination_id=key)
    assert "30 to 95 of 100, band not settled" in shown
    browser.visit("selection.decide_nomination", 403, nomination_id=key)

    browser.sign_in(scheme.coordinator)
    item = scheme.item(person=person).item
    page = browser.visit("selection.decide_nomination", nomination_id=key)
    assert "30 to 95 of 100" in page
    form = decision(scheme, item.id)
    form["version"] = str(nomination.version)
    alone = {**form, **spoke(scheme.probation, "no_view")}
    refused = browser.send("selection.decide_nomination", alone, 422, nomination_id=key)
    assert "At least two agencies must agree" in refused
    assert open_case_of(person) is None
    browser.send("selection.decide_nomination", form, nomination_id=key)
    assert nomination.status is NominationStatus.SELECTED
    assert open_case_of(person) is not None

    browser.sign_in(scheme.police)
    shown = browser.visit("selection.show_nomination", nomination_id=key)
    assert "He was selected: thank you." in shown
    assert "The evidence is thin." in shown
    assert f"item {item.number}" in shown


def test_two_scorers_are_shown_side_by_side(browser: Browser) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    make.frozen(scheme, found)
    make.frozen(scheme, found, scheme.police, level=0)
    browser.sign_in(scheme.coordinator)
    shown = browser.visit("selection.show_nomination", nomination_id=found.nomination.id)
    assert "20 points apart" in shown
    assert "90 of 100" in shown
    assert "10 of 100" in shown


def test_refused_row_keeps_what_was_typed(browser: Browser) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    browser.sign_in(scheme.police)
    form = {"version": "0", **row("volume", "six_to_nine", "Six burglaries", on="")}
    page = browser.send("selection.score_nomination", form, 422, nomination_id=found.nomination.id)
    assert "Say of what day it is." in page
    assert "Six burglaries" in page.html
    assert db.session.scalars(select(Scoring)).all() == []


def test_what_the_record_proposes_is_taken_over_on_request(browser: Browser) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    key = found.nomination.id
    browser.sign_in(scheme.police)
    said = {
        "sex": "M",
        "offence_category": "Burglary (domestic)",
        "age_at_risk": "24",
        "age_at_conviction": "23",
        "age_at_first_sanction": "15",
        "previous_sanctions": "12",
    }
    browser.send("selection.predict", said, reference=found.person.reference, model="ogrs3")
    page = browser.visit("selection.score_nomination", nomination_id=key)
    assert "What the record says." in page
    take = {"version": "0", "take": "likelihood"}
    browser.send("selection.score_nomination", take, nomination_id=key)
    page = browser.visit("selection.score_nomination", nomination_id=key)
    assert "OGRS3, kept in this system" in page.html
    assert "Taken." in page
    assert "8 factors missing or too old" in page


def test_young_persons_nomination_is_invisible_to_adult_practitioners(browser: Browser) -> None:
    scheme = make.scheme()
    found = make.young(scheme)
    key, ref = found.nomination.id, found.person.reference
    for user in (scheme.police, scheme.strand_lead, scheme.probation):
        browser.sign_in(user)
        browser.visit("selection.show_nomination", 404, nomination_id=key)
        browser.visit("selection.score_nomination", 404, nomination_id=key)
        browser.visit("selection.person_selection", 404, reference=ref)
        assert ref not in browser.visit("selection.list_nominations")
    browser.sign_in(scheme.yos)
    page = browser.visit("selection.score_nomination", nomination_id=key)
    assert "child or young person" in page
    told = {
        "version": "0",
        "offending_evidence": "Three thefts, easing.",
        "offending_source": "YOS record",
        "offending_evidence_on": "today",
    }
    browser.send("selection.score_nomination", told, nomination_id=key)
    page = browser.visit("selection.freeze_scoring", nomination_id=key)
    assert "Three thefts, easing." in page
    version = page.html.partition('name="version" type="hidden" value="')[2].partition('"')[0]
    browser.send("selection.freeze_scoring", {"version": version}, nomination_id=key)
    assert ref in browser.visit("selection.list_nominations")
    assert "In words" in browser.visit("selection.list_nominations")
    browser.sign_in(scheme.coordinator)
    browser.visit("selection.score_nomination", 403, nomination_id=key)
    assert "Score it" not in browser.visit("selection.show_nomination", nomination_id=key)
    page = browser.visit("selection.decide_nomination", nomination_id=key)
    assert "Tier" in page


def test_urgent_decision_waits_to_be_ratified(browser: Browser) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    key = found.nomination.id
    browser.sign_in(scheme.coordinator)
    form = {**decision(scheme, ""), "version": str(found.nomination.version)}
    browser.send("selection.decide_nomination", form, nomination_id=key)
    assert "To be ratified" in browser.visit("selection.show_nomination", nomination_id=key)
    item = scheme.item(person=found.person).item
    made = db.session.execute(select(Nomination.id)).scalar_one()
    assert made == key
    link = browser.visit("selection.show_nomination", nomination_id=key).html
    decision_id = link.partition("/decisions/")[2].partition("/")[0]
    browser.visit("selection.ratify_decision", decision_id=decision_id)
    browser.send("selection.ratify_decision", {"item": str(item.id)}, decision_id=decision_id)
    assert "Ratified at" in browser.visit("selection.show_nomination", nomination_id=key)


def test_conflict_page_shows_what_was_decided_meanwhile(browser: Browser) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    browser.sign_in(scheme.coordinator)
    form = {**decision(scheme, ""), "version": str(found.nomination.version + 1)}
    page = browser.send("selection.decide_nomination", form, 409, nomination_id=found.nomination.id)
    assert "Nine burglaries, and growing." in page


def test_others_read_nothing_of_it(browser: Browser) -> None:
    found = make.nominated(make.scheme())
    browser.sign_in(basic.user(of=basic.agency(AgencyKind.DRUG_SERVICE)))
    for endpoint in ("show_nomination", "score_nomination", "freeze_scoring"):
        browser.visit(f"selection.{endpoint}", 404, nomination_id=found.nomination.id)

"""The scoring page: what the record says and where, nothing typed lost, and OGRS shown whole."""

from datetime import date

import pytest

from popo.db import db
from popo.drafts.services import Typed, save_draft
from popo.offending.models import OffenceEvent, OffenceEventKind
from popo.people.models import SightLevel
from popo.people.services import grant_sight
from popo.selection.criteria import Measure
from popo.selection.models import Prediction
from popo.selection.ogrs import ogrs3, ogrs4
from popo.selection.queries.evidence import findings_for
from popo.selection.queries.scorings import scored_by
from popo.selection.services import predict
from popo.selection.services.predictions import agrees
from popo.whereabouts.models import Confidence, Place
from popo.whereabouts.services import move
from tests import make as basic
from tests.pages import Browser
from tests.selection import make, make_scoring
from tests.selection.make import TODAY, Nominated, Scheme

OGRS3 = ogrs3.Inputs("M", 24, 23, 15, 12, ho_code="02801")
OGRS4 = ogrs4.Inputs("M", 13, 24, 15, 23, 0, "BURGLARY_DOMESTIC")
VOLUME = {
    "volume_level": "six_to_nine",
    "volume_evidence": "Six burglaries",
    "volume_source": "PNC",
    "volume_evidence_on": "today",
}


def event(
    scheme: Scheme, found: Nominated, kind: OffenceEventKind, on: date, **values: object
) -> OffenceEvent:
    row = OffenceEvent(
        person_id=found.person.id,
        agency_id=scheme.police.agency_id,
        event_kind=kind,
        happened_on=on,
        **{"at_liberty": True, **values},
    )
    db.session.add(row)
    db.session.flush()  # read back
    return row


def test_findings_cite_the_records_they_count_and_those_left_out(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    day = date(2024, 4, 10)
    charge = event(scheme, found, OffenceEventKind.CHARGE, day, offence_on=day, ho_code="02801")
    inside = event(
        scheme, found, OffenceEventKind.CHARGE, date(2024, 3, 1), ho_code="02801", at_liberty=False
    )
    breach = event(scheme, found, OffenceEventKind.BREACH, date(2024, 3, 9))
    test = event(scheme, found, OffenceEventKind.DRUG_TEST, day, test_positive=True)
    findings = findings_for(found.person, make.actor(scheme.strand_lead), TODAY)

    def cited(measure: Measure) -> list[str]:
        return [each.key for each in findings[measure].cited]

    offences = findings[Measure.OFFENCES_AT_LIBERTY]
    assert cited(Measure.OFFENCES_AT_LIBERTY) == [str(charge.id)]
    assert [each.key for each in offences.left_out] == [str(inside.id)]
    assert "in custody that day" in offences.left_out[0].words
    assert (offences.cited[0].table, offences.cited[0].on) == ("offence_events", day)
    assert offences.cited[0].words.endswith("(Police)")
    assert cited(Measure.DAYS_SINCE_ARREST) == [str(charge.id)]
    assert cited(Measure.COMPLIANCE_FAILURES) == [str(breach.id)]
    assert cited(Measure.DRUGS) == [str(test.id)]


def test_what_was_taken_keeps_its_value_and_records_and_what_was_typed_does_not(
    browser: Browser,
) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    key, day = found.nomination.id, date(2024, 4, 10)
    row = event(scheme, found, OffenceEventKind.CHARGE, day, offence_on=day, ho_code="02801")
    browser.sign_in(scheme.strand_lead)
    page = browser.visit("selection.score_nomination", nomination_id=key)
    assert "What the record says." in page
    assert f"/people/{found.person.reference}/offending#events" in page.html
    browser.send("selection.score_nomination", {"version": "0", "take": "all"}, nomination_id=key)
    db.session.expire_all()
    held = scored_by(found.nomination, make.actor(scheme.strand_lead))
    assert held is not None
    answer = held.score.line("volume").answer
    assert (answer.value, [each.key for each in answer.cited]) == (1, [str(row.id)])
    page = browser.visit("selection.score_nomination", nomination_id=key)
    assert "Taken." in page
    own = {"version": str(held.version), **VOLUME}
    browser.send("selection.score_nomination", own, nomination_id=key)
    db.session.expire_all()
    held = scored_by(found.nomination, make.actor(scheme.strand_lead))
    assert held is not None
    answer = held.score.line("volume").answer
    assert (answer.value, answer.cited, answer.source) == (None, (), "PNC")


def test_days_in_custody_are_left_out_and_shown(browser: Browser) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    event(scheme, found, OffenceEventKind.CHARGE, date(2024, 1, 10))
    stay(scheme, found, date(2024, 2, 1), date(2024, 3, 2))
    browser.sign_in(scheme.strand_lead)
    page = browser.visit("selection.score_nomination", nomination_id=found.nomination.id)
    assert "30 days in custody left out" in page


def stay(scheme: Scheme, found: Nominated, since: date, until: date) -> None:
    who = make.actor(scheme.police)
    for place, on in ((Place.REMAND, since), (Place.COMMUNITY, until)):
        move(who, found.person, place, on, None, "Custody record", Confidence.CONFIRMED, on)
        db.session.flush()  # read back


def test_what_is_being_typed_is_a_draft_and_comes_back(browser: Browser) -> None:
    scheme = make.scheme()
    key = make.nominated(scheme).nomination.id
    fields = {"version": ["0"], "volume_evidence": ["Half a sentence"], "opened": ["{}"]}
    typed = Typed("selection.score_nomination", str(key), "b" * 32, fields)
    save_draft(make.actor(scheme.strand_lead), typed)
    browser.sign_in(scheme.strand_lead)
    page = browser.visit("selection.score_nomination", nomination_id=key)
    assert "Half a sentence" in page.html
    assert f"/drafts/selection.score_nomination/{key}" in page.html
    sent = {"version": "0", "idempotency": "b" * 32, **VOLUME}
    browser.send("selection.score_nomination", sent, nomination_id=key)
    browser.send("selection.score_nomination", sent, nomination_id=key)  # sent twice, kept once
    page = browser.visit("selection.score_nomination", nomination_id=key)
    assert "Half a sentence" not in page.html


def test_conflict_shows_as_opened_as_saved_and_as_typed(browser: Browser) -> None:
    scheme = make.scheme()
    key = make.nominated(scheme).nomination.id
    browser.sign_in(scheme.strand_lead)
    browser.send("selection.score_nomination", {"version": "0", **VOLUME}, nomination_id=key)
    page = browser.visit("selection.score_nomination", nomination_id=key)
    version = page.html.partition('name="version" type="hidden" value="')[2].partition('"')[0]
    opened = page.html.partition('name="opened" type="hidden" value="')[2].partition('"')[0]
    opened = opened.replace("&#34;", '"').replace("&quot;", '"')
    theirs = {"version": version, **VOLUME, "volume_evidence": "Seven burglaries"}
    browser.send("selection.score_nomination", theirs, nomination_id=key)
    mine = {"version": version, "opened": opened, **VOLUME, "volume_evidence": "Eight burglaries"}
    conflict = browser.send("selection.score_nomination", mine, 409, nomination_id=key)
    for words in ("Six burglaries", "Seven burglaries", "Eight burglaries", "Both changed"):
        assert words in conflict


@pytest.mark.parametrize("opened", ["not JSON", "[1]", "", '{"volume": 3}'])
def test_a_form_tampered_with_still_shows_the_conflict(browser: Browser, opened: str) -> None:
    scheme = make.scheme()
    key = make.nominated(scheme).nomination.id
    browser.sign_in(scheme.strand_lead)
    browser.send("selection.score_nomination", {"version": "0", **VOLUME}, nomination_id=key)
    mine = {"version": "0", "opened": opened, **VOLUME, "volume_evidence": "Eight burglaries"}
    page = browser.send("selection.score_nomination", mine, 409, nomination_id=key)
    assert "Eight burglaries" in page


def test_mandatory_factors_are_asked_for_before_freezing(browser: Browser) -> None:
    scheme = make.scheme()
    key = make.nominated(scheme).nomination.id
    browser.sign_in(scheme.strand_lead)
    browser.send("selection.score_nomination", {"version": "0", **VOLUME}, nomination_id=key)
    page = browser.visit("selection.score_nomination", nomination_id=key)
    assert "Type must have evidence that counts before you freeze your scoring." in page
    assert "An indicator, not a decision" in page
    version = page.html.partition('name="version" type="hidden" value="')[2].partition('"')[0]
    refused = browser.send("selection.freeze_scoring", {"version": version}, 422, nomination_id=key)
    assert "Type must have evidence" in refused


@pytest.mark.parametrize("given", [OGRS3, OGRS4])
def test_prediction_shows_inputs_in_words_and_is_worked_out_again(
    browser: Browser, given: ogrs3.Inputs | ogrs4.Inputs
) -> None:
    scheme = make.scheme()
    person = basic.person(make.actor(scheme.police))
    kept = predict(make.actor(scheme.police), person, given)
    browser.sign_in(scheme.police)
    values = {"reference": person.reference, "prediction_id": kept.id}
    page = browser.visit("selection.show_prediction", **values)
    assert "contains age and sex" in page
    assert "Age at the" in page
    assert "Male" in page
    assert "gives the same figure again, to nine places" in page
    assert ("no one-year figure" in page) is isinstance(given, ogrs4.Inputs)
    make_scoring.later(366)
    assert "This is out of date." in browser.visit("selection.show_prediction", **values)


def test_a_prediction_that_does_not_agree_is_said_so(browser: Browser) -> None:
    scheme = make.scheme()
    person = basic.person(make.actor(scheme.police))
    kept = predict(make.actor(scheme.police), person, OGRS3)
    assert agrees(kept)
    kept.outcome = {**kept.outcome, "two_year": kept.outcome["two_year"] + 2e-9}
    assert not agrees(kept)
    browser.sign_in(scheme.police)
    page = browser.visit(
        "selection.show_prediction", reference=person.reference, prediction_id=kept.id
    )
    assert "another figure now than the one kept" in page


def test_a_prediction_is_found_with_its_own_person_only(browser: Browser) -> None:
    scheme = make.scheme()
    who = make.actor(scheme.police)
    person, other = basic.person(who), basic.person(who)
    kept = predict(who, person, OGRS3)
    browser.sign_in(scheme.police)
    browser.visit(
        "selection.show_prediction", 404, reference=other.reference, prediction_id=kept.id
    )
    stranger = basic.user(of=basic.agency())
    browser.sign_in(stranger)
    browser.visit(
        "selection.show_prediction", 404, reference=person.reference, prediction_id=kept.id
    )
    assert db.session.query(Prediction).count() == 1


def test_readers_without_work_read_a_run_and_change_nothing(browser: Browser) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    scoring = make_scoring.frozen(scheme, found.nomination, scheme.strand_lead, 1)
    reader = basic.user(of=basic.agency())
    by = make.actor(scheme.police)
    grant_sight(by, found.person.id, SightLevel.READ, "a test", scoring.id, user_id=reader.id)
    browser.sign_in(reader)
    assert "39" in browser.visit("selection.show_scoring", scoring_id=scoring.id)
    browser.visit("selection.propose_adjustment", 404, scoring_id=scoring.id)
    browser.sign_in(basic.user(of=basic.agency()))
    browser.visit("selection.show_scoring", 404, scoring_id=scoring.id)

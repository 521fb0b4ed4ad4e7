"""OGRS kept with its inputs, so that anybody can work it out again."""

import pytest

from popo.db import db
from popo.errors import RuleBroken
from popo.selection.criteria import Measure
from popo.selection.models import Prediction
from popo.selection.ogrs import ogrs3, ogrs4
from popo.selection.queries.evidence import findings_for
from popo.selection.queries.predictions import predictions_of
from popo.selection.services import predict
from popo.selection.services.predictions import recalculate
from tests import make as basic
from tests.pages import Browser
from tests.selection import make
from tests.selection.make import TODAY

OGRS3 = ogrs3.Inputs("M", 24, 23, 15, 12, "Burglary (domestic)")
OGRS4 = ogrs4.Inputs("M", 13, 24, 15, 23, 0, "BURGLARY_DOMESTIC")


@pytest.mark.parametrize("given", [OGRS3, OGRS4])
def test_prediction_is_worked_out_again_from_what_was_kept(
    work: None, given: ogrs3.Inputs | ogrs4.Inputs
) -> None:
    who = basic.actor()
    person = basic.person(who)
    kept = predict(who, person, given)
    db.session.flush()  # sealed as it is written
    db.session.expire_all()
    again = recalculate(kept)
    assert again == kept.outcome
    assert (again["one_year"] is None) == isinstance(given, ogrs4.Inputs)


def test_refusal_is_said_in_the_models_own_words_and_not_kept(work: None) -> None:
    who = basic.actor()
    person = basic.person(who)
    with pytest.raises(RuleBroken, match="age at conviction must be 10 or more"):
        predict(who, person, ogrs3.Inputs("M", 24, 9, 9, 0, "Robbery"))
    assert predictions_of(person, who) == []


def test_newest_prediction_is_what_likelihood_cites(work: None) -> None:
    who = basic.actor()
    person = basic.person(who)
    predict(who, person, OGRS3)
    db.session.flush()  # read back
    finding = findings_for(person, who, TODAY)[Measure.REOFFENDING_PERCENT]
    assert finding.evidence_on == TODAY
    assert finding.source.startswith("OGRS3")


@pytest.mark.parametrize("model", ["ogrs3", "ogrs4"])
def test_page_says_what_the_model_contains(browser: Browser, model: str) -> None:
    scheme = make.scheme()
    person = basic.person(make.actor(scheme.police))
    browser.sign_in(scheme.police)
    values = {"reference": person.reference, "model": model}
    shown = browser.visit("selection.predict", **values)
    assert "contains age and sex" in shown
    browser.send("selection.predict", {}, 422, **values)
    said = {
        "sex": "M",
        "ho_code": "02801",
        "age_at_risk": "24",
        "age_at_start_of_followup": "24",
        "age_at_conviction": "23",
        "age_at_current_sanction": "23",
        "age_at_first_sanction": "15",
        "previous_sanctions": "12",
        "total_sanctions": "13",
        "offence_free_months": "0",
    }
    refused = browser.send("selection.predict", {**said, "ho_code": "99999"}, 422, **values)
    assert "not known" in refused
    browser.send("selection.predict", said, **values)
    assert db.session.query(Prediction).one().model_version == model.upper()
    shown = browser.visit("selection.person_selection", reference=person.reference)
    assert model.upper() in shown
    assert "offence code 02801" in shown

"""What the record suggests, and that an empty record suggests nothing."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from popo.selection.criteria import Measure, read
from popo.selection.defaults import default_document
from popo.selection.proposals import (
    Custody,
    Fact,
    Happening,
    Predicted,
    find,
    propose,
)

TODAY = date(2024, 4, 30)
CRITERIA = read(default_document("catch_and_convict"))
FREE = Custody(0, 0)


def charge(days_ago: int, offence: str, *, step: str = "charge", at_liberty: bool = True) -> Fact:
    kinds = {Happening.CHARGED_OR_ADMITTED}
    if step == "charge":
        kinds.add(Happening.ARREST_OR_CHARGE)
    on = TODAY - timedelta(days=days_ago)
    return Fact(frozenset(kinds), on, offence, step, at_liberty)


def happened(kind: Happening, days_ago: int) -> Fact:
    on = TODAY - timedelta(days=days_ago)
    return Fact(frozenset({kind}), on, f"{kind} {days_ago}", kind.value)


def test_nothing_recorded_suggests_nothing() -> None:
    assert find([], FREE, None, TODAY) == {}


def test_an_offence_charged_and_tried_counts_once_and_two_alike_count_twice() -> None:
    facts = [
        charge(90, "burglary of 1 March"),
        charge(90, "burglary of 1 March"),
        charge(20, "burglary of 1 March", step="conviction"),
        charge(5, "theft of 20 April"),
    ]
    assert find(facts, FREE, None, TODAY)[Measure.OFFENCES_AT_LIBERTY].value == 3


def test_offences_in_custody_and_older_than_a_year_do_not_count() -> None:
    facts = [charge(10, "a", at_liberty=False), charge(366, "b"), charge(365, "c")]
    assert find(facts, FREE, None, TODAY)[Measure.OFFENCES_AT_LIBERTY].value == 1


def test_days_in_custody_lengthen_the_year_and_are_left_out_of_recency() -> None:
    finding = find([charge(400, "a")], Custody(60, 300), None, TODAY)
    assert finding[Measure.OFFENCES_AT_LIBERTY].value == 1
    assert finding[Measure.DAYS_SINCE_ARREST].value == 100
    assert "300 days in custody left out" in finding[Measure.DAYS_SINCE_ARREST].words


def test_recency_needs_an_arrest_or_charge() -> None:
    facts = [happened(Happening.COMPLIANCE_FAILURE, 3)]
    found = find(facts, FREE, None, TODAY)
    assert Measure.DAYS_SINCE_ARREST not in found
    assert found[Measure.COMPLIANCE_FAILURES].value == 1


def test_drugs_are_a_police_test_or_a_conviction() -> None:
    test, conviction = Happening.POSITIVE_TEST, Happening.DRUGS_CONVICTION
    drugs = Measure.DRUGS
    assert find([happened(test, 9)], FREE, None, TODAY)[drugs].value == 2
    assert find([happened(conviction, 9)], FREE, None, TODAY)[drugs].value == 1
    assert find([charge(9, "a")], FREE, None, TODAY)[drugs].value == 0
    assert find([happened(test, 400)], FREE, None, TODAY)[drugs].value == 0


def test_likelihood_cites_the_model_and_its_day() -> None:
    found = find([], FREE, Predicted("OGRS4", 76, TODAY), TODAY)
    answer = propose(CRITERIA, found)["likelihood"]
    assert (answer.level, answer.evidence_on) == ("from_75", TODAY)
    assert answer.source.startswith("OGRS4")


@given(st.integers(0, 5000))
def test_a_measured_value_reaches_one_level_of_every_measured_factor(value: int) -> None:
    for factor in CRITERIA.factors:
        if factor.measure is None:
            continue
        level = factor.level_at(value)
        assert level.least is not None
        assert level.least <= value
        above = [each.least for each in factor.levels if each.least and each.least > level.least]
        assert all(value < least for least in above)

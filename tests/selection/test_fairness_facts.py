"""What is counted as fairness: of everybody, apart by age, and out of two separate facts."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from popo import clock
from popo.cases.counting import SchemeList
from popo.cases.models import CaseEnd, Strand
from popo.db import db
from popo.keys.services import destroy_keys
from popo.offending.models import OffenceEventKind
from popo.people.models import Sex
from popo.people.services.barriers import restrict_person
from popo.selection.criteria import Criteria, read
from popo.selection.defaults import default_document
from popo.selection.fairness.tables import Characteristic, Compared, Outcome, Row
from popo.selection.queries.criteria import LISTS
from popo.selection.queries.fairness import work_out
from popo.selection.queries.traits import described
from tests.selection import make
from tests.selection import make_fairness as facts
from tests.selection.make import TODAY, Scheme
from tests.statements import counted

ADULTS, YOUNG = SchemeList.ADULTS, SchemeList.PREVENT_AND_DETER


def outcome(kind: Outcome, scheme_list: SchemeList = ADULTS) -> Compared:
    db.session.flush()  # read back
    return next(one for one in work_out(scheme_list).outcomes if one.outcome is kind)


def rows(of: Compared, characteristic: Characteristic) -> Mapping[str, Row]:
    table = next(one for one in of.tables if one.characteristic is characteristic)
    return {row.group: row for row in table.rows}


def test_selection_is_counted_by_each_characteristic_apart(work: None) -> None:
    scheme = make.scheme()
    for number in range(24):
        person = facts.somebody(
            scheme,
            self_defined="W1" if number % 2 else "A2",
            observed="IC4",  # an officer saw the same in all of them
            sex=Sex.FEMALE if number < 12 else Sex.MALE,
            ward="Dallow" if number % 3 else "Biscot",
        )
        facts.decided(scheme, person, selected=number % 2 == 0 or number < 12)
    done = outcome(Outcome.SELECTED)
    assert (done.at_risk, done.cases) == (24, 18)
    own = rows(done, Characteristic.SELF_DEFINED)
    assert {group: row.at_risk for group, row in own.items()} == {"White": 12, "Asian": 12}
    assert (own["White"].cases, own["Asian"].cases) == (6, 12)
    assert {group: row.at_risk for group, row in rows(done, Characteristic.OBSERVED).items()} == {
        "Asian": 24
    }
    assert rows(done, Characteristic.SEX)["Female"].cases == 12
    assert {row.at_risk for row in rows(done, Characteristic.WARD).values()} == {8, 16}
    assert set(rows(done, Characteristic.AGE)) == {"25 to 34"}


def test_one_ethnic_fact_is_never_made_of_the_other(work: None) -> None:
    scheme = make.scheme()
    asked = facts.somebody(scheme, self_defined="B1")
    seen = facts.somebody(scheme, observed="IC1")
    for person in (asked, seen):
        facts.decided(scheme, person, selected=True)
    db.session.flush()  # read back
    people = described(TODAY)
    assert (people[asked.id].self_defined, people[asked.id].observed) == ("Black", None)
    assert (people[seen.id].self_defined, people[seen.id].observed) == (
        None,
        "White - North European",
    )


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("W3", "White"),
        ("M2", "Mixed"),
        ("O1", "Chinese or other"),
        ("O2", "Chinese or other"),
        ("NS", None),
        ("??", None),
    ],
)
def test_self_defined_codes_fall_into_five_groups(work: None, code: str, group: str | None) -> None:
    scheme = make.scheme()
    person = facts.somebody(scheme, self_defined=code)
    facts.decided(scheme, person, selected=True)
    db.session.flush()  # read back
    assert described(TODAY)[person.id].self_defined == group


def test_who_was_destroyed_counts_as_not_recorded(work: None) -> None:
    scheme = make.scheme()
    people = [facts.somebody(scheme, self_defined="W1", ward="Dallow") for _ in range(12)]
    for person in people:
        facts.decided(scheme, person, selected=True)
    db.session.flush()  # keys are destroyed in the database
    destroy_keys([person.id for person in people[:6]])
    db.session.info.pop("ring")  # as at the end of a request
    done = outcome(Outcome.SELECTED)
    table = next(one for one in done.tables if one.characteristic is Characteristic.SELF_DEFINED)
    assert done.at_risk == 12
    assert (table.not_recorded, table.recorded_percent) == (6, 50)
    age = next(one for one in done.tables if one.characteristic is Characteristic.AGE)
    assert age.not_recorded == 6


def test_children_are_counted_apart_whatever_they_were_put_forward_for(work: None) -> None:
    scheme = make.scheme()
    for number in range(12):
        young = facts.somebody(scheme, born=date(2009, 1, 1))
        strand = Strand.CATCH_AND_CONVICT if number % 2 else Strand.PREVENT_AND_DETER
        facts.decided(scheme, young, selected=True, strand=strand)
    for _ in range(6):
        facts.decided(scheme, facts.somebody(scheme), selected=True)
    assert outcome(Outcome.SELECTED, YOUNG).at_risk == 12
    assert outcome(Outcome.SELECTED).at_risk == 6
    assert set(rows(outcome(Outcome.SELECTED, YOUNG), Characteristic.AGE)) == {"14 to 15"}


def test_only_what_was_decided_in_the_last_two_years_counts(work: None) -> None:
    scheme = make.scheme()
    for days in (10, 20, 30, 40, 50, 729, 731, 900):
        day = TODAY - timedelta(days=days)
        facts.decided(scheme, facts.somebody(scheme), selected=True, on=day)
    assert outcome(Outcome.SELECTED).at_risk == 6


def test_overrides_are_counted_by_direction_once_they_are_signed(work: None) -> None:
    scheme = make.scheme()
    for number in range(20):
        nomination = facts.decided(scheme, facts.somebody(scheme), selected=True)
        run = facts.run(scheme, nomination, points=50)
        if number < 6:
            facts.signed(scheme, run, 5)
        elif number < 13:
            facts.signed(scheme, run, -5)
        else:
            facts.signed(scheme, run, 5, is_signed=False)
    raised, lowered = outcome(Outcome.RAISED), outcome(Outcome.LOWERED)
    assert (raised.at_risk, raised.cases) == (20, 6)
    assert (lowered.at_risk, lowered.cases) == (20, 7)


def test_breach_counts_in_the_spell_it_fell_into(work: None) -> None:
    scheme = make.scheme()
    opened, closed = date(2023, 1, 1), date(2023, 12, 1)
    kinds = [OffenceEventKind.BREACH, OffenceEventKind.RECALL] * 3
    for kind in kinds:
        person = facts.somebody(scheme)
        facts.spell(person, opened)
        facts.event(scheme, person, kind, date(2023, 6, 1))
    for kind, day in [
        (OffenceEventKind.ARREST, date(2023, 6, 1)),
        (OffenceEventKind.BREACH, date(2022, 12, 1)),
        (OffenceEventKind.BREACH, closed),
        (OffenceEventKind.WARRANT, date(2023, 6, 1)),
        (OffenceEventKind.DRUG_TEST, date(2023, 6, 1)),
    ]:
        person = facts.somebody(scheme)
        facts.spell(person, opened, closed, CaseEnd.DESISTED)
        facts.event(scheme, person, kind, day)
    done = outcome(Outcome.BREACHED)
    assert (done.at_risk, done.cases) == (11, 6)


def test_de_selection_is_counted_as_the_update_counts_it(work: None) -> None:
    """A death, a move and a wrong person are no de-selections."""
    scheme = make.scheme()
    opened, closed = date(2023, 1, 1), date(2023, 12, 1)
    left = [CaseEnd.DESISTED, CaseEnd.LONG_CUSTODY, CaseEnd.BELOW_THRESHOLD] * 2
    gone = [CaseEnd.DECEASED, CaseEnd.MOVED, CaseEnd.SELECTED_IN_ERROR, CaseEnd.TURNED_18]
    for reason in left + gone:
        facts.spell(facts.somebody(scheme), opened, closed, reason)
    for _ in range(2):
        facts.spell(facts.somebody(scheme), opened)
    facts.spell(facts.somebody(scheme), date(2020, 1, 1), date(2021, 1, 1), CaseEnd.DESISTED)
    done = outcome(Outcome.DE_SELECTED)
    assert (done.at_risk, done.cases) == (12, 6)


def test_a_restricted_person_counts_like_any_other(work: None) -> None:
    """A rate that depended on who asks would be no rate of the scheme."""
    scheme = make.scheme()
    people = [facts.somebody(scheme) for _ in range(6)]
    for person in people:
        facts.decided(scheme, person, selected=True)
    day = TODAY + timedelta(days=30)
    restrict_person(make.actor(scheme.coordinator), people[0], "A witness", day, [])
    assert outcome(Outcome.SELECTED).at_risk == 6


def test_a_draft_is_tried_on_the_newest_frozen_scoring_of_each(work: None) -> None:
    scheme = make.scheme()
    document = {**default_document("catch_and_convict")}
    document["factors"] = [factor for factor in document["factors"] if factor["name"] == "volume"]
    document |= {"threshold": 10, "bands": [
        {"name": "below", "words": "Below", "least": 0},
        {"name": "above", "words": "Above", "least": 10},
    ]}  # fmt: skip
    draft = read(document)
    levels = ["none"] * 7 + ["ten_or_more"] * 6
    for level in levels:
        person = facts.somebody(scheme)
        facts.spell(person, date(2023, 1, 1))
        nomination = facts.decided(scheme, person, selected=True)
        older = facts.run(scheme, nomination, points=0, at=clock.now() - timedelta(days=5))
        facts.answered(older, {"volume": "none"})
        facts.answered(facts.run(scheme, nomination, points=0), {"volume": level})
    incomplete = facts.somebody(scheme)
    facts.spell(incomplete, date(2023, 1, 1))
    facts.run(scheme, facts.decided(scheme, incomplete, selected=True), points=0)
    gone = facts.somebody(scheme)
    run = facts.run(scheme, facts.decided(scheme, gone, selected=False), points=0)
    facts.answered(run, {"volume": "ten_or_more"})
    db.session.flush()  # read back
    figures = work_out(ADULTS, draft)
    reached = figures.outcomes[0]
    assert reached.outcome is Outcome.REACHED
    assert (reached.at_risk, reached.cases, figures.crossing) == (14, 6, 1)


def test_a_draft_answered_in_words_reaches_no_threshold(work: None) -> None:
    make.scheme()
    figures = work_out(YOUNG, read(default_document("prevent_and_deter")))
    assert Outcome.REACHED not in {one.outcome for one in figures.outcomes}
    assert figures.crossing is None


def test_as_many_statements_for_thirty_people_as_for_six(work: None) -> None:
    scheme = make.scheme()
    draft = scheme.criteria[make.CriteriaKind.CATCH_AND_CONVICT].opened()
    few = _statements(scheme, 6, draft)
    assert _statements(scheme, 24, draft) == few
    assert few < 20


def _statements(scheme: Scheme, more: int, draft: Criteria) -> int:
    for _ in range(more):
        person = facts.somebody(scheme, self_defined="W1", ward="Dallow")
        facts.spell(person, date(2023, 1, 1))
        nomination = facts.decided(scheme, person, selected=True)
        facts.answered(facts.run(scheme, nomination, points=1), {"volume": "none"})
    db.session.flush()  # written before statements are counted
    db.session.expunge_all()
    db.session.info.pop("ring", None)
    with counted() as statements:
        work_out(ADULTS, draft)
    return len(statements)


def test_both_kinds_of_criteria_have_a_list(work: None) -> None:
    assert set(LISTS) == set(make.CriteriaKind)
    assert set(LISTS.values()) == set(SchemeList)

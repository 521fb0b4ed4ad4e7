"""Keeping a scoring: saved as often as need be, seen by nobody, frozen once, replayed for ever."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from popo import clock
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import ItemKind
from popo.offending.models import OffenceEvent, OffenceEventKind
from popo.people.about import Handling
from popo.people.models import EqualityRecord
from popo.selection.criteria import Measure
from popo.selection.models import CriteriaKind, NominationStatus, Scoring, ScoringAnswer
from popo.selection.proposals import propose
from popo.selection.queries.evidence import findings_for
from popo.selection.queries.scorings import replay, rows_of, scored_by, scorings_shown
from popo.selection.scoring import Answer
from popo.selection.services import (
    draft_criteria,
    freeze_scoring,
    save_scoring,
)
from tests import make as basic
from tests.pages import Browser
from tests.selection import make
from tests.selection.make import TODAY, Scheme

CATCH = CriteriaKind.CATCH_AND_CONVICT
VOLUME = Answer("volume", "six_to_nine", TODAY, "Six burglaries", "PNC")
TYPE = Answer("type", "burglary_or_robbery", TODAY, "Burglaries at night", "PNC")


def save(scheme: Scheme, found: make.Nominated, answers: list[Answer]) -> Scoring:
    who = make.actor(scheme.strand_lead)
    held = scored_by(found.nomination, who)
    scoring = save_scoring(who, found.nomination, answers, held.version if held else 0)
    db.session.flush()  # read back
    return scoring


def test_saving_part_of_it_keeps_a_range_and_the_status(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    scoring = save(scheme, found, [VOLUME])
    assert (scoring.low, scoring.high, scoring.band) == (15, 95, None)
    assert found.nomination.status is NominationStatus.SCORING
    assert scoring.frozen_at is None


def test_an_answer_can_be_changed_and_taken_back(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    scoring = save(scheme, found, [VOLUME])
    save(scheme, found, [replace(VOLUME, level="none")])
    row = rows_of([scoring])[scoring.id][0]
    assert (row.level, row.points) == ("none", 0)
    save(scheme, found, [])
    assert (row.level, row.points, row.evidence) == (None, None, None)
    assert (scoring.low, scoring.high) == (0, 100)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"evidence_on": None}, "volume_evidence_on"),
        ({"evidence_on": TODAY + timedelta(days=1)}, "volume_evidence_on"),
        ({"evidence": ""}, "volume_evidence"),
        ({"source": ""}, "volume_source"),
    ],
)
def test_a_level_rests_on_dated_evidence_with_a_source(
    work: None, change: dict[str, object], field: str
) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    with pytest.raises(RuleBroken) as caught:
        save(scheme, found, [replace(VOLUME, **change)])  # type: ignore[arg-type]  # mixed values
    assert caught.value.field == field


def test_another_tab_does_not_overwrite_silently(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    save(scheme, found, [VOLUME])
    who = make.actor(scheme.strand_lead)
    held = scored_by(found.nomination, who)
    assert held is not None
    save(scheme, found, [replace(VOLUME, evidence="Seven burglaries")])
    with pytest.raises(StaleVersion):
        save_scoring(who, found.nomination, [VOLUME], held.version)
    with pytest.raises(StaleVersion):
        freeze_scoring(who, found.nomination, held.version)


def test_frozen_scoring_never_changes_and_goes_to_the_panel(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    scoring = make.frozen(scheme, found)
    assert found.nomination.status is NominationStatus.AWAITING_PANEL
    who = make.actor(scheme.strand_lead)
    held = scored_by(found.nomination, who)
    assert held is not None
    with pytest.raises(RuleBroken, match="does not change again"):
        save_scoring(who, found.nomination, [VOLUME], held.version)
    with pytest.raises(RuleBroken, match="does not change again"):
        freeze_scoring(who, found.nomination, held.version)
    assert scoring.low == scoring.high == 90


def test_frozen_scoring_replays_to_the_same_answer_years_later(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    scoring = make.frozen(scheme, found)
    rows = rows_of([scoring])[scoring.id]
    clock.shift(clock.now() - clock.real_now() + timedelta(days=2000))
    again = replay(scoring, scheme.criteria[CATCH].opened(), rows)
    assert (again.low, again.high) == (scoring.low, scoring.high)
    assert again.band is not None
    assert again.band.name == scoring.band


def test_scorers_do_not_see_one_another_before_they_freeze(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    make.frozen(scheme, found)
    second = make.actor(scheme.police)
    save_scoring(second, found.nomination, [VOLUME, TYPE], 0)
    db.session.flush()  # read back
    assert [run.scoring.scorer_id for run in scorings_shown(found.nomination, second)] == [
        scheme.police.id
    ]
    lead_sees = scorings_shown(found.nomination, make.actor(scheme.strand_lead))
    assert [run.scoring.scorer_id for run in lead_sees] == [scheme.strand_lead.id]
    held = scored_by(found.nomination, second)
    assert held is not None
    freeze_scoring(second, found.nomination, held.version)
    assert len(scorings_shown(found.nomination, second)) == 2


def test_new_criteria_must_be_saved_over_before_freezing(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    scoring = save(scheme, found, [VOLUME])
    who = make.actor(scheme.coordinator)
    row = draft_criteria(who, CATCH, {**scheme.criteria[CATCH].document, "agreed_number": 5})
    db.session.flush()  # read back
    make.adopted(who, row, scheme.item(ItemKind.CRITERIA))
    db.session.flush()  # read back
    lead = make.actor(scheme.strand_lead)
    held = scored_by(found.nomination, lead)
    assert held is not None
    with pytest.raises(RuleBroken, match="New criteria"):
        freeze_scoring(lead, found.nomination, held.version)
    save(scheme, found, [VOLUME])
    assert scoring.criteria_set_id == row.id


def test_young_person_is_scored_in_words_by_the_youth_offending_service(work: None) -> None:
    scheme = make.scheme()
    found = make.young(scheme)
    told = [Answer("offending", None, TODAY, "Three thefts, easing.", "YOS record")]
    with pytest.raises(RuleBroken, match="Youth Offending Service"):
        save_scoring(make.actor(scheme.police), found.nomination, told, 0)
    yos = make.actor(scheme.yos)
    scoring = save_scoring(yos, found.nomination, told, 0)
    db.session.flush()  # read back
    assert (scoring.low, scoring.high, scoring.band) == (None, None, None)
    held = scored_by(found.nomination, yos)
    assert held is not None
    assert held.score.line("offending").answer.evidence == "Three thefts, easing."
    frozen = freeze_scoring(yos, found.nomination, held.version)
    assert frozen.frozen_at is not None


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"level": "none", "points": None}, "points_with_level"),
        ({"level": "none", "points": 0, "evidence_on": None}, "evidence_is_dated"),
    ],
)
def test_database_keeps_answers_whole(
    work: None, values: dict[str, object], constraint: str
) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    scoring = save(scheme, found, [])
    row = {"evidence_on": TODAY, **values}
    db.session.add(
        ScoringAnswer(
            person_id=scoring.person_id,
            agency_id=scoring.agency_id,
            scoring_id=scoring.id,
            factor="volume",
            **row,
        )
    )
    with pytest.raises(IntegrityError, match=constraint):
        db.session.flush()  # the constraint under test


def test_database_keeps_one_run_a_scorer_and_ranges_in_order(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    scoring = save(scheme, found, [VOLUME])
    scoring.low = 96
    with pytest.raises(IntegrityError, match="low_to_high"):
        db.session.flush()  # the constraint under test


def event(
    scheme: Scheme, found: make.Nominated, kind: OffenceEventKind, on: date, **values: object
) -> None:
    db.session.add(
        OffenceEvent(
            person_id=found.person.id,
            agency_id=scheme.police.agency_id,
            event_kind=kind,
            happened_on=on,
            at_liberty=True,
            **values,
        )
    )
    db.session.flush()  # read back


def test_record_proposes_and_a_person_confirms(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    day = date(2024, 4, 10)
    event(scheme, found, OffenceEventKind.CHARGE, day, offence_on=day, ho_code="02801")
    event(scheme, found, OffenceEventKind.BREACH, day)
    event(scheme, found, OffenceEventKind.DRUG_TEST, day, test_positive=True)
    who = make.actor(scheme.strand_lead)
    findings = findings_for(found.person, who, TODAY)
    assert findings[Measure.DAYS_SINCE_ARREST].value == 20
    proposed = propose(scheme.criteria[CATCH].opened(), findings)
    assert {name: answer.level for name, answer in proposed.items()} == {
        "volume": "one_or_two",
        "recency": "within_28",
        "compliance": "one",
        "drugs": "positive_test",
    }
    assert scored_by(found.nomination, who) is None  # nothing was chosen by itself


def test_record_proposes_only_from_what_the_scorer_may_read(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    event(scheme, found, OffenceEventKind.ARREST, TODAY, handling=Handling.OWN_AGENCY)
    other = make.actor(scheme.coordinator)
    assert Measure.DAYS_SINCE_ARREST not in findings_for(found.person, other, TODAY)
    own = make.actor(scheme.police)
    assert Measure.DAYS_SINCE_ARREST in findings_for(found.person, own, TODAY)


def test_scoring_never_opens_an_equality_record(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    held = EqualityRecord(
        person_id=found.person.id, agency_id=scheme.partnership.id, held={"self_defined": "W1"}
    )
    db.session.add(held)
    opened: list[object] = []
    monkeypatch.setattr(
        type(EqualityRecord.held), "open", _watching(type(EqualityRecord.held).open, opened)
    )
    browser.sign_in(scheme.strand_lead)
    browser.visit("selection.score_nomination", nomination_id=found.nomination.id)
    assert opened
    assert not any(isinstance(row, EqualityRecord) for row in opened)


def _watching(original: object, opened: list[object]) -> object:
    def open_and_note(self: object, row: object, held: bytes) -> object:
        opened.append(row)
        return original(self, row, held)  # type: ignore[operator]  # a method

    return open_and_note


def test_second_nomination_of_somebody_else_is_scored_apart(work: None) -> None:
    scheme = make.scheme()
    first = make.nominated(scheme)
    second = make.nominated(scheme, person=basic.person(make.actor(scheme.police)))
    save(scheme, first, [VOLUME])
    save(scheme, second, [])
    who = make.actor(scheme.strand_lead)
    one, two = scored_by(first.nomination, who), scored_by(second.nomination, who)
    assert one is not None
    assert two is not None
    assert (one.score.low, two.score.low) == (15, 0)

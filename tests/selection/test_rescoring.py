"""Scoring again: after a deferral, at a review; how the score moved, and what the panel hears."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select

from popo import clock
from popo.cases.models import CaseEnd, SchemeCase
from popo.cases.queries import open_case_of
from popo.db import db
from popo.errors import RuleBroken
from popo.meetings.models import AgendaItem, ItemKind, MeetingBody
from popo.meetings.services import add_meeting
from popo.people.models import SightLevel
from popo.people.services import grant_sight
from popo.selection.citations import Citation
from popo.selection.models import Decision, NominationStatus, ScoreMove
from popo.selection.queries.scorings import (
    ranges_shown,
    replay,
    rows_of,
    scored_by,
    scorings_shown,
)
from popo.selection.queries.trend import big_moves, scoring_due, trend_of
from popo.selection.scoring import score
from popo.selection.services import (
    close_at_once,
    decide_nomination,
    freeze_scoring,
    save_scoring,
    table_moves,
)
from popo.selection.views.runs import compared
from tests import make as basic
from tests.pages import Browser
from tests.selection import make, make_scoring
from tests.selection.make import TODAY, Nominated, Scheme


def defer(scheme: Scheme, found: Nominated) -> None:
    details = make.decision(scheme, found, Decision.DEFER)
    decide_nomination(make.actor(scheme.coordinator), found, details, found.nomination.version)
    db.session.flush()  # read back


def ranges(found: Nominated, scheme: Scheme) -> list[int | None]:
    """What the co-ordinator's list shows."""
    shown = ranges_shown([found.nomination], make.actor(scheme.coordinator))
    return [one.low for one in shown[found.nomination.id]]


def items_of(found: Nominated) -> list[AgendaItem]:
    statement = select(AgendaItem).where(AgendaItem.person_id == found.person.id)
    return [row for row in db.session.scalars(statement) if row.title.startswith("The score moved")]


def plan_meeting(scheme: Scheme, on: date) -> None:
    add_meeting(make.actor(scheme.coordinator), MeetingBody.ACTION_GROUP, clock.at(on, 9, 30))
    db.session.flush()  # read back


def test_after_a_deferral_a_scorer_scores_afresh_and_the_older_run_is_earlier(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    make_scoring.frozen(scheme, found.nomination, scheme.strand_lead, 1)
    who = make.actor(scheme.strand_lead)
    with pytest.raises(RuleBroken, match="does not change again"):
        save_scoring(who, found.nomination, [], 0)
    make_scoring.later(1)
    defer(scheme, found)
    make_scoring.later(1)
    assert scored_by(found.nomination, who) is None
    coordinator = make.actor(scheme.coordinator)
    assert ranges(found, scheme) == [39]
    make_scoring.frozen(scheme, found.nomination, scheme.strand_lead, 2)
    assert found.nomination.status is NominationStatus.AWAITING_PANEL
    runs = scorings_shown(found.nomination, coordinator)
    assert [(run.score.low, run.is_earlier) for run in runs] == [(39, True), (64, False)]
    assert ranges(found, scheme) == [64]


def test_only_the_scorers_of_this_round_are_compared(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    make_scoring.frozen(scheme, found.nomination, scheme.strand_lead, 1)
    make_scoring.later(1)
    defer(scheme, found)
    make_scoring.later(1)
    coordinator = make.actor(scheme.coordinator)
    make_scoring.frozen(scheme, found.nomination, scheme.strand_lead, 2)
    assert compared(scorings_shown(found.nomination, coordinator)) is None
    make_scoring.frozen(scheme, found.nomination, scheme.police, -1)
    pair = compared(scorings_shown(found.nomination, coordinator))
    assert pair is not None
    assert [run.score.low for run in pair.runs] == [64, 90]


def test_a_mandatory_factor_must_be_there_before_freezing(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    who = make.actor(scheme.strand_lead)
    save_scoring(who, found.nomination, make_scoring.answers_worth(scheme, 1)[2:], 0)
    db.session.flush()  # read back
    held = scored_by(found.nomination, who)
    assert held is not None
    with pytest.raises(RuleBroken, match="Volume and Type must have evidence"):
        freeze_scoring(who, found.nomination, held.version)


def test_points_kept_at_freezing_are_those_of_that_day(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    who = make.actor(scheme.strand_lead)
    save_scoring(who, found.nomination, make_scoring.answers_worth(scheme, -1), 0)
    db.session.flush()  # read back
    make_scoring.later(184)
    held = scored_by(found.nomination, who)
    assert held is not None
    scoring = freeze_scoring(who, found.nomination, held.version)
    db.session.expire_all()
    again = make_scoring.run_of(scoring, scheme.strand_lead).scored.score
    assert (again.line("type").low, again.line("type").fresh) == (8, 15)
    assert (again.low, again.high) == (scoring.low, scoring.high)


@pytest.mark.parametrize("seed", range(5))
def test_what_was_frozen_replays_to_exactly_the_same_score(work: None, seed: int) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    who, random = make.actor(scheme.strand_lead), Random(seed)
    criteria = make_scoring.criteria(scheme)
    cited = (Citation("offence_events", "a key", TODAY, "Charge: burglary (Police)"),)
    answers = []
    for factor in criteria.factors:
        on = TODAY - timedelta(days=random.randrange(200))
        answer = make.answer(factor, random.choice(factor.levels), on)
        if not factor.is_intelligence:
            answer = replace(answer, cited=cited, value=seed)
        if factor.mandatory or random.randrange(10) < 7:
            answers.append(answer)
    save_scoring(who, found.nomination, answers, 0)
    db.session.flush()  # read back
    held = scored_by(found.nomination, who)
    assert held is not None
    scoring = freeze_scoring(who, found.nomination, held.version)
    made = score(criteria, answers, TODAY)
    make_scoring.later(3000)
    db.session.expire_all()
    again = replay(scoring, criteria, rows_of([scoring])[scoring.id], who)
    assert again == made
    assert [line.why for line in again.lines] == [line.why for line in made.lines]


def test_a_case_is_scored_again_by_those_who_work_with_the_person(work: None) -> None:
    scheme = make.scheme()
    _, case = make_scoring.case(scheme)
    make_scoring.later(80)
    scoring = make_scoring.frozen(scheme, case, scheme.strand_lead, 2)
    assert (scoring.case_id, scoring.nomination_id, scoring.low) == (case.id, None, 64)
    who = make.actor(scheme.strand_lead)
    with pytest.raises(RuleBroken, match="does not change again"):
        save_scoring(who, case, [], 0)
    make_scoring.later(1)
    assert scored_by(case, who) is None
    close_at_once(make.actor(scheme.coordinator), case, CaseEnd.DECEASED, "He died.", clock.today())
    with pytest.raises(RuleBroken, match="case is closed"):
        save_scoring(who, case, [], 0)


def test_work_in_hand_over_the_nomination_goes_over_to_the_case(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    make_scoring.frozen(scheme, found.nomination, scheme.strand_lead, -1)
    who = make.actor(scheme.police)
    volume = make_scoring.answers_worth(scheme, 1)[:1]
    save_scoring(who, found.nomination, volume, 0)
    case = select_them(scheme, found)
    held = scored_by(case, who)
    assert held is not None
    assert held.score.line("volume").low == 5
    with pytest.raises(RuleBroken, match="save before you freeze"):
        freeze_scoring(who, case, held.version)
    scoring = save_scoring(who, case, volume, held.version)
    assert (scoring.case_id, scoring.nomination_id) == (case.id, None)


def select_them(scheme: Scheme, found: Nominated) -> SchemeCase:
    details = make.decision(scheme, found, Decision.SELECT)
    decide_nomination(make.actor(scheme.coordinator), found, details, found.nomination.version)
    db.session.flush()  # read back
    case = open_case_of(found.person)
    assert case is not None
    return case


def test_trend_tells_each_run_and_how_it_moved(work: None) -> None:
    scheme = make.scheme()
    found, case = make_scoring.case(scheme)
    for level in (2, 2):
        make_scoring.later(40)
        make_scoring.frozen(scheme, case, scheme.strand_lead, level)
    points = trend_of(found.person, make.actor(scheme.coordinator))
    told = [(point.total.low if point.total else None, point.change) for point in points]
    assert told == [(64, "No change"), (64, "Down 26 points"), (90, "")]
    make_scoring.later(1)
    save_scoring(make.actor(scheme.police), case, [], 0)
    db.session.flush()  # read back
    assert trend_of(found.person, make.actor(scheme.police)) == []
    assert trend_of(found.person, basic.actor()) == []


def test_scoring_is_due_so_many_days_after_the_last(work: None) -> None:
    scheme = make.scheme()
    found, case = make_scoring.case(scheme)
    other = make.nominated(scheme, person=basic.person(make.actor(scheme.police)))
    people = [found.person.id, other.person.id]
    assert scoring_due(people, TODAY) == {found.person.id: TODAY + timedelta(days=90)}
    make_scoring.later(30)
    make_scoring.frozen(scheme, case, scheme.strand_lead, 2)
    assert scoring_due(people, clock.today()) == {found.person.id: TODAY + timedelta(days=120)}


def test_a_big_move_goes_on_the_next_agenda_once(work: None) -> None:
    scheme = make.scheme()
    found, case = make_scoring.case(scheme)
    plan_meeting(scheme, TODAY + timedelta(days=50))
    make_scoring.later(40)
    make_scoring.frozen(scheme, case, scheme.strand_lead, 2)
    make_scoring.frozen(scheme, case, scheme.police, 1)
    items = items_of(found)
    assert [(item.item_kind, item.title) for item in items] == [
        (
            ItemKind.REVIEW,
            "The score moved from 90, consider adoption, to 64, consider adoption",
        )
    ]
    assert big_moves(make.actor(scheme.coordinator), clock.today()) == []


def test_a_small_move_or_a_second_opinion_is_not_put_before_the_panel(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    plan_meeting(scheme, TODAY + timedelta(days=50))
    make_scoring.frozen(scheme, found.nomination, scheme.strand_lead, -1)
    make_scoring.frozen(scheme, found.nomination, scheme.police, 0)
    assert items_of(found) == []
    assert db.session.scalars(select(ScoreMove)).all() == []


def test_where_no_meeting_is_planned_it_waits_for_one(browser: Browser) -> None:
    scheme = make.scheme()
    found, case = make_scoring.case(scheme)
    make_scoring.later(40)
    make_scoring.frozen(scheme, case, scheme.strand_lead, 1)
    assert items_of(found) == []
    coordinator = make.actor(scheme.coordinator)
    assert [person.id for _, person in big_moves(coordinator, clock.today())] == [found.person.id]
    assert big_moves(basic.actor(), clock.today()) == []
    with pytest.raises(RuleBroken, match="plan one first"):
        table_moves(coordinator, [], None)
    browser.sign_in(scheme.coordinator)
    page = browser.visit("selection.table_moves")
    assert "from 90, consider adoption, to 39, decline" in page
    assert "No Action Group is planned" in page
    plan_meeting(scheme, TODAY + timedelta(days=50))
    assert "Put all on the agenda" in browser.visit("selection.table_moves")
    browser.send("selection.table_moves")
    assert len(items_of(found)) == 1
    assert "No score waits" in browser.visit("selection.table_moves")
    browser.sign_in(scheme.police).visit("selection.table_moves", 403)


def test_case_is_scored_and_frozen_in_the_browser(browser: Browser) -> None:
    scheme = make.scheme()
    found, _ = make_scoring.case(scheme)
    ref = found.person.reference
    make_scoring.later(95)
    browser.sign_in(scheme.strand_lead)
    page = browser.visit("selection.person_selection", reference=ref)
    assert "To be scored again by" in page
    assert "overdue 5 days" in page
    assert "Score again" in page
    browser.visit("selection.freeze_case_scoring", 302, reference=ref)
    form = {"version": "0"}
    for name, level in (("volume", "one_or_two"), ("type", "damage")):
        form |= {
            f"{name}_level": level,
            f"{name}_evidence": "Seen",
            f"{name}_source": "PNC",
            f"{name}_evidence_on": "today",
        }
    browser.send("selection.score_case", form, reference=ref)
    page = browser.visit("selection.freeze_case_scoring", reference=ref)
    version = page.html.partition('name="version" type="hidden" value="')[2].partition('"')[0]
    browser.send("selection.freeze_case_scoring", {"version": version}, reference=ref)
    page = browser.visit("selection.person_selection", reference=ref)
    assert "11 to 76" in page
    assert "Down at least 14 points" in page


def test_only_a_person_with_a_case_one_works_with_is_scored_again(browser: Browser) -> None:
    scheme = make.scheme()
    found, _ = make_scoring.case(scheme)
    other = make.nominated(scheme, person=basic.person(make.actor(scheme.police)))
    browser.sign_in(scheme.police)
    browser.visit("selection.score_case", 404, reference=other.person.reference)
    reader = basic.user(of=basic.agency())
    by = make.actor(scheme.police)
    grant_sight(by, found.person.id, SightLevel.READ, "a test", found.person.id, user_id=reader.id)
    browser.sign_in(reader)
    browser.visit("selection.score_case", 404, reference=found.person.reference)
    page = browser.visit("selection.person_selection", reference=found.person.reference)
    assert "Score again" not in page

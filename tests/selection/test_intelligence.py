"""Intelligence scores by its grading, and is read by nobody who is not cleared for it."""

import contextvars
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from popo.access.permissions import Clearance
from popo.accounts.models import AgencyKind, User
from popo.audit.models import AuditContent
from popo.db import db, settle
from popo.errors import RuleBroken
from popo.keys.models import Compartment
from popo.people.about import AssertionKind
from popo.people.models import SightLevel
from popo.people.policy import may_open_intelligence
from popo.people.services import grant_sight
from popo.selection.citations import Report
from popo.selection.models import CriteriaKind, Scoring, ScoringAnswer
from popo.selection.queries.scorings import scored_by, scorings_shown
from popo.selection.scoring import Answer
from popo.selection.services import save_scoring
from tests import make as basic
from tests.pages import Browser
from tests.selection import make, make_scoring
from tests.selection.make import TODAY, Nominated, Scheme

GIST = "Said to be selling drills from a van"
REPORTS = (
    Report(TODAY, "1", "B", corroborated=True, gist=GIST),
    Report(TODAY, "3", "E", corroborated=False, gist="Overheard"),
)
SEARCHED = Answer("intelligence", None, TODAY, "", "Police system", reports=REPORTS)


def saved(scheme: Scheme, found: Nominated, by: User, *answers: Answer) -> Scoring:
    who = make.actor(by)
    held = scored_by(found.nomination, who)
    scoring = save_scoring(who, found.nomination, answers, held.version if held else 0)
    db.session.flush()  # read back
    return scoring


def row_of(scoring: Scoring) -> ScoringAnswer:
    statement = select(ScoringAnswer).where(ScoringAnswer.scoring_id == scoring.id)
    return db.session.scalars(statement).one()


def test_row_lies_in_the_compartment_and_keeps_its_reports(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    row = row_of(saved(scheme, found, scheme.strand_lead, SEARCHED))
    assert row.compartment is Compartment.INTELLIGENCE
    assert row.kind is AssertionKind.INTELLIGENCE
    assert (row.level, row.points) == ("one_or_two", 4)
    db.session.expire_all()
    held = scored_by(found.nomination, make.actor(scheme.strand_lead))
    assert held is not None
    assert held.score.line("intelligence").answer == SEARCHED


def test_trail_keeps_gists_under_their_own_key(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    saved(scheme, found, scheme.strand_lead, SEARCHED, Answer("volume", "none", TODAY, "x", "y"))
    settle()
    held = {row.compartment: str(row.content) for row in db.session.scalars(select(AuditContent))}
    assert GIST in held[Compartment.INTELLIGENCE]
    others = db.session.scalars(
        select(AuditContent).where(AuditContent.compartment == Compartment.CORE)
    )
    assert not any(GIST in str(row.content) for row in others)


def test_others_see_level_and_points_and_no_gist(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    make_scoring.frozen(scheme, found.nomination, scheme.strand_lead, -1)
    db.session.expire_all()
    told = scorings_shown(found.nomination, make.actor(scheme.coordinator))[0]
    informed = scorings_shown(found.nomination, make.actor(scheme.police))[0]
    line = told.score.line("intelligence")
    assert (line.answer.is_closed, line.answer.reports, line.answer.source) == (True, (), "")
    assert line.level is not None
    assert (line.level.name, line.low) == ("six_or_more", 10)
    assert len(informed.score.line("intelligence").answer.reports) == 6
    assert (told.score.low, told.score.high, told.score.band) == (
        informed.score.low,
        informed.score.high,
        informed.score.band,
    )


def test_clearance_opens_it_and_never_for_a_youth_offending_worker(work: None) -> None:
    cleared = (Clearance.INTELLIGENCE,)
    yos = basic.agency(AgencyKind.YOUTH_OFFENDING_SERVICE)
    assert may_open_intelligence(basic.actor(clearances=cleared))
    assert not may_open_intelligence(basic.actor())
    assert not may_open_intelligence(basic.actor(of=yos, clearances=cleared))


def test_who_is_not_cleared_enters_none_and_their_run_stays_a_range(work: None) -> None:
    scheme = make.scheme()
    found = sighted(scheme)
    scoring = saved(scheme, found, scheme.probation, SEARCHED)
    assert (scoring.low, scoring.high) == (0, 100)
    rows = db.session.scalars(select(ScoringAnswer)).all()
    assert rows == []


def test_losing_the_clearance_closes_the_own_reports_and_keeps_them(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    saved(scheme, found, scheme.strand_lead, SEARCHED)
    who = replace(make.actor(scheme.strand_lead), clearances=frozenset())
    held = scored_by(found.nomination, who)
    assert held is not None
    volume = Answer("volume", "none", TODAY, "Looked", "PNC")
    scoring = save_scoring(who, found.nomination, [volume], held.version)
    assert (scoring.low, scoring.high) == (4, 74)
    kept = db.session.scalars(
        select(ScoringAnswer).where(ScoringAnswer.factor == "intelligence")
    ).one()
    assert kept.rests_on is not None
    assert kept.rests_on["reports"][0]["gist"] == GIST


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (Answer("intelligence", None, None, "", "Police", reports=REPORTS), "evidence_on"),
        (Answer("intelligence", None, TODAY, "", "", reports=REPORTS), "source"),
        (Answer("intelligence", None, TODAY), "source"),
        (Answer("intelligence", None, None, "", "Police"), "evidence_on"),
    ],
)
def test_a_search_has_a_day_and_a_place(work: None, answer: Answer, field: str) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    with pytest.raises(RuleBroken) as caught:
        saved(scheme, found, scheme.strand_lead, answer)
    assert caught.value.field == f"intelligence_{field}"


def test_a_report_from_the_future_is_refused(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    ahead = Report(TODAY + timedelta(days=1), "1", "A", corroborated=True, gist="x")
    answer = Answer("intelligence", None, TODAY, "", "Police", reports=(ahead,))
    with pytest.raises(RuleBroken, match="cannot be from the future"):
        saved(scheme, found, scheme.strand_lead, answer)


def sighted(scheme: Scheme) -> Nominated:
    """Seen by probation too."""
    found = make.nominated(scheme)
    by = make.actor(scheme.police)
    grant_sight(
        by, found.person.id, SightLevel.WORK, "a test", found.person.id, user_id=scheme.probation.id
    )
    db.session.flush()  # read back
    return found


def typed(number: int, gist: str = GIST, grade: str = "1B", **more: str) -> dict[str, str]:
    named = f"intelligence_report_{number}"
    return {
        f"{named}_on": "today",
        f"{named}_source": grade[0],
        f"{named}_assessment": grade[1],
        f"{named}_gist": gist,
        **{f"{named}_{part}": value for part, value in more.items()},
    }


SEARCH = {"version": "0", "intelligence_source": "Police", "intelligence_evidence_on": "today"}


def test_reports_are_entered_row_by_row_and_each_says_whether_it_counts(browser: Browser) -> None:
    scheme = make.scheme()
    key = make.nominated(scheme).nomination.id
    browser.sign_in(scheme.strand_lead)
    form = {**SEARCH, **typed(1, corroborated="y"), **typed(2, "Overheard", "3E")}
    browser.send("selection.score_nomination", form, nomination_id=key)
    page = browser.visit("selection.score_nomination", nomination_id=key)
    assert "1 of 2 reports counted, searched on 30 April 2024" in page
    assert "Does not count. Source 3 does not count, only 1 or 2." in page
    assert GIST in page.html


def test_a_report_half_typed_is_refused_and_not_lost(browser: Browser) -> None:
    scheme = make.scheme()
    key = make.nominated(scheme).nomination.id
    browser.sign_in(scheme.strand_lead)
    form = {**SEARCH, "intelligence_report_1_gist": "Only a gist"}
    page = browser.send("selection.score_nomination", form, 422, nomination_id=key)
    assert "Give this report its date, both grades and a gist, or empty it." in page
    assert "Only a gist" in page.html


def test_pages_show_gists_to_those_cleared_alone(browser: Browser) -> None:
    scheme = make.scheme()
    found = sighted(scheme)
    key = found.nomination.id
    scoring = make_scoring.frozen(scheme, found.nomination, scheme.strand_lead, -1)
    for user, reads in (
        (scheme.coordinator, False),
        (scheme.probation, False),
        (scheme.police, True),
    ):
        browser.sign_in(user)
        for page in (
            browser.visit("selection.show_nomination", nomination_id=key),
            browser.visit("selection.show_scoring", scoring_id=scoring.id),
        ):
            assert ("Gist 3" in page.html) is reads
            assert ("Held as intelligence" in page) is not reads
    browser.sign_in(scheme.probation)
    form = browser.visit("selection.score_nomination", nomination_id=key)
    assert "Held as intelligence: ask somebody cleared" in form
    assert "intelligence_report_1_gist" not in form.html


def weigh(browser: Browser, scheme: Scheme, body: object) -> TestResponse:
    """What the script of the form does."""
    criteria_id = scheme.criteria[CriteriaKind.CATCH_AND_CONVICT].id
    settle()
    href = browser._address("selection.weigh_reports", {"criteria_id": criteria_id})
    response = contextvars.Context().run(browser._client.post, href, json=body)
    db.session.expire_all()
    return response


def test_reports_are_weighed_as_they_are_typed(browser: Browser) -> None:
    scheme = make.scheme()
    browser.sign_in(scheme.strand_lead)
    fields = {**SEARCH, **typed(1, corroborated="y"), **typed(2, "Overheard", "3E")}
    answer = weigh(browser, scheme, {"factor": "intelligence", "fields": fields}).json
    assert answer["why"].startswith("1 of 2 reports counted")
    assert answer["rows"] == {
        "1": "Counts until 30 October 2024.",
        "2": "Does not count. Source 3 does not count, only 1 or 2.",
    }


@pytest.mark.parametrize(
    "body", [None, [], {}, {"factor": "volume", "fields": {}}, {"factor": "intelligence"}]
)
def test_odd_weighing_is_refused(browser: Browser, body: object) -> None:
    scheme = make.scheme()
    browser.sign_in(scheme.strand_lead)
    assert weigh(browser, scheme, body).status_code == 400


def test_who_is_not_cleared_weighs_nothing(browser: Browser) -> None:
    scheme = make.scheme()
    browser.sign_in(scheme.probation)
    assert weigh(browser, scheme, {"factor": "intelligence", "fields": {}}).status_code == 404

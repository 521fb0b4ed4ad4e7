"""The ranked list: whom one may see, which scoring counts, and what was believed on a day."""

from datetime import date, timedelta

import pytest

from popo import clock
from popo.accounts.models import User
from popo.db import db
from popo.meetings.models import ItemKind
from popo.people.models import SightLevel
from popo.people.services import grant_sight, restrict_person
from popo.selection.models import CriteriaKind, Decision
from popo.selection.queries import candidates as queries
from popo.selection.queries.candidates import Candidates, candidates, waiting_young
from popo.selection.queries.subjects import Listing
from popo.selection.ranking import Side
from popo.selection.services import (
    AdjustmentDetails,
    decide_nomination,
    draft_criteria,
    propose_adjustment,
    save_scoring,
    sign_adjustment,
)
from tests import make as basic
from tests.pages import Browser
from tests.selection import make, make_scoring
from tests.selection.make import TODAY, Nominated, Scheme
from tests.selection.make_scoring import later
from tests.statements import counted

CATCH = CriteriaKind.CATCH_AND_CONVICT
YESTERDAY = TODAY - timedelta(days=1)


def ranked(by: User, listing: Listing = Listing.NOMINATED, day: date | None = None) -> Candidates:
    return candidates(make.actor(by), day or clock.today(), listing)


def scored(scheme: Scheme, level: int, by: User | None = None) -> Nominated:
    found = make.nominated(scheme)
    make_scoring.frozen(scheme, found.nomination, by or scheme.strand_lead, level)
    return found


def references(found: Candidates) -> list[str]:
    return [row.reference for row in found.rows]


def test_nominees_are_ranked_with_the_line_between_them(work: None) -> None:
    scheme = make.scheme()
    low, high, middle = (scored(scheme, level) for level in (0, -1, 2))
    waiting = make.nominated(scheme)
    found = ranked(scheme.coordinator)
    assert references(found) == [one.person.reference for one in (high, middle, low)]
    assert [row.total for row in found.rows] == ["90", "64", "10"]
    assert found.ranking is not None
    assert (found.ranking.line, found.ranking.above) == (60, 2)
    assert [one.reference for one in found.unscored] == [waiting.person.reference]
    assert found.people == {one.person.id for one in (low, high, middle, waiting)}


def test_range_that_crosses_the_line_says_what_is_missing(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    answers = [
        one for one in make_scoring.answers_worth(scheme, -1) if one.factor != "community_harm"
    ]
    who = make.actor(scheme.strand_lead)
    held = [one for one in answers if one.factor not in {"drugs", "likelihood", "compliance"}]
    save_scoring(who, found.nomination, held, 0)
    db.session.flush()  # read back
    make_scoring.freeze_scoring(who, found.nomination, _version(found, scheme.strand_lead))
    db.session.flush()  # read back
    [row] = ranked(scheme.coordinator).rows
    assert row.ranked.side is Side.EITHER
    assert set(row.missing) >= {"Drugs", "Community harm", "Likelihood"}
    assert row.reasons == ()


def _version(found: Nominated, by: User) -> int:
    held = make_scoring.scored_by(found.nomination, make.actor(by))
    assert held is not None
    return held.version


def override(scheme: Scheme, found: Nominated, points: int) -> None:
    """Proposed by the lead of the strand, signed by probation."""
    run = _newest(found, scheme.strand_lead)
    row = propose_adjustment(
        make.actor(scheme.strand_lead), run, AdjustmentDetails(points, "Known.", "Log of 3 April")
    )
    scoring = run.scored.scoring
    grant_sight(
        make.actor(scheme.police),
        found.person.id,
        SightLevel.WORK,
        "a test",
        scoring.id,
        user_id=scheme.probation.id,
    )
    db.session.flush()  # read back
    signer = make_scoring.run_of(scoring, scheme.probation)
    sign_adjustment(make.actor(scheme.probation), signer, row, row.version)
    db.session.flush()  # read back


def _newest(found: Nominated, by: User) -> make_scoring.Run:
    held = make_scoring.scored_by(found.nomination, make.actor(by))
    assert held is not None
    return make_scoring.run_of(held.scoring, by)


def test_signed_override_moves_the_rank_and_near_the_line_it_is_said_why(work: None) -> None:
    scheme = make.scheme()
    found = scored(scheme, 2)
    override(scheme, found, -5)
    [row] = ranked(scheme.coordinator).rows
    assert (row.total, row.points, row.ranked.near) == ("59", -5, True)
    assert row.ranked.side is Side.BELOW
    assert row.reasons
    assert all(reason.endswith(".") for reason in row.reasons)
    assert not any("Intelligence" in reason for reason in row.reasons)


def test_last_frozen_scoring_counts_and_the_other_scorer_is_shown(work: None) -> None:
    scheme = make.scheme()
    found = scored(scheme, -1)
    make_scoring.frozen(scheme, found.nomination, scheme.police, 1)
    [row] = ranked(scheme.coordinator).rows
    assert (row.total, row.others) == ("39", ("90",))


def test_whoever_is_scoring_sees_nobody_elses_points(work: None) -> None:
    scheme = make.scheme()
    found = scored(scheme, -1, by=scheme.police)
    other = scored(scheme, 0)
    save_scoring(make.actor(scheme.strand_lead), found.nomination, [], 0)
    db.session.flush()  # read back
    shown = ranked(scheme.strand_lead)
    assert references(shown) == [other.person.reference]
    assert [one.reference for one in shown.in_hand] == [found.person.reference]
    assert len(ranked(scheme.coordinator).rows) == 2


def test_only_those_one_may_see_are_ranked(work: None) -> None:
    scheme = make.scheme()
    seen, restricted = scored(scheme, -1), scored(scheme, 2)
    who = make.actor(scheme.coordinator)
    restrict_person(who, restricted.person, "Kin in the force", TODAY + timedelta(days=30), [])
    db.session.flush()  # read back
    assert references(ranked(scheme.strand_lead)) == [seen.person.reference]
    assert ranked(scheme.yos).people == set()


def test_on_the_scheme_the_scoring_of_the_nomination_counts_until_the_next(work: None) -> None:
    scheme = make.scheme()
    found, case = make_scoring.case(scheme, level=-1)
    [row] = ranked(scheme.coordinator, Listing.ON_SCHEME).rows
    assert (row.total, row.person) == ("90", found.person.id)
    assert ranked(scheme.coordinator).rows == []
    later(1)
    make_scoring.frozen(scheme, case, scheme.strand_lead, 1)
    [row] = ranked(scheme.coordinator, Listing.ON_SCHEME).rows
    assert (row.total, row.others) == ("39", ())


def test_children_and_young_people_have_a_list_without_rank_or_points(work: None) -> None:
    scheme = make.scheme()
    found = make.young(scheme)
    assert ranked(scheme.coordinator).people == set()
    [young], total = waiting_young(make.actor(scheme.coordinator), TODAY)
    assert (young.person, young.is_told, total) == (found.person.id, False, 1)
    assert waiting_young(make.actor(scheme.strand_lead), TODAY) == ([], 0)
    assert waiting_young(make.actor(scheme.coordinator), YESTERDAY) == ([], 0)


def test_yesterdays_page_is_what_it_was_whatever_was_recorded_since(work: None) -> None:
    scheme = make.scheme()
    selected, declined, moved = (scored(scheme, level) for level in (-1, 0, 2))
    make.nominated(scheme)
    then, scheme_then = (ranked(scheme.coordinator, listing) for listing in Listing)
    later(1)
    for found, kind in ((selected, Decision.SELECT), (declined, Decision.DECLINE)):
        details = make.decision(scheme, found, kind)
        decide_nomination(make.actor(scheme.coordinator), found, details, found.nomination.version)
        db.session.flush()  # the next is decided over what this left
    override(scheme, moved, -10)
    make_scoring.frozen(scheme, moved.nomination, scheme.police, 0)
    scored(scheme, 1)
    _adopt_another(scheme)
    assert told(ranked(scheme.coordinator, day=TODAY)) == told(then)
    assert told(ranked(scheme.coordinator, Listing.ON_SCHEME, TODAY)) == told(scheme_then)
    assert references(ranked(scheme.coordinator)) != references(then)


def told(found: Candidates) -> tuple[object, ...]:
    """All that the page says."""
    return found.ranking, found.rows, found.unscored, found.in_hand


def _adopt_another(scheme: Scheme) -> None:
    who = make.actor(scheme.coordinator)
    row = draft_criteria(who, CATCH, {**scheme.criteria[CATCH].document, "agreed_number": 7})
    make.adopted(who, row, scheme.item(ItemKind.CRITERIA))
    db.session.flush()  # read back


def test_points_of_an_earlier_version_are_marked(work: None) -> None:
    scheme = make.scheme()
    found = scored(scheme, 2)
    override(scheme, found, -4)
    later(1)
    _adopt_another(scheme)
    [row] = ranked(scheme.coordinator).rows
    assert row.earlier == "Catch and Convict, version 1"
    assert row.reasons == ("Scored over an earlier version: score again over the one in force.",)


def test_nobody_is_ranked_before_criteria_were_in_force(work: None) -> None:
    scheme = make.scheme()
    scored(scheme, -1)
    found = ranked(scheme.coordinator, day=YESTERDAY)
    assert found.ranking is None
    assert found.people == set()


def test_whoever_was_destroyed_is_on_no_list_of_any_day(work: None) -> None:
    scheme = make.scheme()
    found = scored(scheme, 0)
    later(1)
    details = make.decision(scheme, found, Decision.DECLINE)
    decide_nomination(make.actor(scheme.coordinator), found, details, found.nomination.version)
    db.session.flush()  # read back
    assert references(ranked(scheme.coordinator, day=TODAY)) == [found.person.reference]
    later(30)
    assert ranked(scheme.coordinator, day=TODAY).people == set()


def test_statements_do_not_grow_with_the_list(work: None) -> None:
    scheme = make.scheme()
    scored(scheme, 2)
    for _ in range(2):
        with counted() as few:
            ranked(scheme.coordinator)
    for _ in range(4):
        scored(scheme, 2)
    with counted() as more:
        ranked(scheme.coordinator)
    assert len(more) == len(few)


def test_long_list_comes_in_pages_and_leads_to_the_line(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    scheme = make.scheme()
    everybody = [scored(scheme, -1) for _ in range(3)] + [scored(scheme, 0) for _ in range(2)]
    found = candidates(make.actor(scheme.coordinator), TODAY, Listing.NOMINATED, 2)
    assert [row.ranked.place for row in found.rows] == [1, 4]
    assert (found.first, found.line_page) == (3, 2)
    browser.sign_in(scheme.coordinator)
    page = browser.visit("selection.list_candidates")
    assert "Go to the line" in page
    assert "1 to 2 of 5" in page
    assert "The line: 60" not in page
    page = browser.visit("selection.list_candidates", page=2)
    assert "The line: 60" in page
    assert "Go to the line" not in page
    page = browser.visit("selection.list_candidates", page=99)
    assert everybody[-1].person.reference in page
    assert "5 to 5 of 5" in page


def test_page_shows_rank_line_places_and_waiting(browser: Browser) -> None:
    scheme = make.scheme()
    high, low = scored(scheme, -1), scored(scheme, 0)
    young = make.young(scheme)
    waiting = make.nominated(scheme)
    page = browser.sign_in(scheme.coordinator).visit("selection.list_candidates")
    assert "The line: 60 points" in page
    assert page.text.index(high.person.reference) < page.text.index("The line: 60")
    assert page.text.index("The line: 60") < page.text.index(low.person.reference)
    assert "of 40 places taken" in page
    assert waiting.person.reference in page
    children = page.text[page.text.index("Children and young people") :]
    assert young.person.reference in children
    assert "Never ranked" in children


def test_page_of_those_on_the_scheme_on_a_day(browser: Browser) -> None:
    scheme = make.scheme()
    found, _ = make_scoring.case(scheme)
    browser.sign_in(scheme.coordinator)
    page = browser.visit("selection.list_candidates", listing="on_scheme")
    assert found.person.reference in page
    page = browser.visit("selection.list_candidates", listing="on_scheme", on="29/4/2024")
    assert found.person.reference not in page
    assert "nobody is ranked" in page
    browser.visit("selection.list_candidates", 422, on="1 June 2024")


def test_near_the_line_the_page_says_what_would_move_them(browser: Browser) -> None:
    scheme = make.scheme()
    override(scheme, scored(scheme, 2), -4)
    page = browser.sign_in(scheme.coordinator).visit("selection.list_candidates")
    assert "Within a point of the line" in page
    assert "would make it" in page
    assert "Override \N{MINUS SIGN}4, signed" in page


def test_counts_of_the_whole_list_are_for_deciders_alone(browser: Browser) -> None:
    scheme = make.scheme()
    scored(scheme, -1)
    page = browser.sign_in(scheme.strand_lead).visit("selection.list_candidates")
    assert "places taken" not in page
    assert "Children and young people" not in page
    browser.sign_in(scheme.police).visit("selection.list_candidates", 403)
    browser.sign_in(basic.user(of=scheme.probation.agency)).visit("selection.list_candidates", 403)

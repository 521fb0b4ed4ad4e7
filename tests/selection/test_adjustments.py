"""Overrides: a signed line beside the score, by two people of two agencies, never an edit."""

from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from popo import clock
from popo.accounts.models import User
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import SightLevel
from popo.people.services import grant_sight
from popo.selection.models import Adjustment, Decision, Scoring
from popo.selection.queries.overrides import override_rates
from popo.selection.queries.scorings import ranges_shown
from popo.selection.services import (
    AdjustmentDetails,
    decide_nomination,
    propose_adjustment,
    save_scoring,
    sign_adjustment,
    withdraw_adjustment,
)
from tests.pages import Browser
from tests.selection import make, make_scoring
from tests.selection.make import Nominated, Scheme

UP = AdjustmentDetails(12, "Two victims named him and would not sign.", "Log of 3 April")


def scored(level: int = 1) -> tuple[Scheme, Nominated, Scoring]:
    """By the strand's lead, at 39 points; probation works with the person too."""
    scheme = make.scheme()
    found = make.nominated(scheme)
    scoring = make_scoring.frozen(scheme, found.nomination, scheme.strand_lead, level)
    by = make.actor(scheme.police)
    grant_sight(
        by, found.person.id, SightLevel.WORK, "a test", scoring.id, user_id=scheme.probation.id
    )
    db.session.flush()  # read back
    return scheme, found, scoring


def proposed(scoring: Scoring, by: User, details: AdjustmentDetails = UP) -> Adjustment:
    row = propose_adjustment(make.actor(by), make_scoring.run_of(scoring, by), details)
    db.session.flush()  # read back
    return row


def signed(scoring: Scoring, row: Adjustment, by: User) -> None:
    run = make_scoring.run_of(scoring, by)
    sign_adjustment(make.actor(by), run, row, row.version)
    db.session.flush()  # read back


def shown(found: Nominated, by: User) -> tuple[int | None, int | None, str | None]:
    one = ranges_shown([found.nomination], make.actor(by))[found.nomination.id][0]
    return one.low, one.high, one.band


def test_unsigned_changes_nothing_and_signed_moves_range_and_band(work: None) -> None:
    scheme, found, scoring = scored()
    before = shown(found, scheme.coordinator)
    row = proposed(scoring, scheme.strand_lead)
    assert shown(found, scheme.coordinator) == before == (39, 39, "decline")
    run = make_scoring.run_of(scoring, scheme.coordinator)
    assert run.scored.adjusted == run.scored.score
    signed(scoring, row, scheme.probation)
    assert shown(found, scheme.coordinator) == (51, 51, "watch_list")
    assert (scoring.low, scoring.band) == (39, "decline")
    after = make_scoring.run_of(scoring, scheme.coordinator).scored
    assert (after.score.low, after.adjusted.low) == (39, 51)


def test_range_stays_within_the_scale(work: None) -> None:
    scheme, found, scoring = scored(-1)
    signed(scoring, proposed(scoring, scheme.police, replace(UP, points=60)), scheme.probation)
    assert shown(found, scheme.coordinator)[:2] == (100, 100)
    with pytest.raises(RuleBroken, match="would change nothing"):
        proposed(scoring, scheme.police)
    down = proposed(scoring, scheme.police, replace(UP, points=-90))
    signed(scoring, down, scheme.probation)
    assert shown(found, scheme.coordinator)[:2] == (60, 60)


def test_nought_is_no_override(work: None) -> None:
    scheme, _, scoring = scored()
    with pytest.raises(RuleBroken, match="how many points"):
        proposed(scoring, scheme.police, replace(UP, points=0))


def test_two_people_of_two_agencies_and_never_the_scorer_sign(work: None) -> None:
    scheme, _, scoring = scored()
    row = proposed(scoring, scheme.police)
    with pytest.raises(RuleBroken, match="You proposed this"):
        signed(scoring, row, scheme.police)
    with pytest.raises(RuleBroken, match="Your agency proposed this"):
        signed(scoring, row, scheme.strand_lead)
    withdraw_adjustment(make.actor(scheme.police), row, row.version)
    db.session.flush()  # read back
    theirs = proposed(scoring, scheme.probation)
    with pytest.raises(RuleBroken, match="You made this scoring"):
        signed(scoring, theirs, scheme.strand_lead)
    signed(scoring, theirs, scheme.police)
    assert theirs.counts


def test_one_waits_at_a_time_and_its_proposer_withdraws_it(work: None) -> None:
    scheme, _, scoring = scored()
    row = proposed(scoring, scheme.police)
    with pytest.raises(RuleBroken, match="waits to be signed"):
        proposed(scoring, scheme.probation)
    with pytest.raises(RuleBroken, match="Who proposed this"):
        withdraw_adjustment(make.actor(scheme.probation), row, row.version)
    withdraw_adjustment(make.actor(scheme.police), row, row.version)
    db.session.flush()  # read back
    assert (row.counts, row.waits) == (False, False)
    with pytest.raises(RuleBroken, match="was withdrawn"):
        signed(scoring, row, scheme.probation)
    signed(scoring, proposed(scoring, scheme.probation), scheme.police)


def test_what_was_changed_meanwhile_is_not_signed(work: None) -> None:
    scheme, _, scoring = scored()
    row = proposed(scoring, scheme.police)
    run = make_scoring.run_of(scoring, scheme.probation)
    with pytest.raises(StaleVersion):
        sign_adjustment(make.actor(scheme.probation), run, row, row.version - 1)


def test_a_signed_line_never_changes(work: None) -> None:
    scheme, _, scoring = scored()
    row = proposed(scoring, scheme.police)
    signed(scoring, row, scheme.probation)
    with pytest.raises(RuleBroken, match="it stands"):
        withdraw_adjustment(make.actor(scheme.police), row, row.version)
    with pytest.raises(DBAPIError, match="can no longer change"), db.session.begin_nested():
        db.session.execute(update(Adjustment).values(points=40))


def test_after_the_decision_nothing_is_adjusted(work: None) -> None:
    scheme, found, scoring = scored()
    row = proposed(scoring, scheme.police)
    details = make.decision(scheme, found, Decision.DECLINE)
    decide_nomination(make.actor(scheme.coordinator), found, details, found.nomination.version)
    db.session.flush()  # read back
    with pytest.raises(RuleBroken, match="This was decided"):
        signed(scoring, row, scheme.police)
    with pytest.raises(RuleBroken, match="This was decided"):
        proposed(scoring, scheme.police)


def test_nobody_with_a_run_in_hand_is_shown_or_adjusts_another(browser: Browser) -> None:
    scheme, found, scoring = scored()
    save_scoring(make.actor(scheme.police), found.nomination, [], 0)
    browser.sign_in(scheme.police)
    browser.visit("selection.show_scoring", 404, scoring_id=scoring.id)
    browser.visit("selection.propose_adjustment", 404, scoring_id=scoring.id)


def test_rates_are_by_scorer_and_direction(work: None) -> None:
    scheme, found, scoring = scored()
    other = make_scoring.frozen(scheme, found.nomination, scheme.police, 1)
    for details, by, sign in ((UP, scheme.police, scheme.probation),):
        signed(scoring, proposed(scoring, by, details), sign)
    proposed(other, scheme.police, replace(UP, points=-5))
    rates = override_rates(clock.today())
    found_rates = {rate.scorer_id: rate for rate in rates.scorers}
    lead, police = found_rates[scheme.strand_lead.id], found_rates[scheme.police.id]
    assert (lead.frozen, lead.up, lead.down, lead.waiting, lead.percent) == (1, 1, 0, 0, 100)
    assert (police.frozen, police.up, police.down, police.waiting) == (1, 0, 0, 1)
    assert (rates.frozen, rates.up, rates.down) == (2, 1, 0)
    make_scoring.later(400)
    assert override_rates(clock.today()).scorers == []


def test_proposed_and_signed_in_the_browser(browser: Browser) -> None:
    scheme, found, scoring = scored()
    browser.sign_in(scheme.police)
    page = browser.visit("selection.propose_adjustment", scoring_id=scoring.id)
    assert "stands at 39 of 100, decline" in page
    said = {
        "idempotency": "a" * 32,
        "direction": "up",
        "points": "12",
        "reasons": "Two victims named him.",
        "evidence": "Log of 3 April",
    }
    refused = browser.send(
        "selection.propose_adjustment", {**said, "reasons": ""}, 422, scoring_id=scoring.id
    )
    assert "Say why the score is not right" in refused
    browser.send("selection.propose_adjustment", said, scoring_id=scoring.id)
    row = db.session.query(Adjustment).one()
    page = browser.visit("selection.show_nomination", nomination_id=found.nomination.id)
    assert "Not counted until signed" in page
    assert "39 of 100, decline" in page
    assert ("/withdraw" in page.html, '/sign"' in page.html) == (True, False)
    own = browser.send("selection.sign_adjustment", {"version": "1"}, 422, adjustment_id=row.id)
    assert "somebody of another agency signs it" in own

    browser.sign_in(scheme.probation)
    page = browser.visit("selection.show_nomination", nomination_id=found.nomination.id)
    assert ("/withdraw" in page.html, '/sign"' in page.html) == (False, True)
    page = browser.visit("selection.sign_adjustment", adjustment_id=row.id)
    assert "51 of 100, watch list" in page
    browser.send("selection.sign_adjustment", {"version": "1"}, adjustment_id=row.id)
    page = browser.visit("selection.show_nomination", nomination_id=found.nomination.id)
    assert "51 of 100, watch list" in page
    assert "51" in browser.visit("selection.list_nominations")

    browser.sign_in(scheme.coordinator)
    page = browser.visit("selection.list_overrides")
    assert "100%" in page
    assert found.person.reference not in page
    browser.sign_in(scheme.police).visit("selection.list_overrides", 403)


def test_withdrawn_in_the_browser(browser: Browser) -> None:
    scheme, _, scoring = scored()
    row = proposed(scoring, scheme.police)
    browser.sign_in(scheme.police)
    browser.visit("selection.withdraw_adjustment", adjustment_id=row.id)
    browser.send("selection.withdraw_adjustment", {"version": "1"}, adjustment_id=row.id)
    assert "Withdrawn" in browser.visit("selection.show_scoring", scoring_id=scoring.id)
    stale = browser.send("selection.sign_adjustment", {"version": "1"}, adjustment_id=row.id)
    assert "/scorings/" in stale.location

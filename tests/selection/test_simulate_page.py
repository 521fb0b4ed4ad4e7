"""Trying a draft: from stored evidence, within one's sight, in a fixed number of statements."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.cases.models import Strand
from popo.db import db
from popo.errors import RuleBroken
from popo.keys.sealed import Sealed
from popo.people.services import restrict_person
from popo.selection.models import CriteriaKind, CriteriaSet, Scoring
from popo.selection.pool import Engagement, rescored
from popo.selection.queries.simulation import pool_for, try_draft
from popo.selection.services import draft_criteria
from popo.selection.simulate import BeforeAfter
from tests import make as basic
from tests.pages import Browser
from tests.selection import make, make_scoring
from tests.selection.make import TODAY, Nominated, Scheme
from tests.statements import counted

CATCH = CriteriaKind.CATCH_AND_CONVICT


def draft(scheme: Scheme, **changes: Any) -> CriteriaSet:
    """The criteria in force with some of the document changed."""
    document = {**scheme.criteria[CATCH].document, **changes}
    row = draft_criteria(make.actor(scheme.coordinator), CATCH, document)
    db.session.flush()  # read back
    return row


def halved(scheme: Scheme) -> CriteriaSet:
    """Every band, and the line with them, begins at half the points."""
    held = scheme.criteria[CATCH].document["bands"]
    bands = [{**band, "least": band["least"] // 2} for band in held]
    return draft(scheme, threshold=30, bands=bands)


def scored(scheme: Scheme, level: int) -> Nominated:
    found = make.nominated(scheme)
    make_scoring.frozen(scheme, found.nomination, scheme.strand_lead, level)
    return found


def restricted(scheme: Scheme, found: Nominated) -> None:
    """Closed to the lead of the strand."""
    who, until = make.actor(scheme.coordinator), TODAY + timedelta(days=30)
    restrict_person(who, found.person, "Kin in the force", until, [])
    db.session.flush()  # read back


def test_pool_holds_everybody_nominated_or_on_the_scheme_with_their_evidence(work: None) -> None:
    scheme = make.scheme()
    waiting, without = scored(scheme, 2), make.nominated(scheme)
    member, _ = make_scoring.case(scheme, -1)
    make.young(scheme)
    pool = pool_for(make.actor(scheme.coordinator))
    people = {one.person: one for one in pool.people}
    assert set(people) == {one.person.id for one in (waiting, without, member)}
    assert people[without.person.id].held == ()
    assert people[member.person.id].on_scheme
    assert set(people[member.person.id].engagements) == {
        Engagement(Strand.CATCH_AND_CONVICT, scheme.police.agency_id),
        Engagement(Strand.REHABILITATE_AND_RESETTLE, scheme.probation.agency_id),
    }
    in_force = scheme.criteria[CATCH].opened()
    totals = {one.person.person: (one.low, one.high) for one in rescored(pool, in_force, TODAY)}
    assert totals == {
        waiting.person.id: (64, 64),
        without.person.id: (0, 100),
        member.person.id: (90, 90),
    }


def test_lower_line_lets_people_enter_and_nobody_is_changed(work: None) -> None:
    scheme = make.scheme()
    found = scored(scheme, 1)
    row = halved(scheme)
    before = db.session.scalar(select(func.count()).select_from(Scoring))
    done = try_draft(make.actor(scheme.coordinator), row).simulation
    assert [change.person.person for change in done.entering] == [found.person.id]
    assert done.by_strand[Strand.CATCH_AND_CONVICT] == BeforeAfter(0, 1)
    assert done.by_lead == {None: BeforeAfter(0, 1)}
    db.session.flush()  # anything new would be written
    assert db.session.scalar(select(func.count()).select_from(Scoring)) == before


def test_only_a_draft_is_tried(work: None) -> None:
    scheme = make.scheme()
    who = make.actor(scheme.coordinator)
    with pytest.raises(RuleBroken, match="Only a draft"):
        try_draft(who, scheme.criteria[CATCH])
    young = CriteriaKind.PREVENT_AND_DETER
    row = draft_criteria(who, young, scheme.criteria[young].document)
    db.session.flush()  # read back
    with pytest.raises(RuleBroken, match="answered in words"):
        try_draft(who, row)


def test_whoever_decides_for_all_counts_all_and_a_lead_only_whom_they_see(work: None) -> None:
    scheme = make.scheme()
    seen, closed = scored(scheme, 2), scored(scheme, 2)
    restricted(scheme, closed)
    other = make.actor(basic.user(Role.CHAIR, SCHEME, of=scheme.probation.agency))
    assert len(pool_for(other).people) == 2
    assert [one.person for one in pool_for(make.actor(scheme.strand_lead)).people] == [
        seen.person.id
    ]
    assert pool_for(make.actor(scheme.yos)).people == ()


def test_statements_do_not_grow_and_nothing_sealed_is_opened(
    work: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheme = make.scheme()
    row = draft(scheme, threshold=45)
    scored(scheme, 2)
    make_scoring.case(scheme, 1)
    who = make.actor(scheme.coordinator)
    db.session.expunge_all()

    def refuse(*_: object, **__: object) -> object:
        raise AssertionError("something sealed was opened")

    monkeypatch.setattr(Sealed, "open", refuse)
    with counted() as few:
        pool_for(who)
    monkeypatch.undo()
    for level in (0, 1, 2):
        scored(scheme, level)
    with counted() as more:
        pool_for(who)
    assert len(more) == len(few)
    assert len(try_draft(who, row).simulation.changes) == 5


def test_page_gives_figures_first_and_names_those_one_may_see(browser: Browser) -> None:
    scheme = make.scheme()
    seen, closed = scored(scheme, 1), scored(scheme, 1)
    restricted(scheme, closed)
    row = halved(scheme)
    browser.sign_in(basic.user(Role.CHAIR, SCHEME, of=scheme.probation.agency))
    page = browser.visit("selection.simulate_criteria", criteria_id=row.id)
    assert "2 people nominated or on the scheme, worked out twice" in page
    assert "2 would come to stand above the line" in page
    assert "Indicator, not a decision" in page
    assert seen.person.reference in page
    assert closed.person.reference not in page.html
    browser.sign_in(scheme.strand_lead)
    page = browser.visit("selection.simulate_criteria", criteria_id=row.id)
    assert "1 person nominated or on the scheme, of those you may see" in page
    assert "1 would come to stand above the line" in page
    browser.sign_in(scheme.yos)
    assert "nobody to try the draft on" in browser.visit(
        "selection.simulate_criteria", criteria_id=row.id
    )


def test_page_is_for_those_who_lead_and_of_drafts(browser: Browser) -> None:
    scheme = make.scheme()
    row = halved(scheme)
    browser.sign_in(scheme.police)
    browser.visit("selection.simulate_criteria", 403, criteria_id=row.id)
    browser.sign_in(scheme.coordinator)
    browser.visit("selection.simulate_criteria", 404, criteria_id=scheme.meeting.id)
    adopted = scheme.criteria[CATCH].id
    assert "Only a draft" in browser.visit("selection.simulate_criteria", 422, criteria_id=adopted)


def test_factors_bands_and_caseload_are_shown(browser: Browser) -> None:
    scheme = make.scheme()
    make_scoring.case(scheme, 1)
    factors = [dict(factor) for factor in scheme.criteria[CATCH].document["factors"]]
    levels = [dict(level) for level in factors[0]["levels"]]
    levels[1]["points"] = 9
    factors[0]["levels"] = levels
    row = draft(scheme, factors=factors)
    browser.sign_in(scheme.coordinator)
    page = browser.visit("selection.simulate_criteria", criteria_id=row.id)
    assert "Volume 1 +4" in page
    assert "Band not settled" in page

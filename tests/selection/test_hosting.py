"""People of other schemes are seen in part by the agencies named, and are no cases of ours."""

from datetime import timedelta

import pytest
from flask import Flask

from popo.access.actor import Actor
from popo.accounts.models import Agency, AgencyKind
from popo.accounts.queries import actor_for
from popo.cases.models import Strand
from popo.cases.queries import cases_open_on
from popo.db import db, settle
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import MarkerKind, Person, SightLevel
from popo.people.queries import sight_of
from popo.people.services import add_marker
from popo.selection.queries.hosting import get_hosting, hosted_here, list_hosted, told_agencies
from popo.selection.services import (
    decide_transfer,
    end_hosting,
    host_person,
    nominate_person,
    review_hosting,
)
from popo.selection.services.hosting import HostPerson
from popo.selection.services.transfers import DecideTransfer
from tests import make as basic
from tests.conftest import NOON
from tests.pages import Browser
from tests.selection import make, make_transfers

TODAY = make.TODAY
REVIEW = make_transfers.REVIEW
OPEN_TO_A_LIMITED_VIEW = {"overview.person", "people.explain_sight", "people.declare_conflict"}
"""What it shows, why one sees it, and how to be shut out because one knows the person."""


@pytest.fixture
def scheme(work: None) -> make.Scheme:
    return make.scheme()


@pytest.fixture
def by(scheme: make.Scheme) -> Actor:
    return actor_for(scheme.coordinator)


@pytest.fixture
def housing(scheme: make.Scheme) -> Agency:
    return basic.agency(AgencyKind.HOUSING)


@pytest.fixture
def visitor(scheme: make.Scheme) -> Person:
    """Recorded by the co-ordinator; with a warning."""
    by = actor_for(scheme.coordinator)
    made = basic.person(by, "Vic", "Visitor")
    review = TODAY + timedelta(days=30)
    add_marker(by, made, MarkerKind.STAFF_SAFETY, "Two dogs", "Seen at the door", review)
    return made


def test_the_agencies_named_see_in_part_until_it_ends(
    scheme: make.Scheme, by: Actor, housing: Agency, visitor: Person
) -> None:
    theirs, others = basic.actor(of=housing), basic.actor(of=basic.agency(AgencyKind.HEALTH))
    hosting = make_transfers.hosted(scheme, visitor, housing)
    settle()
    assert sight_of(theirs, visitor.id) is SightLevel.LIMITED
    assert sight_of(others, visitor.id) is None
    assert [one.hosting for one in list_hosted(theirs)] == [hosting]
    assert list_hosted(others) == []
    assert told_agencies(hosting) == [housing]
    end_hosting(by, hosting)
    settle()
    assert sight_of(theirs, visitor.id) is None
    assert list_hosted(by) == []
    assert hosted_here(visitor, by) is None
    with pytest.raises(RuleBroken, match="no longer"):
        end_hosting(by, hosting)


def test_nobody_hosted_is_a_case_of_ours_or_nominated(
    scheme: make.Scheme, housing: Agency, visitor: Person, by: Actor
) -> None:
    make_transfers.hosted(scheme, visitor, housing)
    db.session.flush()
    assert cases_open_on(TODAY) == []
    with pytest.raises(RuleBroken, match="registered with Northborough scheme"):
        nominate_person(by, visitor, Strand.CATCH_AND_CONVICT, "Steals here.")


def test_whoever_is_ours_is_not_hosted(scheme: make.Scheme, by: Actor, housing: Agency) -> None:
    ours, _ = make_transfers.on_scheme(scheme)
    with pytest.raises(RuleBroken, match="on the scheme here"):
        make_transfers.hosted(scheme, ours, housing)
    other = basic.person(by)
    nominate_person(by, other, Strand.CATCH_AND_CONVICT, "Steals here.")
    db.session.flush()
    details = HostPerson(make_transfers.elsewhere(by, "Another").id, [housing.id], "W", REVIEW)
    with pytest.raises(RuleBroken, match="decide on the nomination"):
        host_person(by, other, details)
    other.deceased_on = TODAY
    with pytest.raises(RuleBroken, match="having died"):
        host_person(by, other, details)


@pytest.mark.parametrize(
    ("days", "named", "words"),
    [(30, False, "Choose the agencies"), (0, True, "six months"), (200, True, "six months")],
)
def test_hosting_names_agencies_and_a_review(
    by: Actor, housing: Agency, visitor: Person, days: int, words: str, *, named: bool
) -> None:
    keys = [housing.id] if named else []
    review = TODAY + timedelta(days=days)
    details = HostPerson(make_transfers.elsewhere(by).id, keys, "Steals here.", review)
    with pytest.raises(RuleBroken, match=words):
        host_person(by, visitor, details)


def test_one_hosting_a_person_reviewed_and_never_over_somebody_else(
    scheme: make.Scheme, by: Actor, housing: Agency, visitor: Person
) -> None:
    hosting = make_transfers.hosted(scheme, visitor, housing)
    db.session.flush()
    details = HostPerson(hosting.other_scheme_id, [housing.id], "Again.", REVIEW)
    with pytest.raises(RuleBroken, match="hosted already"):
        host_person(by, visitor, details)
    with pytest.raises(StaleVersion):
        review_hosting(by, hosting, REVIEW + timedelta(days=7), hosting.version + 1)
    review_hosting(by, hosting, REVIEW + timedelta(days=7), hosting.version)
    assert hosting.review_on == REVIEW + timedelta(days=7)


def test_a_transfer_to_us_ends_the_hosting(
    scheme: make.Scheme, by: Actor, housing: Agency, visitor: Person
) -> None:
    hosting = make_transfers.hosted(scheme, visitor, housing)
    other = make_transfers.elsewhere(by, "Another")
    transfer = make_transfers.receive_from(by, visitor, other)
    panel = make_transfers.panel(scheme, urgent=True)
    details = DecideTransfer(True, panel, NOON, scheme.police.agency_id)
    decide_transfer(by, transfer, visitor, details, transfer.version)
    settle()
    assert hosting.ends_on == TODAY
    assert sight_of(basic.actor(of=housing), visitor.id) is None


def test_a_child_hosted_stays_inside_the_compartment(scheme: make.Scheme, by: Actor) -> None:
    child = basic.person(by, "Cal", "Young", make.BORN_YOUNG)
    agency = basic.agency(AgencyKind.HOUSING)
    hosting = make_transfers.hosted(scheme, child, agency)
    settle()
    outside = basic.actor(of=agency)
    inside = basic.actor(of=agency, clearances=make.CLEARED)
    assert get_hosting(hosting.id, outside) is None
    assert get_hosting(hosting.id, inside) is not None


def test_a_limited_view_shows_the_home_scheme_and_nothing_else(
    app: Flask, browser: Browser, scheme: make.Scheme, housing: Agency, visitor: Person
) -> None:
    """Every other page about a person, whichever it may be, looks as if it were not there."""
    make_transfers.hosted(scheme, visitor, housing)
    browser.sign_in(basic.user(of=housing))
    page = browser.visit("overview.person", reference=visitor.reference)
    for words in (
        "Visitor, Vic",
        "Northborough scheme",
        "01632 960001",
        "Two dogs",
        "Report stops.",
    ):
        assert words in page, words
    for words in ("1983", "Steals here", "Offending", "Selection"):
        assert words not in page, words
    pages = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.arguments == {"reference"} and "GET" in (rule.methods or set())
    ]
    assert len(pages) > 20
    for endpoint in sorted(set(pages) - OPEN_TO_A_LIMITED_VIEW):
        answered = _status(browser, endpoint, visitor.reference)
        assert answered in {403, 404}, f"{endpoint}: {answered}"


def _status(browser: Browser, endpoint: str, reference: str) -> int:
    address = browser._address(endpoint, {"reference": reference})
    return browser._client.get(address).status_code


def test_host_person_pages(
    browser: Browser, scheme: make.Scheme, housing: Agency, visitor: Person
) -> None:
    browser.sign_in(scheme.coordinator)
    about = {"reference": visitor.reference}
    assert "No other scheme" in browser.visit("selection.host_person", **about)
    other = make_transfers.elsewhere(actor_for(scheme.coordinator))
    typed = {
        "scheme": str(other.id),
        "agencies": [str(housing.id)],
        "why": "Steals here on Fridays.",
        "limits": "Report stops.",
        "review_on": "1/7/2024",
        "idempotency": "ab" * 16,
    }
    page = browser.send("selection.host_person", {**typed, "why": ""}, 422, **about)
    assert "Say why they need to know." in page
    browser.send("selection.host_person", typed, **about)
    browser.send("selection.host_person", typed, **about)  # once all the same
    page = browser.visit("selection.person_selection", **about)
    assert "Registered with Northborough scheme" in page
    assert visitor.reference in browser.visit("selection.list_hosted")
    (found,) = list_hosted(actor_for(scheme.coordinator))
    key = found.hosting.id
    page = browser.visit("selection.review_hosting", hosting_id=key)
    assert "Steals here on Fridays." in page
    sent = {"review_on": "1/8/2024", "version": str(found.hosting.version)}
    browser.send("selection.review_hosting", sent, hosting_id=key)
    assert "1 August 2024" in browser.send("selection.review_hosting", sent, 409, hosting_id=key)
    browser.send("selection.end_hosting", hosting_id=key)
    assert "Nobody is hosted" in browser.visit("selection.list_hosted")
    browser.visit("selection.review_hosting", 404, hosting_id=key)


def test_others_may_not(browser: Browser, scheme: make.Scheme, visitor: Person) -> None:
    browser.sign_in(scheme.strand_lead)
    browser.visit("selection.host_person", 403, reference=visitor.reference)
    assert visitor.reference not in browser.visit("selection.list_hosted")

"""Tiers are the scheme's own list; another tier is dated, has its reason and overwrites nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest

from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.cases.models import Colour, SchemeCase, Strand, Tier
from popo.cases.queries import engagement_history
from popo.cases.queries.tiers import list_tiers, tier_names
from popo.cases.services import (
    TierDetails,
    add_tier,
    change_tier,
    default_review,
    edit_tier,
    set_traffic_light,
)
from popo.clock import today
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person
from tests import make
from tests.cases.make import case
from tests.pages import Browser

CLEARED = (Clearance.PREVENT_AND_DETER,)


@pytest.fixture
def lead(work: None) -> User:
    make.partnership()
    yos = make.agency(AgencyKind.YOUTH_OFFENDING_SERVICE)
    return make.user(Role.STRAND_LEAD, Strand.PREVENT_AND_DETER, of=yos, clearances=CLEARED)


def _child(lead: User) -> tuple[Person, SchemeCase, int]:
    by = actor_for(lead)
    child = make.person(by, "Kim", "Younger", today() - timedelta(days=16 * 366))
    _, held = case(by, Strand.PREVENT_AND_DETER, person=child)
    return child, held, len(engagement_history(held))


def test_the_list_begins_with_three(lead: User) -> None:
    assert tier_names() == ["Tier 1", "Tier 2", "Tier 3"]


def test_added_where_it_is_wanted_and_the_others_move_down(lead: User) -> None:
    add_tier(actor_for(lead), TierDetails("Targeted", "Seen twice a week", 2))
    assert tier_names() == ["Tier 1", "Targeted", "Tier 2", "Tier 3"]
    assert [tier.position for tier in list_tiers()] == [1, 2, 3, 4]
    with pytest.raises(RuleBroken, match="of this name already"):
        add_tier(actor_for(lead), TierDetails("targeted", "", 1))


def test_closed_ones_are_not_chosen_and_one_stays(lead: User) -> None:
    by = actor_for(lead)
    for tier in list_tiers()[:2]:
        edit_tier(by, tier, TierDetails(tier.name, "", 1, in_use=False), tier.version)
        db.session.flush()  # the next one reads the list
    assert tier_names() == ["Tier 3"]
    (last,) = [tier for tier in list_tiers() if tier.closed_on is None]
    with pytest.raises(RuleBroken, match="stays in use"):
        edit_tier(by, last, TierDetails(last.name, "", 1, in_use=False), last.version)


def test_a_name_that_somebody_had_stays(lead: User) -> None:
    _, held, version = _child(lead)
    change_tier(actor_for(lead), held, "Tier 2", "Older company", version)
    tier = next(tier for tier in list_tiers() if tier.name == "Tier 2")
    with pytest.raises(RuleBroken, match="its name stays"):
        edit_tier(actor_for(lead), tier, TierDetails("Middle", "", 2), tier.version)
    with pytest.raises(StaleVersion):
        edit_tier(actor_for(lead), tier, TierDetails("Tier 2", "", 2), tier.version + 1)


def test_only_its_lead_and_the_coordinator_keep_the_list(lead: User) -> None:
    others = [
        make.actor(Role.STRAND_LEAD, Strand.CATCH_AND_CONVICT, clearances=CLEARED),
        make.actor(of=lead.agency, clearances=CLEARED),
        make.coordinator(),
    ]
    for other in others:
        with pytest.raises(RuleBroken, match="keep this list"):
            add_tier(other, TierDetails("Mine", "", 1))
    cleared = make.actor(Role.COORDINATOR, "scheme", clearances=CLEARED)
    assert isinstance(add_tier(cleared, TierDetails("Ours", "", 1)), Tier)


def test_a_change_is_dated_says_why_and_overwrites_nothing(lead: User) -> None:
    _, held, version = _child(lead)
    by = actor_for(lead)
    change_tier(by, held, "Tier 2", "Older company, twice a week now", version)
    rows = engagement_history(held)
    assert sorted((row.tier or "", row.ends_on) for row in rows) == [
        ("", today()),
        ("Tier 2", None),
    ]
    (now,) = [row for row in rows if row.ends_on is None]
    assert (now.tier_reason, now.tier_set_by_id) == ("Older company, twice a week now", lead.id)
    assert now.is_primary


def test_what_a_change_refuses(lead: User) -> None:
    _, held, version = _child(lead)
    by = actor_for(lead)
    with pytest.raises(StaleVersion):
        change_tier(by, held, "Tier 2", "Why", version + 1)
    with pytest.raises(RuleBroken, match="Say why"):
        change_tier(by, held, "Tier 2", "  ", version)
    with pytest.raises(RuleBroken, match="already has"):
        change_tier(by, held, None, "Why", version)
    with pytest.raises(RuleBroken, match="one of the scheme's tiers"):
        change_tier(by, held, "Tier 9", "Why", version)
    _, adult = case(by)
    with pytest.raises(RuleBroken, match="Only Prevent and Deter"):
        change_tier(by, adult, "Tier 1", "Why", 1)


def test_others_do_not_decide_on_a_childs_case(lead: User) -> None:
    _, held, version = _child(lead)
    police = make.actor()
    with pytest.raises(RuleBroken, match="youth offending service leads"):
        change_tier(police, held, "Tier 2", "Why", version)
    review = default_review(Colour.RED, today())
    with pytest.raises(RuleBroken, match="youth offending service leads"):
        set_traffic_light(police, held, Colour.RED, "Why", review, None, today())
    set_traffic_light(make.coordinator(), held, Colour.RED, "Why", review, None, today())


def test_pages(browser: Browser, lead: User) -> None:
    child, _, version = _child(lead)
    browser.sign_in(lead)
    assert "Not said yet" in browser.visit("cases.tiers")
    fields = {"name": "Targeted", "meaning": "Twice a week", "position": "1", "in_use": "y"}
    browser.send("cases.add_tier", {**fields, "version": "0"})
    assert "Twice a week" in browser.visit("cases.tiers")
    tier = list_tiers()[0]
    browser.visit("cases.edit_tier", tier_id=tier.id)
    fields["meaning"] = "Three times a week"
    stale = {**fields, "version": str(tier.version + 3)}
    browser.send("cases.edit_tier", stale, 409, tier_id=tier.id)
    browser.send("cases.edit_tier", {**fields, "version": str(tier.version)}, tier_id=tier.id)
    assert "Three times a week" in browser.visit("cases.change_tier", reference=child.reference)
    change = {
        "tier": "Targeted",
        "reason": "Older company",
        "version": str(version),
        "idempotency": uuid4().hex,
    }
    browser.send("cases.change_tier", change, reference=child.reference)
    shown = browser.visit("cases.show_case", reference=child.reference)
    assert "Prevent and Deter, Targeted" in shown
    assert "Older company" in shown
    change["idempotency"] = uuid4().hex
    page = browser.send("cases.change_tier", change, 409, reference=child.reference)
    assert "Older company" in page


def test_pages_of_those_who_may_not(browser: Browser, lead: User) -> None:
    child, _, _ = _child(lead)
    adult, _ = case(actor_for(lead))
    browser.sign_in(lead)
    browser.visit("cases.change_tier", 302, reference=adult.reference)
    browser.sign_in(make.user())
    browser.visit("cases.change_tier", 404, reference=child.reference)
    browser.visit("cases.add_tier", 403)

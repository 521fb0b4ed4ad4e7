"""Every main page, as those who use it, at a desk and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

CASEWORK = {
    "home": "/home",
    "find": "/people/find",
    "add-person": "/people/add",
    "caseload": "/strands/catch-and-convict",
    "cohort": "/cohort",
    "nominations": "/nominations",
    "criteria": "/criteria",
    "markers": "/markers",
    "meetings": "/meetings",
    "papers": "/papers",
    "actions": "/actions",
    "add-action": "/actions/add",
    "outcomes-owed": "/contacts/owed",
    "countdown": "/countdown",
    "premium-service": "/premium-service",
    "without-supervision": "/oversight/catch-and-convict",
    "samples": "/oversight/samples",
    "unmet-needs": "/unmet-needs",
    "housing-work-treatment": "/resettlement",
    "drafts": "/drafts",
    "lists-brought-in": "/imports",
    "lists-taken-away": "/exports",
    "take-away": "/exports/add?list=catch-and-convict",
    "updates": "/updates",
    "recorded-crime": "/recorded-crime",
    "account": "/account",
}
SELECTION = {
    "selection": "/selection",
    "candidates": "/candidates",
    "challenges": "/challenges",
    "destroyed": "/nominations/destroyed",
    "overrides": "/scoring/overrides",
    "score-moves": "/scoring/moves",
    "telling": "/telling",
    "transfers": "/transfers",
    "other-schemes": "/other-schemes",
    "hosted": "/hosted",
    "de-selections": "/de-selections",
    "after-watch": "/after-watch",
    "corrections": "/corrections",
    "selected-in-error": "/selected-in-error",
    "fairness": "/fairness",
    "fairness-children": "/fairness/children",
}
PAGES = {
    "lead-police": CASEWORK,
    "coordinator": {
        "cohort": "/cohort",
        "nominations": "/nominations",
        **SELECTION,
        "add-meeting": "/meetings/add",
        "prepare-update": "/updates/prepare",
        "updates": "/updates",
        "agencies": "/agencies",
    },
    "lead-yos": {
        "home": "/home",
        "transitions": "/transitions",
        "tiers": "/tiers",
        "premium-service": "/premium-service?strand=prevent_and_deter",
        "caseload": "/strands/prevent-and-deter",
        "take-away": "/exports/add?list=prevent-and-deter",
        "cohort": "/cohort",
        "nominations": "/nominations",
        "actions": "/actions",
        "meetings": "/meetings",
    },
    "governance": {
        "trail": "/trail",
        "refusals": "/trail?kind=refusal",
        "destroyed": "/nominations/destroyed",
        "updates": "/updates",
        "recorded-crime": "/recorded-crime",
        "agencies": "/agencies",
    },
    "admin": {
        "users": "/users",
        "add-user": "/users/add",
        "agencies": "/agencies",
        "change-password": "/account/password",
    },
}
PERSON = {
    "case-file": "",
    "case": "/case",
    "details": "/details",
    "edit": "/edit",
    "summary": "/summary",
    "contacts": "/contacts",
    "log-contact": "/contacts/log",
    "actions": "/actions",
    "whereabouts": "/whereabouts",
    "move": "/whereabouts/move",
    "offending": "/offending",
    "record-event": "/offending/record",
    "selection": "/selection",
    "plan": "/plan",
    "housing-work-treatment": "/resettlement",
    "set-housing": "/resettlement/housing",
    "side-by-side": "/side-by-side",
    "oversight": "/oversight",
    "add-oversight": "/oversight/add",
    "around": "/circumstances",
    "timeline": "/timeline",
    "own-system": "/as-text?since=1/1/2004",
    "record-order": "/offending/order",
    "transition": "/transition",
    "history": "/history",
    "traffic-light": "/traffic-light",
    "assign-worker": "/workers/assign",
    "why": "/why",
    "ask-meeting": "/ask-meeting",
}


@pytest.mark.parametrize("name", PAGES)
def test_main_pages_hold_up_at_a_desk_and_on_a_phone(name: str, visitor: Visitor) -> None:
    visitor.sign_in(name)
    for page, address in PAGES[name].items():
        visitor.open(address)
        visitor.check_both(f"{name}-{page}")


@pytest.mark.parametrize("name", ["lead-police", "lead-yos"])
def test_pages_about_a_person_hold_up_at_a_desk_and_on_a_phone(name: str, visitor: Visitor) -> None:
    visitor.sign_in(name)
    visitor.page.locator("a[href^='/people/']", has_text=re.compile(", ")).first.click()
    there = visitor.page.url
    for page, address in PERSON.items():
        visitor.open(there + address)
        expect(visitor.page.locator(".popo-banner")).to_be_visible()
        visitor.check_both(f"{name}-person-{page}")


def test_pages_reached_by_a_link_hold_up(visitor: Visitor) -> None:
    """The first of each in its list."""
    visitor.sign_in("coordinator")
    for page, address in {
        "nomination": "/nominations",
        "paper": "/papers",
        "meeting": "/meetings",
        "action": "/actions",
        "criteria": "/criteria",
        "update": "/updates",
        "challenge": "/challenges",
        "transfer": "/transfers",
        "check-after-leaving": "/after-watch",
    }.items():
        visitor.open(address)
        visitor.page.locator("main [scope=row] a, main .popo-list__title").first.click()
        visitor.check_both(f"coordinator-{page}")

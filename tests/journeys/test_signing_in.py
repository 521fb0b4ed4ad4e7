"""Everybody lands on a home page that says what there is for them to do."""

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

FINDS = {
    "coordinator": "Owed by me",
    "chair": "Owed by me",
    "lead-yos": "Prevent and Deter, by priority",
    "lead-police": "Catch and Convict, by priority",
    "lead-probation": "Rehabilitate and Resettle, by priority",
    "police": "My people",
    "probation": "My people",
    "yos": "My people",
    "drugs": "My people",
    "housing": "My people",
    "tasking": "Published updates",
    "authorities": "Published updates",
    "governance": "Trail",
    "spoc": "Users",
    "admin": "Users",
}


@pytest.mark.parametrize("name", FINDS)
def test_whoever_signs_in_finds_their_work(name: str, visitor: Visitor) -> None:
    visitor.sign_in(name)
    expect(visitor.page.get_by_role("heading", name=FINDS[name]).first).to_be_visible()
    assert visitor.page.locator("main a").count() > 1, "nowhere to go from here"
    visitor.check_both(f"{name}-home")

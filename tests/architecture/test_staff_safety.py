"""Whoever writes about somebody sees the staff-safety line, whatever page they write on."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from popo import clock
from popo.access.permissions import Clearance, Role
from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.actions.models import ActionOrigin
from popo.actions.services import offer_action
from popo.cases.models import AssignmentRole, Strand
from popo.cases.services import assign_worker, open_case
from popo.contacts.models import Outcome
from popo.db import settle
from popo.people.models import MarkerKind, Person
from popo.people.services import add_marker
from tests import make
from tests.cases.make import OPENED
from tests.contacts.make_contact import happened, logged
from tests.pages import Browser

LINE = "Never alone, and never after dark"
_ANSWERED = {200, 302, 303, 403, 404, 422}


class _World:
    """Somebody dangerous, and what is held about them by the part of the address that names it."""

    def __init__(self) -> None:
        make.partnership()
        self.user = _worker()
        by = actor_for(self.user)
        self.person: Person = make.person(by)
        case = open_case(by, self.person, Strand.CATCH_AND_CONVICT, OPENED, by.agency_id)
        assign_worker(by, case, self.user, AssignmentRole.LEAD_OFFICER, OPENED)
        review = clock.today() + timedelta(days=30)
        add_marker(by, self.person, MarkerKind.STAFF_SAFETY, LINE, "An assault in 2023", review)
        planned = logged(by, self.person, happened(Outcome.PLANNED, -2))
        action = offer_action(by, "Ring", self.user, review, ActionOrigin.PRACTITIONER, self.person)
        settle()
        self.keys = {"contact_id": planned.id, "action_id": action.id}


def _worker() -> User:
    return make.user(Role.COORDINATOR, "scheme", clearances=tuple(Clearance))


def _pages(app: Flask, world: _World) -> list[tuple[str, dict[str, Any]]]:
    """Every page about this person, or about something held of them, that can be opened."""
    known = {"reference": world.person.reference, **world.keys}
    return [
        (rule.endpoint, {name: known[name] for name in rule.arguments})
        for rule in app.url_map.iter_rules()
        if _is_about(rule, known)
    ]


def _is_about(rule: Rule, known: dict[str, Any]) -> bool:
    opened = "GET" in (rule.methods or set())
    return opened and bool(rule.arguments) and rule.arguments <= set(known)


def test_every_page_that_writes_about_somebody_shows_the_line(app: Flask, browser: Browser) -> None:
    world = _World()
    browser.sign_in(world.user)
    written, silent = 0, []
    for endpoint, values in _pages(app, world):
        page = browser.look(endpoint, **values)
        assert page.status in _ANSWERED, f"{endpoint}: {page.status}"
        main = page.html.partition("<main")[2]
        if page.status == 200 and 'method="post"' in main:
            written += 1
            if LINE not in page.text:
                silent.append(endpoint)
    assert written > 20, "the pages are looked for elsewhere"
    assert silent == []


@pytest.mark.parametrize("endpoint", ["contacts.log_contact", "actions.add_action"])
def test_a_lapsed_line_is_still_shown(browser: Browser, endpoint: str) -> None:
    world = _World()
    offset = clock.now() - clock.real_now()
    try:
        clock.shift(offset + timedelta(days=60))
        browser.sign_in(world.user)
        assert LINE in browser.visit(endpoint, reference=world.person.reference)
    finally:
        clock.shift(offset)

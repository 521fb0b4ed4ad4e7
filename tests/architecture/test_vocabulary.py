"""Every page about a child, and every page of Prevent and Deter, speaks of a young person."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.routing import Rule

from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.cases.models import AssignmentRole, Colour, Strand
from popo.cases.services import assign_worker, default_review, set_traffic_light
from popo.clock import today
from popo.db import db
from popo.people.models import Person
from tests import make
from tests.cases.make import case
from tests.pages import Browser

_NEVER = re.compile(r"\b(offenders?|prolific|cohort|perpetrators?|nominals?)\b", re.IGNORECASE)
_NAME_OF_SERVICE = re.compile(r"youth offending (service|worker)", re.IGNORECASE)
_FRAME = ("POPO case management", "Cohort")
"""The product's own name, and an entry of the navigation that leads somewhere else."""
_OF_STRAND = ("strands.caseload", "strands.countdown", "strands.premium_service")


@pytest.fixture
def lead(browser: Browser) -> User:
    make.partnership()
    made = make.user(
        Role.STRAND_LEAD,
        Strand.PREVENT_AND_DETER,
        of=make.agency(AgencyKind.YOUTH_OFFENDING_SERVICE),
        clearances=(Clearance.PREVENT_AND_DETER,),
    )
    browser.sign_in(made)
    return made


@pytest.fixture
def child(lead: User) -> Person:
    by = actor_for(lead)
    found = make.person(by, "Kim", "Younger", today() - timedelta(days=17 * 366))
    _, held = case(by, Strand.PREVENT_AND_DETER, person=found)
    assign_worker(by, held, lead, AssignmentRole.YOS_WORKER, today())
    review = default_review(Colour.AMBER, today())
    set_traffic_light(by, held, Colour.AMBER, "Late nights again.", review, None, today())
    db.session.flush()
    return found


def _pages(app: Flask) -> Iterator[Rule]:
    """Those whose address takes no more than the reference of a person."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.arguments == {"reference"}:
            yield rule


def _said(browser: Browser, endpoint: str, **values: str) -> set[str]:
    page = browser.look(endpoint, **values)
    if page.status != 200 or not page.html:
        return set()
    text = _NAME_OF_SERVICE.sub("", page.text)
    for words in _FRAME:
        text = text.replace(words, "", 1)
    return set(_NEVER.findall(text)) | set(re.findall(r"\bPOPOs?\b(?!-)", text))


def test_no_page_about_a_child_speaks_of_an_adult_on_the_list(
    app: Flask, browser: Browser, child: Person
) -> None:
    said = {
        rule.endpoint: words
        for rule in _pages(app)
        if (words := _said(browser, rule.endpoint, reference=child.reference))
    }
    assert said == {}


def test_enough_pages_are_read(app: Flask, browser: Browser, child: Person) -> None:
    drawn = [
        rule.endpoint
        for rule in _pages(app)
        if browser.look(rule.endpoint, reference=child.reference).status == 200
    ]
    assert len(drawn) >= 25


@pytest.mark.parametrize("endpoint", _OF_STRAND)
def test_no_list_of_prevent_and_deter_does(browser: Browser, child: Person, endpoint: str) -> None:
    assert _said(browser, endpoint, strand="prevent-and-deter") == set(), child.reference

import contextvars
import re
from uuid import UUID

import pytest
from flask import Flask

from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.accounts.models import User
from popo.db import db
from popo.settings.names import Name
from popo.settings.services import set_value
from tests import make
from tests.pages import Browser, Page

CURRENT = re.compile(r'<a class="popo-navigation__link"[^>]*aria-current="page">([^<]+)</a>')
LINKS = re.compile(r'<a class="popo-navigation__link"[^>]*>([^<]+)</a>')
NO_DRAFT = UUID(int=0)


def account_of(browser: Browser, user: User) -> Page:
    return browser.sign_in(user).visit("accounts.own_account")


@pytest.mark.parametrize(
    ("role", "scope", "there", "absent"),
    [
        (Role.ADMINISTRATOR, SCHEME, {"Users", "Agencies"}, {"Updates", "Meetings", "Trail"}),
        (Role.TASKING_MEMBER, SCHEME, {"Updates"}, {"Users", "Caseload"}),
        (Role.AGENCY_CONTACT, "agency", {"Users", "Agencies"}, {"Updates", "Trail"}),
        (Role.PRACTITIONER, "agency", {"Home"}, {"Users", "Updates", "Trail"}),
    ],
)
def test_navigation_leads_only_where_one_may_go(
    browser: Browser, role: Role, scope: str, there: set[str], absent: set[str]
) -> None:
    shown = set(LINKS.findall(account_of(browser, make.user(role, scope)).html))
    assert there <= shown
    assert not absent & shown


def test_every_link_of_the_navigation_opens(app: Flask, work: None) -> None:
    make.partnership()
    for role in Role:
        browser = Browser(app)
        page = account_of(browser, make.user(role, SCHEME))
        for href in re.findall(r'popo-navigation__link" href="([^"]+)"', page.html):
            status = contextvars.Context().run(browser._client.get, href).status_code
            assert status == 200, f"{role}: {href} answered {status}"
            db.session.expire_all()


def test_navigation_names_no_place_twice(app: Flask, work: None) -> None:
    make.partnership()
    for role in Role:
        shown = LINKS.findall(account_of(Browser(app), make.user(role, SCHEME)).html)
        assert len(shown) == len(set(shown)), f"{role}: {shown}"


def test_navigation_marks_nominations_on_every_list_of_selection(browser: Browser) -> None:
    browser.sign_in(make.user(Role.COORDINATOR, SCHEME))
    for endpoint in ("selection.list_criteria", "selection.show_places", "selection.list_hosted"):
        assert CURRENT.findall(browser.visit(endpoint).html) == ["Nominations"]


def test_navigation_marks_the_present_place(browser: Browser) -> None:
    browser.sign_in(make.user(Role.ADMINISTRATOR, SCHEME))
    assert CURRENT.findall(browser.visit("accounts.add_user").html) == ["Users"]
    assert CURRENT.findall(browser.visit("accounts.list_agencies").html) == ["Agencies"]


def test_header_says_who_is_signed_in(browser: Browser) -> None:
    user = make.user(Role.STRAND_LEAD, "catch_and_convict")
    page = account_of(browser, user)
    assert f"{user.name}, {user.agency.short_name}" in page
    assert "Catch and Convict lead" in page
    assert 'data-seconds-left="1800"' in page.html or 'data-seconds-left="1799"' in page.html
    assert 'data-ended-href="/sign-in?then=/account"' in page.html


def test_find_is_for_those_who_may(app: Flask, work: None) -> None:
    assert 'name="words"' in account_of(Browser(app), make.user()).html
    administrator = make.user(Role.ADMINISTRATOR, SCHEME)
    assert 'name="words"' not in account_of(Browser(app), administrator).html


def test_a_demonstration_says_so_on_every_page(browser: Browser) -> None:
    banner = "Demonstration: nobody here is real"
    assert banner not in browser.visit("accounts.sign_in")
    set_value(Name.DEMONSTRATION, value=True)
    assert banner in browser.visit("accounts.sign_in")
    assert banner in browser.sign_in(make.user()).visit("drafts.show_draft", 404, key=NO_DRAFT)

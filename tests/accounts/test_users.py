import re

import pytest
from flask import Flask

from popo.access.actor import RoleScope
from popo.access.permissions import Clearance, Role
from popo.accounts import roles
from popo.accounts.models import User
from popo.accounts.queries import actor_for, user_named
from popo.accounts.services import NewUser, add_user, close_user
from popo.cases.models import Strand
from popo.db import db
from popo.errors import RuleBroken
from tests import make
from tests.accounts.make_accounts import sessions_of, settled
from tests.pages import Browser

NEWCOMER = {
    "name": "Kim Invented",
    "sign_in_name": "kim",
    "email": "kim@example.test",
    "roles": ["practitioner/agency"],
}


def administrator() -> User:
    return make.user(Role.ADMINISTRATOR, "scheme")


def test_strands_are_those_that_cases_know() -> None:
    assert {strand.value: strand.words for strand in Strand} == roles.STRANDS


def test_every_role_is_offered() -> None:
    assert {grant.role for grant in roles.OFFERED} == set(Role)
    assert all(roles.scope_of(grant.key) == grant for grant in roles.OFFERED)
    with pytest.raises(ValueError, match="practitioner/scheme"):
        roles.scope_of("practitioner/scheme")


def test_administrator_adds_a_user_who_can_sign_in_once_with_the_password_shown(
    browser: Browser,
) -> None:
    agency = make.agency()
    browser.sign_in(administrator())
    fields = {
        **NEWCOMER,
        "agency": str(agency.id),
        "roles": ["strand_lead/catch_and_convict", "practitioner/agency"],
        "clearances": ["prevent_and_deter"],
    }
    page = browser.send("accounts.add_user", fields, expect=201)
    user = user_named("KIM")
    assert user is not None
    actor = actor_for(user)
    assert actor.roles == {
        RoleScope(Role.STRAND_LEAD, "catch_and_convict"),
        RoleScope(Role.PRACTITIONER, "agency"),
    }
    assert actor.clearances == {Clearance.PREVENT_AND_DETER}
    assert user.agency_id == agency.id
    found = re.search(r"[0-9a-f]{4}(-[0-9a-f]{4}){3}", page.text)
    assert found is not None
    browser.send("accounts.sign_out")
    page = browser.send("accounts.sign_in", {"sign_in_name": "kim", "password": found[0]})
    assert page.location == "/sign-in/password"


def test_add_user_refuses_a_name_in_use(browser: Browser) -> None:
    agency = make.agency()
    settled("kim")
    browser.sign_in(administrator())
    fields = {**NEWCOMER, "sign_in_name": "Kim", "agency": str(agency.id)}
    page = browser.send("accounts.add_user", fields, expect=422)
    assert "already signs in under that name" in page


def test_add_user_refuses_a_role_that_does_not_exist(browser: Browser) -> None:
    agency = make.agency()
    browser.sign_in(administrator())
    fields = {**NEWCOMER, "agency": str(agency.id), "roles": ["practitioner/scheme"]}
    browser.send("accounts.add_user", fields, expect=422)
    assert user_named("kim") is None


def test_an_administrator_does_no_casework(work: None) -> None:
    details = NewUser(
        sign_in_name="both",
        name="Both Invented",
        email="both@example.test",
        agency=make.agency(),
        roles=[RoleScope(Role.ADMINISTRATOR, "scheme"), RoleScope(Role.PRACTITIONER, "agency")],
    )
    with pytest.raises(RuleBroken, match="sees no case content"):
        add_user(None, details, make.PASSWORD)


def test_agency_contact_sees_their_own_agency_only(browser: Browser) -> None:
    contact = make.user(Role.AGENCY_CONTACT)
    colleague, stranger = make.user(of=contact.agency), make.user()
    browser.sign_in(contact)
    page = browser.visit("accounts.list_users")
    assert colleague.name in page
    assert stranger.name not in page
    browser.visit("accounts.show_user", key=colleague.id)
    for endpoint in ("accounts.show_user", "accounts.close_user"):
        browser.visit(endpoint, expect=404, key=stranger.id)
    for endpoint in ("accounts.close_user", "accounts.end_sessions"):
        browser.send(endpoint, expect=404, key=stranger.id)
    assert stranger.closed_at is None


def test_administrator_sees_every_agency(browser: Browser) -> None:
    one, two = make.user(), make.user()
    browser.sign_in(administrator())
    page = browser.visit("accounts.list_users")
    assert one.name in page
    assert two.name in page


def test_agency_contact_adds_to_their_own_agency_whatever_is_sent(browser: Browser) -> None:
    contact, other = make.user(Role.AGENCY_CONTACT), make.agency()
    browser.sign_in(contact)
    fields = {**NEWCOMER, "agency": str(other.id), "clearances": ["health"]}
    browser.send("accounts.add_user", fields, expect=201)
    user = user_named("kim")
    assert user is not None
    assert user.agency_id == contact.agency_id
    assert actor_for(user).clearances == frozenset()


@pytest.mark.parametrize("role", ["coordinator/scheme", "administrator/scheme", "chair/scheme"])
def test_agency_contact_gives_no_role_beyond_the_agency(browser: Browser, role: str) -> None:
    browser.sign_in(make.user(Role.AGENCY_CONTACT))
    browser.send("accounts.add_user", {**NEWCOMER, "roles": [role]}, expect=422)
    assert user_named("kim") is None


def test_the_service_itself_holds_an_agency_contact_to_that(work: None) -> None:
    contact = make.user(Role.AGENCY_CONTACT)
    details = NewUser(
        sign_in_name="kim",
        name="Kim Invented",
        email="kim@example.test",
        agency=contact.agency,
        roles=[RoleScope(Role.COORDINATOR, "scheme")],
    )
    with pytest.raises(RuleBroken, match="Ask the administrator"):
        add_user(actor_for(contact), details, make.PASSWORD)


def test_close_user_ends_everything_at_once(app: Flask, work: None) -> None:
    user = make.user(clearances=(Clearance.HEALTH,))
    theirs = Browser(app).sign_in(user)
    theirs.visit("accounts.own_account")
    mine = Browser(app).sign_in(administrator())
    assert "signed out everywhere at once" in mine.visit("accounts.close_user", key=user.id)
    mine.send("accounts.close_user", key=user.id)
    theirs.visit("accounts.own_account", expect=302)
    actor = actor_for(user)
    assert (actor.roles, actor.clearances) == (frozenset(), frozenset())
    assert user.name not in mine.visit("accounts.list_users")
    assert "Closed" in mine.visit("accounts.show_user", key=user.id)
    assert "already closed" in mine.send("accounts.close_user", expect=422, key=user.id)


def test_nobody_closes_their_own_account(work: None) -> None:
    user = administrator()
    with pytest.raises(RuleBroken, match="your own account"):
        close_user(user, actor_for(user))


def test_administrator_ends_somebodys_sessions(app: Flask, work: None) -> None:
    user = make.user()
    theirs = Browser(app).sign_in(user)
    mine = Browser(app).sign_in(administrator())
    mine.send("accounts.end_sessions", key=user.id)
    theirs.visit("accounts.own_account", expect=302)
    assert "An administrator ended your session" in theirs.visit("accounts.sign_in")


def test_reset_user_ends_sessions_and_takes_the_old_ways_in_away(app: Flask, work: None) -> None:
    user = settled("lost-phone")
    db.session.flush()  # so that the browser finds the roles
    theirs = Browser(app).sign_in(user)
    secret = user.second_factor_secret
    mine = Browser(app).sign_in(administrator())
    mine.send("accounts.reset_user", expect=201, key=user.id)
    theirs.visit("accounts.own_account", expect=302)
    assert user.second_factor_secret != secret
    assert not user.has_second_factor
    fields = {"sign_in_name": "lost-phone", "password": make.PASSWORD}
    theirs.send("accounts.sign_in", fields, expect=422)


def test_reset_user_is_for_administrators(browser: Browser) -> None:
    contact = make.user(Role.AGENCY_CONTACT)
    colleague = make.user(Role.COORDINATOR, "scheme", of=contact.agency)
    browser.sign_in(contact)
    browser.send("accounts.reset_user", expect=403, key=colleague.id)
    assert sessions_of(colleague) == []


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.COORDINATOR, Role.TASKING_MEMBER])
def test_others_look_after_nobody(browser: Browser, role: Role) -> None:
    browser.sign_in(make.user(role, "scheme"))
    for endpoint in ("accounts.list_users", "accounts.add_user"):
        browser.visit(endpoint, expect=403)

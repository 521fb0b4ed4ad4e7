"""Who is held already like what is being typed, shown before anything is saved."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.access.permissions import Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.audit.models import AuditEvent
from popo.db import db, settle
from popo.people.typed import typed_person
from tests import make
from tests.pages import Browser

TODAY = date(2024, 4, 30)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"given": "Adam", "family": "Ex"}, ("Adam Ex", None)),
        ({"given": "Adam", "family": "E"}, ("", None)),
        ({"family": "Example", "date_of_birth": "3/5/1983"}, ("Example", date(1983, 5, 3))),
        ({"family": "Example", "date_of_birth": "3/5/19"}, ("Example", date(2019, 5, 3))),
        ({"family": "Example", "date_of_birth": "tomorrow"}, ("Example", None)),
        ({"family": "Example", "date_of_birth": "half of"}, ("Example", None)),
        ({"family": ["Example"]}, ("", None)),
        ({"family": "Ex\0ample"}, ("", None)),
        ([], ("", None)),
        (None, ("", None)),
    ],
)
def test_only_enough_is_looked_for(sent: object, expected: tuple[str, date | None]) -> None:
    assert typed_person(sent, TODAY) == expected


@given(sent=JSON)
def test_whatever_a_browser_sends_is_taken(sent: Any) -> None:
    name, born = typed_person(sent, TODAY)
    assert isinstance(name, str)
    assert born is None or born <= TODAY


def asked(browser: Browser, user: User, sent: object, expect: int = 200) -> dict[str, Any]:
    browser.sign_in(user)
    settle()
    response = browser._client.post("/people/add/alike", json=sent)
    assert response.status_code == expect
    found: dict[str, Any] = response.get_json() if expect == 200 else {}
    return found


def test_the_same_explained_matches_as_before_saving(browser: Browser) -> None:
    user = make.user()
    person = make.person(actor_for(user))
    typed = {"given": "Adan", "family": "Exampel", "date_of_birth": "3/5/1983"}
    found = asked(browser, user, typed)
    assert found["count"] == 1
    assert person.reference in found["html"]
    assert "1 record may be the same person." in found["html"]
    none = asked(browser, user, {"given": "Zoe", "family": "Quite-Other"})
    assert (none["count"], none["html"].strip()) == (0, "")


def test_the_trail_keeps_each_look_and_the_words_are_sealed(browser: Browser) -> None:
    user = make.user()
    asked(browser, user, {"given": "Adam", "family": "Example"})
    asked(browser, user, {"given": "Adam", "family": "E"})
    events = db.session.query(AuditEvent).filter_by(event="people.found").all()
    assert [event.details for event in events] == [{"count": 0}]


def test_of_whom_one_may_not_see_no_name_is_told(browser: Browser) -> None:
    owner = make.user(of=make.agency(AgencyKind.PROBATION))
    make.person(actor_for(owner))
    found = asked(browser, make.user(), {"given": "Adam", "family": "Example"})
    assert "Example" not in found["html"]


def test_nobody_without_the_right_to_add_asks(browser: Browser) -> None:
    typed = {"given": "Adam", "family": "Example"}
    asked(browser, make.user(Role.TASKING_MEMBER, "scheme"), typed, 403)

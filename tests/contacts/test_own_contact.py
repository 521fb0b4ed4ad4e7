"""What opens the form again with words of one's own: only ever on the same person's page."""

from typing import Any

import pytest

from popo.accounts.queries import actor_for
from tests import make
from tests.contacts.make_contact import happened, logged
from tests.pages import Browser


@pytest.mark.parametrize("name", ["again", "like"])
def test_a_contact_with_somebody_else_is_not_put_into_the_form(browser: Browser, name: str) -> None:
    make.partnership()
    user = make.user()
    actor = actor_for(user)
    person, other = make.person(actor), make.person(actor)
    theirs = logged(actor, other, happened(note="Only of the other", place="Only there"))
    browser.sign_in(user)
    named: dict[str, Any] = {name: str(theirs.id)}
    opened = browser.visit("contacts.log_contact", reference=person.reference, **named)
    assert "Only of the other" not in opened.html
    assert "Only there" not in opened.html
    own = browser.visit("contacts.log_contact", reference=other.reference, again=str(theirs.id))
    assert "Only of the other" in own.html

"""What no browser sends: answered, never a fault."""

import contextvars

import pytest

from tests import make
from tests.pages import Browser


@pytest.mark.parametrize(
    "address", ["/people/a%00b", "/people/find?x=%00", "/home?a=1&a=%00", "/drafts/x/a%00b"]
)
def test_an_address_with_a_nul_is_refused(browser: Browser, address: str) -> None:
    browser.sign_in(make.user())
    response = contextvars.Context().run(browser._client.get, address)
    assert response.status_code in {400, 405}


@pytest.mark.parametrize("fields", [{"words": "a\0b"}, {"words": ["Ray", "\0"]}])
def test_a_form_with_a_nul_is_refused(browser: Browser, fields: dict[str, object]) -> None:
    browser.sign_in(make.user())
    browser.send("people.find_people", fields, expect=400)

"""A client that names endpoints, says which status it expects and inspects every page."""

import contextvars
import re
from typing import Any

import html5lib
from flask import Flask, url_for
from werkzeug.test import TestResponse

from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.accounts.services import open_session
from popo.db import db, settle

_XHTML = "{http://www.w3.org/1999/xhtml}"


class Page:
    """A response that has been inspected."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.html = "" if response.mimetype == "application/pdf" else response.text
        self.location = response.location

    @property
    def text(self) -> str:
        """What a reader sees, spaces made even."""
        tree = html5lib.parse(self.html)
        body = tree.find(f"{_XHTML}body")
        return " ".join(" ".join(body.itertext()).split())

    def __contains__(self, words: str) -> bool:
        return words in self.text


class Browser:
    """One browser, signed in as nobody until `sign_in`. Each has its own cookies."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._client = app.test_client()

    def sign_in(self, user: User) -> "Browser":
        token = open_session(user, actor_for(user), 12, second_factor_passed=True)
        settle()
        contextvars.Context().run(self._hold, token)
        return self

    def _hold(self, token: str) -> None:
        with self._client.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie["_fresh"] = True

    def visit(self, endpoint: str, expect: int = 200, **values: Any) -> Page:
        return self._open("GET", endpoint, expect, None, values)

    def look(self, endpoint: str, **values: Any) -> Page:
        """Whatever the answer is, uninspected: for going through every page there is."""
        settle()
        address = contextvars.Context().run(self._address, endpoint, values)
        response = contextvars.Context().run(self._client.get, address)
        db.session.expire_all()
        return Page(response)

    def send(
        self, endpoint: str, data: dict[str, Any] | None = None, expect: int = 302, **values: Any
    ) -> Page:
        """Posts a form; a change that went well answers with a redirect."""
        return self._open("POST", endpoint, expect, data or {}, values)

    def send_json(self, endpoint: str, sent: Any, expect: int = 200, **values: Any) -> Any:
        """Posts JSON as a script of ours does, and gives the JSON it is answered with."""
        settle()
        address = contextvars.Context().run(self._address, endpoint, values)
        response = contextvars.Context().run(self._client.post, address, json=sent)
        db.session.expire_all()
        assert response.status_code == expect, f"POST {address}: {response.status_code}"
        return response.get_json() if expect == 200 else None

    def _open(
        self, method: str, endpoint: str, expect: int, data: dict[str, Any] | None, values: Any
    ) -> Page:
        settle()  # the request has its own session, which must see the rows made so far
        # empty contexts, so that the request shares neither `g` nor session with the test
        address = contextvars.Context().run(self._address, endpoint, values)
        response = contextvars.Context().run(
            self._client.open, address, method=method, data=data, follow_redirects=False
        )
        db.session.expire_all()
        assert response.status_code == expect, f"{method} {address}: {response.status_code}"
        page = Page(response)
        if response.mimetype == "text/html" and response.status_code not in {301, 302, 303}:
            inspect(page)
        return page

    def _address(self, endpoint: str, values: dict[str, Any]) -> str:
        with self._app.test_request_context():
            return url_for(endpoint, **values)


def inspect(page: Page) -> None:
    """Valid HTML, one `h1`, a title that begins with it, no id twice, nothing unresolved."""
    tree = html5lib.HTMLParser(strict=True).parse(page.html)
    headings = [" ".join(found.itertext()) for found in tree.iter(f"{_XHTML}h1")]
    assert len(headings) == 1, f"{len(headings)} h1 headings"
    title = " ".join("".join(tree.find(f".//{_XHTML}title").itertext()).split())
    heading = " ".join(headings[0].split())
    assert title.startswith(heading), f"title {title!r} does not begin with {heading!r}"
    ids = [found.get("id") for found in tree.iter() if found.get("id")]
    assert len(ids) == len(set(ids)), (
        f"ids used twice: {sorted({i for i in ids if ids.count(i) > 1})}"
    )
    assert not re.search(r"\bNone\b|Undefined|&lt;[a-z]+ object at|<unsealed>", page.text), (
        page.text
    )

"""Asking the application for pages as a signed-in browser does, in this process."""

import contextvars

from flask import Flask
from flask.testing import FlaskClient

from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.accounts.services import open_session
from popo.bench.scale import user
from popo.db import transaction


class Desk:
    """One of the town's staff, signed in."""

    def __init__(self, app: Flask, name: str) -> None:
        self.client: FlaskClient = app.test_client()
        token = _token(app, name)
        with self.client.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie["_fresh"] = True

    def get(self, address: str) -> str:
        return self._ask("GET", address, None)

    def post(self, address: str, fields: dict[str, str]) -> str:
        return self._ask("POST", address, fields)

    def _ask(self, method: str, address: str, fields: dict[str, str] | None) -> str:
        answer = contextvars.Context().run(
            self.client.open, address, method=method, data=fields, follow_redirects=False
        )
        if answer.status_code not in {200, 302, 303}:
            raise RuntimeError(f"{method} {address} answered {answer.status_code}")
        return answer.text


def _token(app: Flask, name: str) -> str:
    with app.app_context(), transaction():
        somebody: User = user(name)
        return open_session(somebody, actor_for(somebody), 12, second_factor_passed=True)

"""A small application with the page shell and nothing else."""

from collections.abc import Iterator
from secrets import token_bytes

import pytest
from flask import Flask
from flask_wtf import CSRFProtect

from popo.web.headers import init_headers
from popo.web.templating import init_templates


@pytest.fixture
def shell() -> Iterator[Flask]:
    app = Flask("shell", static_folder=None, template_folder=None)
    app.secret_key = token_bytes()
    app.config.update(SESSION_COOKIE_SECURE=True, WTF_CSRF_ENABLED=False)
    CSRFProtect(app)
    init_headers(app)
    init_templates(app)
    with app.test_request_context():
        yield app

from flask import Flask

from popo.web.headers import CONTENT_SECURITY_POLICY


def test_every_answer_tells_the_browser_what_it_may_do(shell: Flask) -> None:
    for address in ("/nothing-here", "/assets/x/popo/css/print.css"):
        with shell.test_client().get(address) as response:
            headers = response.headers
        assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]


def test_policy_allows_nothing_inline_and_no_other_site() -> None:
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none'")
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert "*" not in CONTENT_SECURITY_POLICY


def test_pages_are_never_kept(shell: Flask) -> None:
    assert shell.test_client().get("/nothing-here").headers["Cache-Control"] == "no-store"


def test_https_is_insisted_on_only_with_secure_cookies(shell: Flask) -> None:
    header = "Strict-Transport-Security"
    assert header in shell.test_client().get("/").headers
    shell.config["SESSION_COOKIE_SECURE"] = False
    assert header not in shell.test_client().get("/").headers

"""Handing mail in to a real server, and every way that can go wrong."""

import socket
from dataclasses import replace
from pathlib import Path

import pytest

from popo.mail import Mailbox, MailFailed, mailbox, send
from tests.mail.server import SENDER, certificate, mail_server

TO = "sam@example.test"


def test_a_message_is_taken_as_it_was_written() -> None:
    with mail_server() as (box, taken):
        send(box, TO, "3 things wait", "Zoë has nothing here\n")
    (message,) = taken.messages
    assert (message["From"], message["To"], message["Subject"]) == (SENDER, TO, "3 things wait")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@popo.example.test>")
    body = message.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert body.decode() == "Zoë has nothing here\r\n"


def test_starttls_is_used_and_the_certificate_is_checked(tmp_path: Path) -> None:
    with mail_server(tmp_path) as (box, taken):
        send(box, TO, "Subject", "Text\n")
        assert taken.encrypted == [True]
        other, _ = certificate(tmp_path, "elsewhere")
        with pytest.raises(MailFailed, match="certificate"):
            send(replace(box, ca_file=str(other)), TO, "Subject", "Text\n")
        with pytest.raises(MailFailed, match="did not take it"):
            send(replace(box, security="none"), TO, "Subject", "Text\n")
    assert len(taken.messages) == 1


def test_a_password_is_given_over_an_encrypted_connection(tmp_path: Path) -> None:
    with mail_server(tmp_path, asks=True) as (box, taken):
        send(replace(box, user="popo", password="right"), TO, "Subject", "Text\n")
        with pytest.raises(MailFailed, match="password"):
            send(replace(box, user="popo", password="wrong"), TO, "Subject", "Text\n")
    assert len(taken.messages) == 1


def test_a_refused_address_is_said_without_naming_it() -> None:
    with mail_server() as (box, taken), pytest.raises(MailFailed) as failed:
        send(box, "nobody@example.test", "Subject", "Text\n")
    assert taken.messages == []
    assert "nobody" not in str(failed.value)


def test_a_server_that_is_away_or_silent_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        box = Mailbox("127.0.0.1", held.getsockname()[1], "none", SENDER)
        with pytest.raises(MailFailed, match="cannot be reached"):
            send(box, TO, "Subject", "Text\n")
        held.listen()
        monkeypatch.setattr("popo.mail.TIMEOUT_SECONDS", 0.2)
        with pytest.raises(MailFailed, match="cannot be reached"):
            send(box, TO, "Subject", "Text\n")


@pytest.mark.parametrize("to", ["a@example.test\nBcc: b@example.test", "a@example.test\r\nX: y"])
def test_an_address_cannot_add_headers(to: str) -> None:
    with mail_server() as (box, taken), pytest.raises(MailFailed, match="cannot be used"):
        send(box, to, "Subject", "Text\n")
    assert taken.messages == []


SETTINGS = {
    "MAIL_HOST": "mail.example.test",
    "MAIL_PORT": 587,
    "MAIL_SECURITY": "starttls",
    "MAIL_USER": "popo",
    "MAIL_PASSWORD_FILE": "",
    "MAIL_CA_FILE": "",
    "MAIL_FROM": SENDER,
}


def test_the_mailbox_is_as_the_settings_say(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("right\n")
    box = mailbox({**SETTINGS, "MAIL_PASSWORD_FILE": str(secret)})
    assert box is not None
    assert (box.host, box.security, box.password) == ("mail.example.test", "starttls", "right")
    assert "right" not in repr(box)
    assert mailbox({**SETTINGS, "MAIL_HOST": ""}) is None
    for half in ({"MAIL_FROM": ""}, {"MAIL_SECURITY": "maybe"}):
        with pytest.raises(RuntimeError, match="Set POPO_MAIL"):
            mailbox({**SETTINGS, **half})

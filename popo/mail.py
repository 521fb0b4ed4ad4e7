"""Sends plain mail through the partnership's own server. What it says is its callers' care."""

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path
from typing import Any

TIMEOUT_SECONDS = 20


class MailFailed(Exception):  # noqa: N818 - it names what happened
    """The message is a sentence for whoever looks after the service; it names no recipient."""


@dataclass(frozen=True)
class Mailbox:
    """Where mail is handed in. `security` is `starttls`, `tls` or `none`."""

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""


def mailbox(config: Mapping[str, Any]) -> Mailbox | None:
    """As the settings say; None where mail is not set up. Raises RuntimeError on half a setting."""
    host = config.get("MAIL_HOST", "")
    if not host:
        return None
    if not config["MAIL_FROM"]:
        raise RuntimeError("Set POPO_MAIL_FROM: the address that reminders come from.")
    if config["MAIL_SECURITY"] not in {"starttls", "tls", "none"}:
        raise RuntimeError("Set POPO_MAIL_SECURITY to starttls, tls or none.")
    secret = config["MAIL_PASSWORD_FILE"]
    return Mailbox(
        host=host,
        port=config["MAIL_PORT"],
        security=config["MAIL_SECURITY"],
        sender=config["MAIL_FROM"],
        user=config["MAIL_USER"],
        password=Path(secret).read_text().strip() if secret else "",
        ca_file=config["MAIL_CA_FILE"],
    )


def send(box: Mailbox, to: str, subject: str, text: str) -> None:
    """Hands one message in. Raises MailFailed where the server did not take it."""
    message = _message(box, to, subject, text)
    try:
        with _connection(box) as server:
            if box.user:
                server.login(box.user, box.password)
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused:
        raise MailFailed("The mail server refuses this address.") from None
    except smtplib.SMTPAuthenticationError:
        raise MailFailed("The mail server refuses the user name or the password.") from None
    except ssl.SSLError:
        raise MailFailed("The mail server's certificate is not to be trusted.") from None
    except smtplib.SMTPServerDisconnected:
        raise MailFailed("The mail server cannot be reached.") from None
    except smtplib.SMTPException as fault:
        raise MailFailed(f"The mail server did not take it ({type(fault).__name__}).") from None
    except OSError:
        raise MailFailed("The mail server cannot be reached.") from None


def _message(box: Mailbox, to: str, subject: str, text: str) -> EmailMessage:
    message = EmailMessage()
    try:
        message["From"], message["To"], message["Subject"] = box.sender, to, subject
    except (ValueError, TypeError):  # a line break in an address begins a header of its own
        raise MailFailed("The address cannot be used in mail.") from None
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=box.sender.rpartition("@")[2] or None)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


def _connection(box: Mailbox) -> smtplib.SMTP:
    context = ssl.create_default_context(cafile=box.ca_file or None)
    if box.security == "tls":
        return smtplib.SMTP_SSL(box.host, box.port, timeout=TIMEOUT_SECONDS, context=context)
    server = smtplib.SMTP(box.host, box.port, timeout=TIMEOUT_SECONDS)
    if box.security == "starttls":
        try:
            server.starttls(context=context)
        except BaseException:
            server.close()
            raise
    return server

"""A real mail server on this machine, for tests: it keeps what it takes, or refuses it."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from popo.mail import Mailbox

HOST = "127.0.0.1"
SENDER = "reminders@popo.example.test"


class Taken:
    """What the server took; it refuses addresses that begin with `nobody`."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.encrypted: list[bool] = []

    async def handle_RCPT(  # noqa: N802 - the name is the server's
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if address.startswith("nobody"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        self.messages.append(message_from_bytes(content))
        self.encrypted.append(session.ssl is not None)
        return "250 OK"


def certificate(folder: Path, name: str = "localhost") -> tuple[Path, Path]:
    """A certificate for `name` and this machine, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, secret = folder / f"{name}.pem", folder / f"{name}.key"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return public, secret


def _only_right(
    _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any
) -> AuthResult:
    right = isinstance(data, LoginPassword) and data.password == b"right"
    return AuthResult(success=right, handled=False)


def _free_port() -> int:
    with socket.socket() as held:
        held.bind((HOST, 0))
        return int(held.getsockname()[1])


@contextmanager
def mail_server(
    folder: Path | None = None, *, asks: bool = False
) -> Iterator[tuple[Mailbox, Taken]]:
    """With `folder` it speaks STARTTLS and insists on it; with `asks` it wants a password."""
    taken, more, security, ca = Taken(), {}, "none", ""
    if folder is not None:
        public, secret = certificate(folder)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(public, secret)
        more = {"tls_context": context, "require_starttls": True}
        security, ca = "starttls", str(public)
    if asks:
        more |= {
            "authenticator": _only_right,
            "auth_required": True,
            "auth_exclude_mechanism": ["LOGIN"],
        }
    port = _free_port()
    controller = Controller(taken, hostname=HOST, port=port, **more)
    controller.start()
    try:
        yield Mailbox("localhost", port, security, SENDER, ca_file=ca), taken
    finally:
        controller.stop()

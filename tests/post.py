"""A mail server on the loopback that answers as a test wants, and keeps what it takes."""

from __future__ import annotations

import ipaddress
import ssl
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from planner.settings import MailServer, SmtpSecurity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

SENDER = "plenum@house.example"
USER, WORD = "plenum", "a word of the tests"


@dataclass
class Letterbox:
    """What a server has taken, and what it is to answer to whom."""

    answers: dict[str, list[str]] = field(default_factory=dict)
    """Answers to RCPT by address, one after the other; ``drop`` ends the connection."""
    data_answers: list[str] = field(default_factory=list)
    taken: list[EmailMessage] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802  the server calls it so
        self, server: SMTP, _session: object, envelope: Envelope, address: str, _options: object
    ) -> str:
        answer = (self.answers.get(address) or ["250 OK"]).pop(0)
        if answer == "drop":
            server.transport.close()
            return "421 gone"
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802  the same
        answer = self.data_answers.pop(0) if self.data_answers else "250 OK"
        if answer.startswith("2"):
            self.taken.append(message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        return answer

    def authenticate(
        self, _server: object, _session: object, _envelope: object, _kind: str, proof: LoginPassword
    ) -> AuthResult:
        self.logins.append(proof.login.decode())
        is_right = (proof.login, proof.password) == (USER.encode(), WORD.encode())
        return AuthResult(success=is_right, handled=False)  # else a refusal is never answered


class PostController(Controller):
    """A server that takes whichever port is free."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr,attr-defined]
        super()._trigger_server()


@contextmanager
def serve_post(box: Letterbox, tls: ssl.SSLContext | None = None, **rest: Any) -> Iterator[int]:  # noqa: ANN401  whatever the server takes
    """Serve a letterbox on a free port of the loopback; over TLS from the start where told."""
    controller = PostController(box, hostname="127.0.0.1", port=0, ssl_context=tls, **rest)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def plain_server(port: int) -> MailServer:
    return MailServer("127.0.0.1", port, security=SmtpSecurity.NONE, sender=SENDER, seconds=5)


def make_certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """Return a certificate for 127.0.0.1 that signs itself, and a server's context with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "post.pem", folder / "post.key"
    public.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return public, context

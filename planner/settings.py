"""What the installation is told from outside; the only reader of the environment."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FONT_ROLES = ("title", "body", "heading", "subheading")
MEBIBYTE = 1024 * 1024
SHORTEST_SECRET = 32
SET_UP_FILE = "setup-code.txt"
"""Where set-up leaves the code of an empty installation, in the instance folder."""
ADDRESS = re.compile(r"[\w.+-]+@[A-Za-z0-9.-]+", re.ASCII)
SMTP_PORTS = {"starttls": 587, "tls": 465, "none": 25}
IMAP_PORTS = {"starttls": 143, "tls": 993, "none": 143}


class MissingSettingError(RuntimeError):
    """A setting without which the program must not start is missing or unusable."""


class SmtpSecurity(StrEnum):
    """How the way to the mail server, or to the mailbox, is kept secret."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailServer:
    """The mail server that letters are handed to; without a host they wait."""

    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    security: SmtpSecurity = SmtpSecurity.STARTTLS
    sender: str = ""
    """The address that letters come from."""
    ca_file: Path | None = None
    """The certificate that the server's is signed with, where no public authority did it."""
    seconds: float = 30.0

    @property
    def is_set(self) -> bool:
        """Tell whether letters can be sent at all."""
        return bool(self.host and self.sender)

    @property
    def real_port(self) -> int:
        """Return the port that is set, else the usual one."""
        return self.port or SMTP_PORTS[self.security]


@dataclass(frozen=True, slots=True)
class MailboxServer:
    """The mailbox that answers to invitations come to; without a host nobody reads it."""

    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    security: SmtpSecurity = SmtpSecurity.TLS
    folder: str = "INBOX"
    ca_file: Path | None = None
    """The certificate that the server's is signed with, where no public authority did it."""
    seconds: float = 30.0

    @property
    def is_set(self) -> bool:
        """Tell whether answers can be read at all."""
        return bool(self.host and self.user)

    @property
    def real_port(self) -> int:
        """Return the port that is set, else the usual one."""
        return self.port or IMAP_PORTS[self.security]


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and how the pages are served; nothing here changes while we run."""

    instance: Path
    secret_key: str = field(default="", repr=False)
    database_url: str = field(default="", repr=False)
    redis_url: str = field(default="", repr=False)
    public_url: str = "http://127.0.0.1:8000"
    font_folders: tuple[Path, ...] = ()
    font_files: tuple[tuple[str, Path], ...] = ()
    """Pairs of role (title, body, heading, subheading) and the house's own font file."""
    max_upload_bytes: int = 20 * MEBIBYTE
    proxies: int = 0
    """Number of reverse proxies whose X-Forwarded-… headers are believed."""
    trusted_hosts: tuple[str, ...] = ()
    """Host names served besides that of ``public_url``; a leading dot means all below it."""
    mail: MailServer = MailServer()
    mailbox: MailboxServer = MailboxServer()
    password_profile: str = "asvs"  # noqa: S105  the name of a profile
    password_length: int = 0
    password_days: int = 90
    password_history: int = 5
    blocked_passwords: Path | None = None
    """A file of passwords that are known to be out, one a line."""
    session_idle_minutes: int = 120
    session_hours: int = 12
    shared_addresses: tuple[str, ...] = ()
    """Networks behind which a whole office sits, as ``203.0.113.7/32``."""
    oidc_issuer: str = ""
    """The single sign-on of the house; empty where it has none."""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_name: str = ""

    @classmethod
    def from_environment(cls) -> Settings:
        """Return the settings that the environment and the instance folder give."""
        read = os.environ.get
        instance = Path(read("PLENUM_INSTANCE") or "instance").resolve()
        return cls(
            instance=instance,
            secret_key=read("PLENUM_SECRET_KEY") or read_secret(instance),
            database_url=read("PLENUM_DATABASE_URL", ""),
            redis_url=read("PLENUM_REDIS_URL", ""),
            public_url=read("PLENUM_PUBLIC_URL") or "http://127.0.0.1:8000",
            font_folders=font_folders(read("PLENUM_FONT_FOLDERS", ""), instance),
            font_files=tuple(
                (role, Path(value))
                for role in FONT_ROLES
                if (value := read(f"PLENUM_FONT_{role.upper()}"))
            ),
            proxies=int(read("PLENUM_PROXIES") or 0),
            trusted_hosts=tuple(filter(None, read("PLENUM_TRUSTED_HOSTS", "").split(","))),
            mail=read_mail_server(),
            mailbox=read_mailbox_server(),
            **sign_in_settings(),
        )

    @property
    def database(self) -> str:
        """Return the address of the database: the one named, else SQLite in the instance."""
        return self.database_url or f"sqlite:///{self.instance / 'plenum.db'}"

    @property
    def store_folder(self) -> Path:
        """Return the folder of the content-addressed store."""
        return self.instance / "store"

    @property
    def is_https(self) -> bool:
        """Tell whether readers reach us over TLS."""
        return urlsplit(self.public_url).scheme == "https"

    def cookie(self, name: str) -> str:
        """Return the name of a cookie: over TLS it is bound to this host, path and scheme."""
        return f"__Host-{name}" if self.is_https else name

    @property
    def hosts(self) -> list[str]:
        """Return the host names that a request may ask for."""
        own = urlsplit(self.public_url).hostname or "127.0.0.1"
        return [own, "127.0.0.1", "localhost", *self.trusted_hosts]

    def require_secret(self) -> str:
        """Return the secret key; a missing or short one stops the start."""
        if len(self.secret_key) < SHORTEST_SECRET:
            message = (
                f"PLENUM_SECRET_KEY is missing or shorter than {SHORTEST_SECRET} characters; "
                "'planner setup' writes one to the instance folder"
            )
            raise MissingSettingError(message)
        return self.secret_key


def sign_in_settings() -> dict[str, Any]:
    """Return what the environment says of passwords, sessions and single sign-on."""
    read = os.environ.get
    blocked = read("PLENUM_BLOCKED_PASSWORDS")
    return {
        "password_profile": read("PLENUM_PASSWORD_PROFILE") or "asvs",
        "password_length": int(read("PLENUM_PASSWORD_LENGTH") or 0),
        "password_days": int(read("PLENUM_PASSWORD_DAYS") or 90),
        "password_history": int(read("PLENUM_PASSWORD_HISTORY") or 5),
        "blocked_passwords": Path(blocked) if blocked else None,
        "session_idle_minutes": int(read("PLENUM_SESSION_IDLE_MINUTES") or 120),
        "session_hours": int(read("PLENUM_SESSION_HOURS") or 12),
        "shared_addresses": tuple(filter(None, read("PLENUM_SHARED_ADDRESSES", "").split(","))),
        "oidc_issuer": read("PLENUM_OIDC_ISSUER", "").rstrip("/"),
        "oidc_client_id": read("PLENUM_OIDC_CLIENT_ID", ""),
        "oidc_client_secret": read("PLENUM_OIDC_CLIENT_SECRET", ""),
        "oidc_name": read("PLENUM_OIDC_NAME", ""),
    }


def read_secret(instance: Path) -> str:
    """Return the secret that set-up wrote to the instance folder, or nothing."""
    file = instance / "secret.key"
    return file.read_text("utf-8").strip() if file.is_file() else ""


def read_mail_server() -> MailServer:
    """Return the mail server that the environment names; a wrong word stops the start."""
    read = os.environ.get
    ca_file = read("PLENUM_SMTP_CA_FILE")
    server = MailServer(
        host=read("PLENUM_SMTP_HOST", ""),
        port=int(read("PLENUM_SMTP_PORT") or 0),
        user=read("PLENUM_SMTP_USER", ""),
        password=read("PLENUM_SMTP_PASSWORD", ""),
        security=read_security("PLENUM_SMTP_SECURITY", SmtpSecurity.STARTTLS),
        sender=read("PLENUM_MAIL_FROM", ""),
        ca_file=Path(ca_file) if ca_file else None,
    )
    if server.host and not ADDRESS.fullmatch(server.sender):
        message = "PLENUM_SMTP_HOST is set, but PLENUM_MAIL_FROM is no address such as a@b.example"
        raise MissingSettingError(message)
    return server


def read_mailbox_server() -> MailboxServer:
    """Return the mailbox that the environment names; one half set stops the start."""
    read = os.environ.get
    ca_file = read("PLENUM_IMAP_CA_FILE")
    server = MailboxServer(
        host=read("PLENUM_IMAP_HOST", ""),
        port=int(read("PLENUM_IMAP_PORT") or 0),
        user=read("PLENUM_IMAP_USER", ""),
        password=read("PLENUM_IMAP_PASSWORD", ""),
        security=read_security("PLENUM_IMAP_SECURITY", SmtpSecurity.TLS),
        folder=read("PLENUM_IMAP_FOLDER") or "INBOX",
        ca_file=Path(ca_file) if ca_file else None,
    )
    if server.host and not (server.user and server.password):
        message = "PLENUM_IMAP_HOST is set, but PLENUM_IMAP_USER or PLENUM_IMAP_PASSWORD is not"
        raise MissingSettingError(message)
    return server


def read_security(name: str, usual: SmtpSecurity) -> SmtpSecurity:
    """Return how a line is kept secret; a wrong word stops the start."""
    word = os.environ.get(name) or usual.value
    if word not in set(SmtpSecurity):
        message = f"{name} is {word!r}; write starttls, tls or none"
        raise MissingSettingError(message)
    return SmtpSecurity(word)


def font_folders(named: str, instance: Path) -> tuple[Path, ...]:
    """Return where fonts are looked for: the folders named, else the usual ones."""
    if named:
        return tuple(Path(each) for each in named.split(os.pathsep) if each)
    return (
        instance / "fonts",
        Path(sys.prefix) / "share" / "plenum" / "fonts",
        Path("/usr/share/fonts"),
    )

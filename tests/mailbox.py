"""A real IMAP server on the loopback, with one mailbox for the tests of a process."""

from __future__ import annotations

import imaplib
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from imaplib import Time2Internaldate
from typing import TYPE_CHECKING

from planner.settings import MailboxServer, SmtpSecurity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

USER, WORD = "plenum", "a word of the tests"
START_SECONDS = 30
ARRIVED_AT = datetime(2026, 12, 2, 2, 0, tzinfo=UTC)
"""A day after the instant of all tests."""
RUN = (
    "from pymap.main import main; from pysasl.hashing import BuiltinHash as hash; "
    "hash.__init__.__kwdefaults__['rounds'] = 1; main()"
)
"""Signing in costs nearly a second of hashing otherwise."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server, as a mail server that delivers into it and a person who looks see it."""

    port: int

    @property
    def settings(self) -> MailboxServer:
        return MailboxServer(
            "127.0.0.1", self.port, USER, WORD, security=SmtpSecurity.NONE, seconds=10
        )

    @contextmanager
    def line(self) -> Iterator[imaplib.IMAP4]:
        line = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        line.login(USER, WORD)
        line.select("INBOX")
        yield line
        line.logout()

    def deliver(self, *letters: bytes, at: datetime = ARRIVED_AT) -> None:
        with self.line() as line:
            for each in letters:
                when = Time2Internaldate(at)
                assert line.append("INBOX", "", when, each)[0] == "OK"

    def empty(self) -> None:
        with self.line() as line:
            line.store("1:*", "+FLAGS", r"(\Deleted)")
            line.expunge()

    def flags(self) -> list[bool]:
        """Return of each letter whether it was read; none is ever missing."""
        with self.line() as line:
            _, found = line.search(None, "ALL")
            _, seen = line.search(None, "SEEN")
            read = set((seen[0] or b"").split())
            return [each in read for each in (found[0] or b"").split()]


@contextmanager
def serve_mailbox(*options: str) -> Iterator[MailServer]:
    """Serve a mailbox in a process of its own until told to stop."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [sys.executable, "-c", RUN, "--host", "127.0.0.1", "--port", str(port), *options]
    process = subprocess.Popen(
        [*command, "dict", "--demo-user", USER, "--demo-password", WORD],
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port, process)
        yield MailServer(port)
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until somebody listens."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    message = "the mailbox's server did not start"
    raise RuntimeError(message)


def certify(folder: Path) -> tuple[str, ...]:
    """Return the options of a server that speaks TLS with the certificate of ``tests/post.py``."""
    return ("--cert", str(folder / "post.pem"), "--key", str(folder / "post.key"))

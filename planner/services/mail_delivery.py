"""Handing letters to the mail server, and reading from its answers what became of them."""

from __future__ import annotations

import logging
import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING

from planner.services.mail import claim_mail, note_failed, note_refused, note_sent
from planner.settings import SmtpSecurity

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from planner.models import ScopedSession
    from planner.services.mail import MailClaim
    from planner.settings import MailServer

log = logging.getLogger(__name__)
SENDER_NAME = "会务台"
PERMANENT = range(500, 600)
CLOSING = 421
"""The server ends the connection; another letter needs another one."""
LANGUAGES = {"zh": "zh-CN", "en": "en"}
FOLD = re.compile("\r?\n[ \t]")
"""Where a line of a calendar object goes on (RFC 5545 §3.1)."""
AWAY = (smtplib.SMTPException, OSError)
MALFORMED = (ValueError, MessageError)


class OrganizerError(ValueError):
    """An invitation names another organizer than the address that letters come from now."""

    def __init__(self) -> None:
        super().__init__("the organizer of the invitation is not PLENUM_MAIL_FROM; send it again")


@dataclass(frozen=True, slots=True)
class PostOffice:
    """What letters are sent with."""

    sessions: Callable[[], ScopedSession]
    server: MailServer
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a letter did not leave: for good, or for now; and whether the line still serves."""

    words: str
    is_final: bool = False
    is_line_lost: bool = False


def deliver_mails(office: PostOffice) -> int:
    """Send all letters that are due and return how many left; a lost line ends the round.

    Without a mail server nothing is taken: letters wait.
    """
    if not office.server.is_set:
        return 0
    line: smtplib.SMTP | None = None
    count = 0
    try:
        while (claim := take_letter(office)) is not None:
            try:
                line = line or open_line(office.server)
                line.send_message(make_message(claim, office.server.sender))
            except (*AWAY, *MALFORMED) as error:
                failure = judge(error)
                note_failure(office, claim, failure)
                if failure.is_line_lost:
                    break
            else:
                count += 1
                with office.sessions() as session:
                    note_sent(session, claim, office.now())
    finally:
        close_line(line)
    return count


def take_letter(office: PostOffice) -> MailClaim | None:
    """Take the next letter that is due."""
    with office.sessions() as session:
        return claim_mail(session, office.now())


def note_failure(office: PostOffice, claim: MailClaim, failure: Failure) -> None:
    """Note why a letter did not leave."""
    log.warning("letter %s did not leave: %s", claim.id, failure.words)
    with office.sessions() as session:
        if failure.is_final:
            note_refused(session, claim, failure.words)
        else:
            note_failed(session, claim, failure.words, office.now())


def open_line(server: MailServer) -> smtplib.SMTP:
    """Return a connection to the mail server; one that should be secret is, or there is none."""
    where, seconds = (server.host, server.real_port), server.seconds
    line: smtplib.SMTP
    if server.security is SmtpSecurity.TLS:
        line = smtplib.SMTP_SSL(*where, timeout=seconds, context=trust(server.ca_file))
    else:
        line = smtplib.SMTP(*where, timeout=seconds)
    try:
        if server.security is SmtpSecurity.STARTTLS:
            line.starttls(context=trust(server.ca_file))
        if server.user:
            line.login(server.user, server.password)
    except BaseException:
        line.close()
        raise
    return line


def trust(ca_file: Path | None) -> ssl.SSLContext:
    """Return whom a secret line trusts; to read all certificates of a system takes a while."""
    return ssl.create_default_context(cafile=ca_file)


def close_line(line: smtplib.SMTP | None) -> None:
    """End a connection; one that is gone already is no matter."""
    if line is not None:
        with suppress(*AWAY):
            line.quit()
        line.close()


def make_message(claim: MailClaim, sender: str) -> EmailMessage:
    """Return a letter as it travels: text, HTML and, of an invitation, its object side by side.

    Raises:
        ValueError, MessageError: An address or a header is none: it holds a line break, or no @.
        OrganizerError: The invitation is from another address than letters are sent from.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(SENDER_NAME, addr_spec=sender)
    message["To"] = Address(claim.to.name, addr_spec=claim.to.address)
    message["Subject"] = claim.subject
    message["Date"] = format_datetime(claim.written_at)
    message["Message-ID"] = claim.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(claim.text, cte="base64")
    if claim.html:
        message.add_alternative(claim.html, subtype="html", cte="base64")
    if claim.calendar:
        add_calendar(message, claim, sender)
    message["Content-Language"] = LANGUAGES.get(claim.to.language, "zh-CN")
    return message


def add_calendar(message: EmailMessage, claim: MailClaim, sender: str) -> None:
    """Add an invitation as the richest of the alternatives (RFC 6047 §2.4); no file beside it.

    Its organizer is who sends it: clients take an invitation from somebody else for a forgery.
    """
    if f"mailto:{sender}".casefold() not in FOLD.sub("", claim.calendar).casefold():
        raise OrganizerError
    message.add_alternative(
        claim.calendar,
        subtype="calendar",
        charset="utf-8",
        cte="base64",
        params={"method": claim.calendar_method, "component": "VEVENT"},
    )


def judge(error: Exception) -> Failure:
    """Return what an error means: 5xx for this letter is final, all else may pass.

    A refused sender or password is our own setting, not the letter's fault: that is tried again.
    """
    words: bytes | str
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, words = next(iter(error.recipients.values()))
        case smtplib.SMTPDataError():
            code, words = error.smtp_code, error.smtp_error
        case smtplib.SMTPResponseException():
            return Failure(f"{error.smtp_code} {spell(error.smtp_error)}", is_line_lost=True)
        case ValueError() | MessageError() if not isinstance(error, OSError):
            return Failure(str(error), is_final=True)
        case _:
            return Failure(str(error) or type(error).__name__, is_line_lost=True)
    return Failure(f"{code} {spell(words)}", code in PERMANENT, code == CLOSING)


def spell(words: bytes | str) -> str:
    """Return what a server says as one line of text."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(text.split())

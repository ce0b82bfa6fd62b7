"""Reading the mailbox that answers come to: letters are marked as read, and never removed.

How far it was read stands in a row, by the server's own numbers; where the server begins to number
anew (UIDVALIDITY), the last weeks are read again, which changes nothing: an answer counts once.
"""

from __future__ import annotations

import base64
import imaplib
import logging
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from planner.models import MailboxRecord, MailRecord
from planner.models.mail import MailState
from planner.models.reach import Reach, across_houses
from planner.services.invitation_answer import Verdict, take_reply
from planner.services.mail_delivery import trust
from planner.services.mailbox_letter import Bounce, UnusableLetterError, read_letter
from planner.services.mailbox_stray import add_stray, name_mailbox
from planner.settings import SmtpSecurity

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from planner.models import ScopedSession
    from planner.settings import MailboxServer

log = logging.getLogger(__name__)
AWAY = (imaplib.IMAP4.error, OSError)
DATABASE_AWAY = (OperationalError, InterfaceError, PoolTimeoutError)
"""No letter is at fault: all of them wait for the next round."""
LARGEST_LETTER = 512 * 1024
"""An answer has a few kilobytes, a bounce may enclose the letter; what is larger is neither."""
MOST_LETTERS = 200
"""So many letters are read in one round."""
LOOK_BACK = timedelta(days=60)
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
ARRIVAL = re.compile(rb'INTERNALDATE "( ?\d{1,2}-[A-Za-z]{3}-\d{4} [\d:]{8} [+-]\d{4})"')
OURS = frozenset({Verdict.TAKEN, Verdict.STALE, Verdict.BOUNCED})
"""What nobody else needs to read: these are marked as read, others stay as they are."""

STRAYS = frozenset({Verdict.UNKNOWN, Verdict.UNUSABLE})
"""What looks like an answer or a bounce and could not be matched: somebody has to look at it."""


@dataclass(frozen=True, slots=True)
class Postbox:
    """What the mailbox is read with."""

    sessions: Callable[[], ScopedSession]
    server: MailboxServer
    now: Callable[[], datetime]

    @property
    def name(self) -> str:
        """What tells one mailbox from another."""
        return name_mailbox(self.server)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it lies in the mailbox."""

    content: bytes
    arrived_at: datetime
    """When it came into the mailbox, which stays the same however often it is read."""


def read_mailbox(postbox: Postbox) -> Counter[Verdict]:
    """Read the letters that came since the last time; return what became of them."""
    counts: Counter[Verdict] = Counter()
    if not postbox.server.is_set:
        return counts
    line = open_mailbox(postbox.server)
    try:
        validity = open_folder(line, postbox.server.folder)
        last = find_progress(postbox, validity)
        for uid in list_new(line, last, postbox.now()):
            letter = fetch_letter(line, uid, postbox.now())
            verdict = try_letter(postbox, uid, letter)
            counts[verdict] += 1
            if verdict in OURS:
                line.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")
            stray_at = letter.arrived_at if letter and verdict in STRAYS else None
            note_progress(postbox, validity, uid, stray_at)
    finally:
        close_mailbox(line)
    if counts:
        log.info("mailbox: %s", ", ".join(f"{count} {each}" for each, count in counts.items()))
    return counts


def open_mailbox(server: MailboxServer) -> imaplib.IMAP4:
    """Return a connection to the mailbox; one that should be secret is, or there is none."""
    where, seconds = (server.host, server.real_port), server.seconds
    line: imaplib.IMAP4
    if server.security is SmtpSecurity.TLS:
        line = imaplib.IMAP4_SSL(*where, ssl_context=trust(server.ca_file), timeout=seconds)
    else:
        line = imaplib.IMAP4(*where, timeout=seconds)
    try:
        if server.security is SmtpSecurity.STARTTLS:
            line.starttls(trust(server.ca_file))
        line.login(server.user, server.password)
        if "ID" in line.capabilities:  # NetEase opens no folder to who has not said his name
            line.xatom("ID", '("name" "plenum")')
    except BaseException:
        close_mailbox(line)
        raise
    return line


def close_mailbox(line: imaplib.IMAP4) -> None:
    """End a connection; one that is gone already is no matter."""
    with suppress(*AWAY):
        line.logout()
    with suppress(*AWAY):
        line.shutdown()


def open_folder(line: imaplib.IMAP4, folder: str) -> int:
    """Open a folder and return its UIDVALIDITY."""
    state, said = line.select(encode_folder(folder))
    if state != "OK":
        message = f"the folder cannot be opened: {said!r}"
        raise imaplib.IMAP4.error(message)
    _, found = line.response("UIDVALIDITY")
    return int(found[0] or 0) if found else 0


def encode_folder(folder: str) -> str:
    """Return the name of a folder as it travels, quoted and in modified UTF-7 (RFC 3501 §5.1.3)."""
    spelled = ""
    for is_plain, letters in groupby(folder, key=lambda letter: " " <= letter <= "~"):
        text = "".join(letters)
        if is_plain:
            spelled += text.replace("&", "&-")
        else:
            coded = base64.b64encode(text.encode("utf-16-be")).decode()
            spelled += f"&{coded.rstrip('=').replace('/', ',')}-"
    escaped = spelled.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def list_new(line: imaplib.IMAP4, last: int, now: datetime) -> list[int]:
    """Return the numbers of the letters that came after the last one read, the oldest first."""
    since = format_datetime(now - LOOK_BACK)[5:16].replace(" ", "-")
    _, found = line.uid("SEARCH", f"UID {last + 1}:* SINCE {since}")
    numbers = sorted(int(each) for each in (found[0] or b"").split())
    return [each for each in numbers if each > last][:MOST_LETTERS]


def fetch_letter(line: imaplib.IMAP4, uid: int, now: datetime) -> Letter | None:
    """Return a letter, which stays unread; None where it is too large or gone."""
    _, said = line.uid("FETCH", str(uid), "(RFC822.SIZE INTERNALDATE)")
    facts = b" ".join(each for each in said if isinstance(each, bytes))
    size = SIZE.search(facts)
    if size is None or int(size[1]) > LARGEST_LETTER:
        return None
    _, answer = line.uid("FETCH", str(uid), "(BODY.PEEK[])")
    contents = (each[1] for each in answer if isinstance(each, tuple))
    return next((Letter(each, read_arrival(facts, now)) for each in contents), None)


def read_arrival(facts: bytes, now: datetime) -> datetime:
    """Return when a letter came, as its server noted; now where it does not say."""
    found = ARRIVAL.search(facts)
    with suppress(ValueError, OverflowError):
        return parsedate_to_datetime(found[1].decode()).astimezone(UTC) if found else now
    return now


def try_letter(postbox: Postbox, uid: int, letter: Letter | None) -> Verdict:
    """Do what a letter says; where that fails, nothing is done and the letters behind it go on.

    The log names the kind of error only: its words may hold what the letter says.
    """
    try:
        return take_letter(postbox, letter)
    except DATABASE_AWAY:
        raise
    except Exception as error:  # noqa: BLE001  whatever it is, the next round would meet it again
        log.warning("letter %d in the mailbox is passed over: %s", uid, type(error).__name__)
        return Verdict.UNUSABLE


def take_letter(postbox: Postbox, letter: Letter | None) -> Verdict:
    """Do what a letter says, where it is one for us.

    Nobody answers after his letter came: a clock that is fast counts as one that is right.
    """
    if letter is None:
        return Verdict.FOREIGN
    try:
        found = read_letter(letter.content)
    except UnusableLetterError as error:
        log.info("a letter in the mailbox is no usable answer: %s", error)
        return Verdict.UNUSABLE
    if found is None:
        return Verdict.FOREIGN
    with postbox.sessions() as session:
        if isinstance(found, Bounce):
            return note_bounce(session, found)
        reply = replace(found, stamp=min(found.stamp, letter.arrived_at))
        return take_reply(session, reply, postbox.now())


def note_bounce(session: ScopedSession, bounce: Bounce) -> Verdict:
    """Note that a letter never arrived; its number is known to nobody who did not see it."""
    row = session.execute(
        select(MailRecord.organisation_id, MailRecord.id)
        .where(MailRecord.message_id.in_(bounce.message_ids))
        .order_by(MailRecord.id.desc())
        .execution_options(**across_houses(Reach.SCHEDULE))
    ).first()
    if row is None:
        return Verdict.UNKNOWN
    session.scope_to(row.organisation_id)
    session.execute(
        update(MailRecord)
        .where(MailRecord.id == row.id, MailRecord.state == MailState.SENT.value)
        .values(state=MailState.BOUNCED.value, error=bounce.words)
    )
    session.commit()
    return Verdict.BOUNCED


def find_progress(postbox: Postbox, validity: int) -> int:
    """Return the number of the last letter read; 0 where the server numbers anew."""
    with postbox.sessions() as session:
        record = session.scalar(select(MailboxRecord).where(MailboxRecord.name == postbox.name))
        return record.last_uid if record and record.validity == validity else 0


def note_progress(postbox: Postbox, validity: int, uid: int, stray_at: datetime | None) -> None:
    """Keep how far the mailbox was read, and on which day a letter came that nobody could match.

    Where the server numbers anew all of them are read, and counted, again.
    """
    with postbox.sessions() as session:
        record = session.scalar(
            select(MailboxRecord).where(MailboxRecord.name == postbox.name).with_for_update()
        )
        if record is None:
            record = MailboxRecord(name=postbox.name, strays={})
            session.add(record)
        strays = record.strays if record.validity == validity else {}
        record.strays = add_stray(strays, stray_at, postbox.now())
        record.validity, record.last_uid, record.read_at = validity, uid, postbox.now()
        session.commit()

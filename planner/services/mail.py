"""The outbox: letters are rows, written with what causes them; each is handed over once.

The table is the truth. A worker takes a letter by its lease, hands it to the mail server and notes
the outcome; one that dies in between leaves a lease that ends, and the letter goes again with the
same Message-ID: at most that one is doubled.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sqlalchemy import insert, or_, select, update

from planner.models import MailRecord
from planner.models.mail import MailKind, MailState
from planner.models.reach import Reach, across_houses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planner.models import ScopedSession

LEASE = timedelta(minutes=5)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)
MOST_ATTEMPTS = 12
"""With the waits between them that is about twenty hours."""
SPREAD = 0.2
"""A wait is longer or shorter by up to this share, so that letters don't all come back at once."""
LONGEST_ERROR = 500
LONGEST_KEY = 200
OWN_LINKS = re.compile(r"/i/[a-z2-7]{32}")
MOST_KEYS = 500
"""So many keys one statement names."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom a letter goes, and in which language."""

    name: str
    address: str
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter before it is queued; ``unique_key`` names its cause, which is told once."""

    unique_key: str
    kind: MailKind
    to: Recipient
    subject: str
    text: str
    html: str
    meeting_id: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    calendar: str = ""
    """An invitation's iCalendar object."""
    calendar_method: str = ""


@dataclass(frozen=True, slots=True)
class MailClaim:
    """A letter that a worker holds, and what it shows to say so."""

    id: int
    token: str
    organisation_id: int
    attempts: int
    message_id: str
    to: Recipient
    subject: str
    text: str
    html: str
    written_at: datetime
    calendar: str = ""
    calendar_method: str = ""


def queue_mail(session: ScopedSession, letter: Letter, host: str, now: datetime) -> bool:
    """Put a letter into the outbox, unless its cause was told before; the caller commits."""
    key = letter.unique_key[:LONGEST_KEY]
    if session.scalar(select(MailRecord.id).where(MailRecord.unique_key == key)) is not None:
        return False
    session.add(MailRecord(**spell_record(session.owner, letter, host, now)))
    return True


def queue_mails(session: ScopedSession, letters: Sequence[Letter], host: str, now: datetime) -> int:
    """Put letters into the outbox, without those whose cause was told before; return how many.

    However many they are, few statements do it; the caller commits.
    """
    wanted = {each.unique_key[:LONGEST_KEY]: each for each in letters}
    told: set[str] = set()
    for keys in batched(wanted, MOST_KEYS):
        known = select(MailRecord.unique_key).where(MailRecord.unique_key.in_(keys))
        told.update(session.scalars(known))
    rows = [
        spell_record(session.owner, letter, host, now)
        for key, letter in wanted.items()
        if key not in told
    ]
    if rows:
        session.execute(insert(MailRecord), rows)
    return len(rows)


def spell_record(owner: int, letter: Letter, host: str, now: datetime) -> dict[str, Any]:
    """Return the columns of a letter's row in a house."""
    return {
        "organisation_id": owner,
        "meeting_id": letter.meeting_id,
        "kind": letter.kind.value,
        "unique_key": letter.unique_key[:LONGEST_KEY],
        "to_address": letter.to.address,
        "to_name": letter.to.name,
        "language": letter.to.language,
        "subject": " ".join(letter.subject.split()),
        "body": letter.text,
        "html": letter.html,
        "calendar": letter.calendar,
        "calendar_method": letter.calendar_method,
        "facts": letter.facts,
        "message_id": f"<{secrets.token_hex(16)}@{host}>",
        "next_at": now,
        "created_at": now,
    }


def batched(values: Iterable[str], size: int) -> Iterator[list[str]]:
    """Yield values in lists of a size that a statement can name."""
    whole = list(values)
    for start in range(0, len(whole), size):
        yield whole[start : start + size]


def claim_mail(session: ScopedSession, now: datetime) -> MailClaim | None:
    """Take the letter that is due longest, of whichever house; None where nothing is due."""
    record = session.scalar(
        select(MailRecord)
        .where(
            MailRecord.state == MailState.QUEUED.value,
            MailRecord.next_at <= now,
            or_(MailRecord.lease_until.is_(None), MailRecord.lease_until < now),
        )
        .order_by(MailRecord.next_at, MailRecord.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(**across_houses(Reach.SCHEDULE))
    )
    if record is None:
        session.rollback()
        return None
    session.info["organisation_id"] = record.organisation_id
    record.attempts += 1
    record.lease_token = secrets.token_hex(16)
    record.lease_until = now + LEASE
    session.commit()
    return MailClaim(
        id=record.id,
        token=record.lease_token,
        organisation_id=record.organisation_id,
        attempts=record.attempts,
        message_id=record.message_id,
        to=Recipient(record.to_name, record.to_address, record.language),
        subject=record.subject,
        text=record.body,
        html=record.html,
        written_at=record.created_at,
        calendar=record.calendar,
        calendar_method=record.calendar_method,
    )


def note_sent(session: ScopedSession, claim: MailClaim, now: datetime) -> None:
    """Note that the mail server has taken a letter; one's own link is kept only until then."""
    facts: dict[str, Any] = {"state": MailState.SENT.value, "sent_at": now, "error": ""}
    if claim.calendar:
        bodies = {"body": hide_links(claim.text), "html": hide_links(claim.html)}
        facts |= {**bodies, "calendar": ""}
    settle(session, claim, facts)


def note_refused(session: ScopedSession, claim: MailClaim, error: str) -> None:
    """Note that the mail server will never take a letter."""
    settle(session, claim, {"state": MailState.BOUNCED.value, "error": error[:LONGEST_ERROR]})


def note_failed(session: ScopedSession, claim: MailClaim, error: str, now: datetime) -> None:
    """Note a failure that may pass: the letter goes again later, or is given up."""
    facts: dict[str, Any] = {"error": error[:LONGEST_ERROR]}
    if claim.attempts >= MOST_ATTEMPTS:
        facts["state"] = MailState.FAILED.value
    else:
        facts["next_at"] = now + wait_after(claim.attempts, secrets.SystemRandom().random())
    settle(session, claim, facts)


def wait_after(attempts: int, chance: float) -> timedelta:
    """Return how long to wait after so many attempts: doubled each time, spread by chance."""
    doubled: int = 2 ** (attempts - 1)
    share: float = 1 + SPREAD * (2 * chance - 1)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT) * share


def settle(session: ScopedSession, claim: MailClaim, facts: dict[str, Any]) -> None:
    """Write the outcome, where the letter is still ours, and let go of it."""
    session.scope_to(claim.organisation_id)
    session.execute(
        update(MailRecord)
        .where(MailRecord.id == claim.id, MailRecord.lease_token == claim.token)
        .values(**facts, lease_token="", lease_until=None)
    )
    session.commit()


def hide_links(text: str) -> str:
    """Return the text of a letter without the link on which its reader answers for himself."""
    return OWN_LINKS.sub("/i/…", text)


def host_of(public_url: str) -> str:
    """Return the name that the numbers of our letters end in."""
    return urlsplit(public_url).hostname or "localhost"


def mark_of(*facts: str) -> str:
    """Return a short word for facts of any length, for the key of a letter's cause."""
    return hashlib.sha256("\0".join(facts).encode()).hexdigest()[:24]

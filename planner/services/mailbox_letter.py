"""What a letter in the mailbox is: an answer, a bounce, or nothing for us. Trust nothing in it.

A letter is read as text and never opened, run, rendered or logged. That it comes from whoever it
names nobody here can prove: a forged sender is what mail servers check (DMARC), and where ours
says that the check failed, the letter does not count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from itertools import islice
from typing import TYPE_CHECKING, cast

from planner.calendars.reader import ReplyError, read_reply
from planner.calendars.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from email.message import EmailMessage

    from planner.calendars.reader import Reply

MOST_PARTS = 50
LONGEST_WORDS = 300
LONGEST_MESSAGE_ID = 120
MOST_ANSWERED = 20
DAEMONS = frozenset({"mailer-daemon", "postmaster"})
"""Whom bounces are from, before the @."""
LATE = re.compile(r"delay|warning|延迟|延时|推迟|重试", re.IGNORECASE)
"""Subjects of letters that say it is tried again."""
MESSAGE_ID = re.compile(r"<[^<>\s]+>")
CHARSETS = {
    **dict.fromkeys(("gb2312", "gbk", "cp936", "x-gbk"), "gb18030"),
    **dict.fromkeys(("us-ascii", "ascii"), "utf-8"),
}
"""What mail programs say and what they write: the larger set that holds the one they name."""


class UnusableLetterError(ValueError):
    """A letter that would be an answer, and cannot be used as one."""


@dataclass(frozen=True, slots=True)
class Bounce:
    """A letter of ours that never arrived."""

    message_ids: tuple[str, ...]
    """Which letter it was: one of these."""
    words: str


def read_letter(content: bytes) -> Reply | Bounce | None:
    """Return what a letter tells us; None where it is nothing for us.

    Raises:
        UnusableLetterError: It looks like an answer, but is malformed or from somebody else.
    """
    try:
        message = message_from_bytes(content, policy=policy.default)
        parts = list(islice(message.walk(), MOST_PARTS))
        if message.get_content_type() == "multipart/report" or is_from_server(message, parts):
            return read_bounce(message, parts)
        return read_answer(message, parts)
    except UnusableLetterError:
        raise
    except ReplyError as error:
        raise UnusableLetterError(error.fault.en) from error
    except Exception as error:  # whatever a hostile letter makes the parser stumble over
        raise UnusableLetterError(type(error).__name__) from error


def read_answer(message: EmailMessage, parts: Sequence[EmailMessage]) -> Reply | None:
    """Return the answer in a letter, which has to be from the attendee that it names."""
    found = next((each for each in parts if each.get_content_type() == "text/calendar"), None)
    if found is None:
        return None
    reply = read_reply(read_text(found))
    if list_senders(message) != [reply.address.casefold()]:
        reason = "it is not from the attendee it names"
        raise UnusableLetterError(reason)
    if is_forged(message):
        reason = "its sender was found to be forged"
        raise UnusableLetterError(reason)
    return reply


def read_text(part: EmailMessage) -> bytes:
    """Return the content of a part in UTF-8, whatever it came in.

    A letter that cannot be read is replaced: what counts in an answer is ASCII.
    """
    content = part.get_payload(decode=True)
    said = part.get_content_charset("utf-8")
    charset = CHARSETS.get(said, said)
    raw = content if isinstance(content, bytes) else b""
    return raw if charset == "utf-8" else raw.decode(charset, "replace").encode()


def list_senders(message: EmailMessage) -> list[str]:
    """Return the addresses that a letter says it is from, in small letters.

    From only: mail servers compare nothing else with who sent it (DMARC).
    """
    headers = message.get_all("From", [])
    return [address.addr_spec.casefold() for each in headers for address in each.addresses]


def is_forged(message: EmailMessage) -> bool:
    """Tell whether a mail server on the way found the sender to be another one (RFC 8601)."""
    verdicts = message.get_all("Authentication-Results", [])
    return any("dmarc=fail" in str(each).replace(" ", "").casefold() for each in verdicts)


def is_from_server(message: EmailMessage, parts: Sequence[EmailMessage]) -> bool:
    """Tell whether a mail server itself wrote a letter, and it is no answer that it hands on.

    Programs that answer for people on leave have no return path either: from them counts only
    what encloses a letter of ours.
    """
    if is_forged(message) or any(is_reply(each) for each in parts):
        return False
    return_path = str(message.get("Return-Path", "")).strip()
    is_enclosing = return_path == "<>" and find_original(parts) != ""
    return is_enclosing or is_from_daemon(message)


def is_reply(part: EmailMessage) -> bool:
    """Tell whether a part says that it is an answer to an invitation."""
    return str(part.get_param("method", "")).upper() == "REPLY"


def is_from_daemon(message: EmailMessage) -> bool:
    """Tell whether a letter says it is from a mail server."""
    return any(each.partition("@")[0] in DAEMONS for each in list_senders(message))


def read_bounce(message: EmailMessage, parts: Sequence[EmailMessage]) -> Bounce | None:
    """Return which letter of ours did not arrive, and why; None where it only was late or read.

    Servers that know RFC 3464 say so in a part of its own; the others only in words.
    """
    kinds = {each.get_content_type(): each for each in reversed(parts)}
    report = kinds.get("message/delivery-status")
    is_ours = report is not None or is_from_server(message, parts)
    if not is_ours or "message/disposition-notification" in kinds:
        return None
    enclosed = find_original(parts)
    numbers = (enclosed,) if enclosed else find_answered(message)
    words = read_failure(report) if report else read_subject(message)
    return Bounce(numbers, words) if numbers and words is not None else None


def read_failure(report: EmailMessage) -> str | None:
    """Return why a letter did not arrive, as a report says; None where it only was late."""
    for block in cast("list[EmailMessage]", report.get_payload()):
        if str(block.get("Action", "")).strip().casefold() == "failed":
            words = f"{block.get('Status', '')} {block.get('Diagnostic-Code', '')}"
            return clean_line(words)[:LONGEST_WORDS]
    return None


def read_subject(message: EmailMessage) -> str | None:
    """Return what a server says in its subject; None where the letter only is late."""
    words = clean_line(str(message.get("Subject", "")))[:LONGEST_WORDS]
    return None if LATE.search(words) else words


def find_answered(message: EmailMessage) -> tuple[str, ...]:
    """Return the Message-IDs that a mail server says its letter is about."""
    if is_forged(message):
        return ()
    words = f"{message.get('In-Reply-To', '')} {message.get('References', '')}"
    found = dict.fromkeys(clean_line(each) for each in MESSAGE_ID.findall(words))
    return tuple(each for each in found if len(each) <= LONGEST_MESSAGE_ID)[:MOST_ANSWERED]


def find_original(parts: Sequence[EmailMessage]) -> str:
    """Return the Message-ID of the letter that a report encloses, whole or by its headers."""
    for part in parts:
        match part.get_content_type():
            case "message/rfc822":
                enclosed = cast("list[EmailMessage]", part.get_payload())[0]
            case "text/rfc822-headers":
                enclosed = cast("EmailMessage", message_from_bytes(read_text(part)))
            case _:
                continue
        return clean_line(str(enclosed.get("Message-ID", "")))[:LONGEST_MESSAGE_ID]
    return ""

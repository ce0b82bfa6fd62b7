"""The only module that knows the icalendar library: what others send us, as values or refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import icalendar
from icalendar.timezone import tzp

from planner.domain.error import PlannerError
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from icalendar.cal.component import Component

ZONES = Lock()
"""Held while a file is read: the library keeps zones of a file by their names, and would take the
first file's for the same name in all that follow."""
MAX_REPLY_BYTES = 256 * 1024
"""An answer to one invitation is a kilobyte or two; what is larger is none."""
MAX_UID_LENGTH = 255
MAX_SEQUENCE = 2**31 - 1
PARTSTATS = {"ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED", "NEEDS-ACTION"}
"""What an attendee can answer (RFC 5545 §3.2.12)."""
MAILTO = re.compile(r"mailto:([^\s@]+@[^\s@]+)", re.IGNORECASE)
LIBRARY_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What the library raises over input that is no calendar."""


TOO_LARGE = Wording("文件太大", "it is too large")
MALFORMED = Wording("格式有误", "it is malformed")
NO_REPLY = Wording("不是答复（METHOD:REPLY）", "its METHOD is not REPLY")
NOT_ONE_EVENT = Wording("应恰有一个日程", "it has to hold one event")
NO_ZONE = Wording("答复时间没有时区", "its DTSTAMP has no zone")
BAD_UID = Wording("编号（UID）有误", "its UID is malformed")
BAD_SEQUENCE = Wording("序号（SEQUENCE）有误", "its SEQUENCE is malformed")
NO_ADDRESS = Wording("答复人没有邮箱地址", "its attendee has no mail address")
NO_ANSWER = Wording("答复内容不可识别", "nobody knows what it answers")
NO_STAMP = Wording("缺少时间（DTSTAMP）", "DTSTAMP is missing")
NOT_ONE_ATTENDEE = Wording("应恰有一位答复人", "it has to name one attendee")
NO_UID = Wording("缺少编号（UID）", "UID is missing")


class ReplyError(PlannerError):
    """What came in is not the answer of one attendee to one invitation; ``fault`` says why."""

    def __init__(self, fault: Wording) -> None:
        super().__init__(
            Wording(
                f"这封邮件里的日程答复不可用：{fault.zh}。请从个人页面答复。",
                f"The calendar reply in this mail cannot be used: {fault.en}. "
                "Answer on the personal page.",
            )
        )
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Reply:
    """What one attendee answered to one invitation (RFC 5546 §3.2.3)."""

    uid: str
    sequence: int
    """That of the invitation which he saw."""
    address: str
    """His mail address as he wrote it; compare without regard to case."""
    partstat: str
    stamp: datetime
    """When he answered, in UTC; a later answer replaces an earlier one."""


def parse_calendars(text: str) -> list[Component]:
    """Return the calendars of a file as the library reads them; may raise ``LIBRARY_ERRORS``.

    A file may hold several, one after the other (RFC 5545 §3.4).
    """
    with ZONES:
        tzp.use_default()
        return list(icalendar.Calendar.from_ical(text, multiple=True))


def read_reply(content: bytes) -> Reply:
    """Return the answer that a mail brought; anything else raises ``ReplyError``."""
    if len(content) > MAX_REPLY_BYTES:
        raise ReplyError(TOO_LARGE)
    try:
        with ZONES:
            tzp.use_default()
            calendar = icalendar.Calendar.from_ical(content)
        return take_reply(calendar)
    except LIBRARY_ERRORS as error:
        raise ReplyError(MALFORMED) from error


def take_reply(calendar: Component) -> Reply:
    """Return the answer that a calendar holds."""
    if calendar.name != "VCALENDAR" or read_word(calendar, "METHOD") != "REPLY":
        raise ReplyError(NO_REPLY)
    events = [each for each in calendar.subcomponents if each.name == "VEVENT"]
    if len(events) != 1:
        raise ReplyError(NOT_ONE_EVENT)
    event = events[0]
    stamp = read_one(event, "DTSTAMP", NO_STAMP).dt
    if not isinstance(stamp, datetime) or stamp.tzinfo is None:
        raise ReplyError(NO_ZONE)
    attendee = read_one(event, "ATTENDEE", NOT_ONE_ATTENDEE)
    return Reply(
        uid=read_uid(event),
        sequence=read_sequence(event),
        address=read_address(str(attendee)),
        partstat=read_partstat(attendee.params.get("PARTSTAT", "NEEDS-ACTION")),
        stamp=stamp.astimezone(UTC),
    )


def read_one(event: Component, name: str, fault: Wording) -> Any:  # noqa: ANN401  one of 26 types of the library
    """Return a property that has to be there once."""
    found = event.get(name)
    if found is None or isinstance(found, list):
        raise ReplyError(fault)
    return found


def read_word(component: Component, name: str) -> str:
    """Return a property that is one word, in capitals."""
    return str(component.get(name, "")).strip().upper()


def read_uid(event: Component) -> str:
    """Return which entry an answer is about."""
    uid = str(read_one(event, "UID", NO_UID))
    if not 0 < len(uid) <= MAX_UID_LENGTH or not uid.isprintable():
        raise ReplyError(BAD_UID)
    return uid


def read_sequence(event: Component) -> int:
    """Return the SEQUENCE of the invitation that was answered; none means the first."""
    sequence = int(event.get("SEQUENCE", 0))
    if not 0 <= sequence <= MAX_SEQUENCE:
        raise ReplyError(BAD_SEQUENCE)
    return sequence


def read_address(text: str) -> str:
    """Return the mail address of a ``mailto:``."""
    found = MAILTO.fullmatch(unquote(text.strip()))
    if not found or not found[1].isprintable():
        raise ReplyError(NO_ADDRESS)
    return found[1]


def read_partstat(value: object) -> str:
    """Return an answer in the words of RFC 5545."""
    partstat = str(value).upper()
    if partstat not in PARTSTATS:
        raise ReplyError(NO_ANSWER)
    return partstat

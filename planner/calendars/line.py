"""Content lines of RFC 5545 §3.1: texts, addresses, times and lengths, folded and ready."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from planner.calendars.text import clean_line, clean_name, escape_text
from planner.clock import HOUSE_ZONE
from planner.domain.error import PlannerError
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

FOLD_AT = 74
"""A piece of a line in octets; the blank before every piece but the first makes it 75."""
PIECES = re.compile(rb"(?>[\s\S]{1,74}(?![\x80-\xbf]))(?:(?<![\\^])|\Z)|[\s\S]{1,73}(?=[\\^])")
"""Pieces of a line that end where a character ends, and not behind what escapes the next one."""
BLANKS = " \t"
FOLD = b"\r\n "
QUOTABLE = re.compile("[,;:’' ]")
"""What makes a name in a parameter stand in quotation marks."""
IN_ADDRESS = "@!$'*+/="
"""What stands as it is in the address of a ``mailto:`` (RFC 6068 §2), beside letters and digits."""


class NaiveTimeError(PlannerError):
    """A time without a zone: nobody can tell which instant it means."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(
            Wording(
                f"时间 {moment:%Y-%m-%d %H:%M} 没有时区，不能写入日历。",
                f"The time {moment:%Y-%m-%d %H:%M} has no zone and cannot go into a calendar.",
            )
        )
        self.moment = moment


def fold_line(line: str) -> bytes:
    """Return a content line as octets with its end, folded where it is too long."""
    octets = line.encode()
    if len(octets) <= FOLD_AT:
        return octets + b"\r\n"
    return FOLD.join(PIECES.findall(octets)) + b"\r\n"


def text_line(head: str, text: str) -> bytes:
    """Return the line of a text, none where nothing is left of it; ``head`` ends with the colon."""
    escaped = escape_text(text)
    return fold_line(head + escaped) if escaped.strip(BLANKS) else b""


def title_line(head: str, text: str, instead: str = "") -> bytes:
    """Return the line of a text without line breaks: a title, a place, a name."""
    escaped = escape_line(text) or instead
    return fold_line(head + escaped) if escaped else b""


def escape_line(text: str) -> str:
    """Return a text on one line, escaped after RFC 5545 §3.3.11."""
    if text.isprintable() and "  " not in text and text.strip(" ") == text:
        if "\\" in text or ";" in text or "," in text:
            return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return text
    return escape_text(clean_line(text))


def list_line(head: str, texts: Iterable[str]) -> bytes:
    """Return the line of several texts, separated by commas; none where none is left."""
    escaped = ",".join(filter(None, map(escape_line, texts)))
    return fold_line(head + escaped) if escaped else b""


def quote_name(name: str) -> str:
    """Return a name as the value of a parameter (RFC 5545 §3.2, RFC 6868).

    A quotation mark and a caret cannot stand there as themselves.
    """
    bare = clean_name(name)
    escaped = bare.replace("^", "^^").replace('"', "^'")
    return f'"{escaped}"' if QUOTABLE.search(bare) else escaped


def name_address(name: str, address: str) -> str:
    """Return ``;CN=…:mailto:…``, without a name where there is none."""
    named = quote_name(name)
    return f"{f';CN={named}' if named else ''}:mailto:{write_address(address)}"


def write_address(address: str) -> str:
    """Return a mail address as it stands in a ``mailto:``, percent-encoded where it must be."""
    return quote(clean_line(address), safe=IN_ADDRESS)


@lru_cache(maxsize=1024)
def format_instant(moment: datetime) -> str:
    """Return an instant in UTC (RFC 5545 §3.3.5, form 2)."""
    if moment.tzinfo is None:
        raise NaiveTimeError(moment)
    utc = moment.astimezone(UTC)
    return format_time(utc) + "Z"


def format_moment(moment: date | datetime) -> str:
    """Return what follows the name of a property: a date, or a time in the house's zone."""
    if not isinstance(moment, datetime):
        return f";VALUE=DATE:{moment.isoformat().replace('-', '')}"
    if moment.tzinfo is not HOUSE_ZONE:
        if moment.tzinfo is None:
            raise NaiveTimeError(moment)
        moment = moment.astimezone(HOUSE_ZONE)
    return f";TZID=Asia/Shanghai:{format_time(moment)}"


def format_time(moment: datetime) -> str:
    """Return day and time as they stand, ``20270118T090000``."""
    return moment.isoformat()[:19].replace("-", "").replace(":", "")


@lru_cache(maxsize=256)
def format_length(length: timedelta) -> str:
    """Return a length of time after RFC 5545 §3.3.6, ``-PT30M``."""
    sign = "-" if length < timedelta() else ""
    whole = abs(length)
    hours, rest = divmod(whole.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    time = f"{hours}H" if hours else ""
    time += f"{minutes}M" if minutes or (hours and seconds) else ""
    time += f"{seconds}S" if seconds else ""
    days = f"{whole.days}D" if whole.days else ""
    if not days and not time:
        return "P0D"
    return f"{sign}P{days}{'T' if time else ''}{time}"

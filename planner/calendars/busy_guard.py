"""What a calendar from elsewhere must be before anybody reads it: text, and bounded."""

from __future__ import annotations

import re

from planner.domain.error import InvalidRequestError
from planner.domain.wording import Wording

MOST_BYTES = 4 * 1024 * 1024
MOST_EVENTS = 5000
MOST_ZONES = 100
EVENT = re.compile(r"^BEGIN:(?:VEVENT|VFREEBUSY)\s*$", re.MULTILINE | re.IGNORECASE)
ZONE = re.compile(r"^BEGIN:VTIMEZONE\s*$", re.MULTILINE | re.IGNORECASE)
ZONE_BLOCK = re.compile(
    r"^BEGIN:VTIMEZONE.*?^END:VTIMEZONE", re.MULTILINE | re.DOTALL | re.IGNORECASE
)
ZONE_RULE = re.compile(r"^(?:RRULE|EXRULE)[^:\n]*:(.*)$", re.MULTILINE | re.IGNORECASE)
SURE_ZONE_RULE = re.compile(
    r"(?:(?:FREQ=YEARLY|INTERVAL=1|WKST=[A-Z]{2}|UNTIL=[0-9TZ]+|BYMONTH=(?:[1-9]|1[0-2])"
    r"|BYDAY=-?[1-4]?[A-Z]{2}|BYMONTHDAY=(?:[1-9]|1\d|2[0-8])(?:,\d+)*)(?:;|$))+"
)
"""What a zone's rule may say: one that is never met is searched up to the year 9999."""
FOLD = re.compile(r"(?:(?<!\n)\r\n|(?<![\r\n])\n)(?:\r?\n)*[ \t]")
"""Where a line goes on, as the library reads it: also over empty lines."""
TOO_OFTEN = re.compile(
    r"^(?:RRULE|EXRULE)\b[^\n]*?FREQ\s*=\s*(?:SECONDLY|MINUTELY|HOURLY)",
    re.MULTILINE | re.IGNORECASE,
)
ENCODINGS = (("utf-8", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))
"""How a file says in which encoding it is."""
FIELD = "file"


class BusyFileError(InvalidRequestError):
    """A file is no calendar, or one that would keep the machine busy instead."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(Wording(zh, en), FIELD)


class MalformedCalendarError(BusyFileError):
    """A file is no calendar."""

    def __init__(self) -> None:
        super().__init__(
            "这不是日历文件（.ics）。请从手机或邮箱的日历中“导出”后再上传。",
            "This is no calendar (.ics). Export it from the calendar of the phone or the mailbox.",
        )


class LargeCalendarError(BusyFileError):
    """A file holds more than a diary does."""

    def __init__(self, fault: Wording) -> None:
        super().__init__(
            f"{fault.zh}。请在原日历中只导出近一两年的日程。",
            f"{fault.en}. Export only the last year or two.",
        )


class FrequentEntryError(BusyFileError):
    """An entry recurs more often than once a day."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"第 {number} 个日程每小时或更频繁地重复，不像日程。请在原日历中删去后再导出。",
            f"Entry {number} recurs every hour or more often, which no appointment does. "
            "Remove it in the calendar and export again.",
        )


class ZoneRuleError(BusyFileError):
    """A time zone in the file says what no zone says."""

    def __init__(self) -> None:
        super().__init__(
            "文件自带的时区定义无法识别。请在原日历中把时区设为“北京时间”后再导出。",
            "Nobody can work out the time zones that the file brings along. "
            "Set the calendar to Beijing time and export again.",
        )


def decode_text(content: bytes) -> str:
    """Return a calendar's text: UTF-8 as it should be, or as Chinese programs wrote it."""
    if len(content) > MOST_BYTES:
        size = MOST_BYTES // 1024 // 1024
        fault = Wording(f"文件超过 {size} MB", f"The file is larger than {size} MB")
        raise LargeCalendarError(fault)
    marked = next((name for name, mark in ENCODINGS if content.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            return content.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    raise MalformedCalendarError


def check_size(text: str) -> int:
    """Return how many entries a calendar has; refuse what would take for ever."""
    if not re.match(r"\s*BEGIN:VCALENDAR\b", text, re.IGNORECASE):
        raise MalformedCalendarError
    events = len(EVENT.findall(text))
    if events > MOST_EVENTS or len(ZONE.findall(text)) > MOST_ZONES:
        fault = Wording(
            f"文件有 {events} 个日程，最多 {MOST_EVENTS} 个，自带时区最多 {MOST_ZONES} 个",
            f"The file has {events} entries; at most {MOST_EVENTS}, with {MOST_ZONES} time zones",
        )
        raise LargeCalendarError(fault)
    whole = FOLD.sub("", text)
    if found := TOO_OFTEN.search(whole):
        raise FrequentEntryError(len(EVENT.findall(whole[: found.start()])))
    if not all(map(is_sure_zone, ZONE_BLOCK.findall(whole))):
        raise ZoneRuleError
    return events


def is_sure_zone(block: str) -> bool:
    """Tell whether the rules of a time zone can be worked out in a bounded time."""
    return all(SURE_ZONE_RULE.fullmatch(each.strip()) for each in ZONE_RULE.findall(block))

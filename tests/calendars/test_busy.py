"""Calendars from elsewhere as busy times: what counts, what does not, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from planner.calendars.busy import BusyReading, BusySpan, LeftOut, read_busy
from planner.calendars.busy_guard import (
    MOST_BYTES,
    MOST_EVENTS,
    BusyFileError,
    FrequentEntryError,
    LargeCalendarError,
    MalformedCalendarError,
    ZoneRuleError,
)

FROM, TO = date(2026, 12, 1), date(2028, 6, 1)
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//elsewhere\r\n"
TAIL = "END:VCALENDAR\r\n"
RULE = ("DTSTART:20270104T090000", "DTEND:20270104T100000")


def a_calendar(*entries: tuple[str, ...], before: str = "") -> bytes:
    parts = [
        "\r\n".join(("BEGIN:VEVENT", f"UID:{at}", "SUMMARY:体检", *lines, "END:VEVENT", ""))
        for at, lines in enumerate(entries)
    ]
    return (HEAD + before + "".join(parts) + TAIL).encode()


def read(*entries: tuple[str, ...], before: str = "") -> BusyReading:
    return read_busy(a_calendar(*entries, before=before), FROM, TO)


def span(start: str, end: str, *, is_all_day: bool = False) -> BusySpan:
    starts, ends = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (start, end))
    return BusySpan(starts, ends, is_all_day)


def starts_of(reading: BusyReading) -> list[str]:
    return [f"{each.starts_at:%m-%d %H:%M}" for each in reading.spans]


def test_times_are_read_by_their_zone_and_without_one_by_the_houses() -> None:
    found = read(
        ("DTSTART:20270118T090000", "DTEND:20270118T100000"),
        ("DTSTART:20270118T090000Z", "DURATION:PT30M"),
        ("DTSTART;TZID=China Standard Time:20270119T090000", "DURATION:PT1H"),
        ("DTSTART;VALUE=DATE:20270120", "DTEND;VALUE=DATE:20270122"),
        ("DTSTART;VALUE=DATE:20270125",),
    )
    assert found == BusyReading(
        (
            span("2027-01-18 01:00", "2027-01-18 02:00"),
            span("2027-01-18 09:00", "2027-01-18 09:30"),
            span("2027-01-19 01:00", "2027-01-19 02:00"),
            span("2027-01-19 16:00", "2027-01-21 16:00", is_all_day=True),
            span("2027-01-24 16:00", "2027-01-25 16:00", is_all_day=True),
        ),
        5,
    )


def test_what_does_not_make_busy_is_counted_by_its_reason() -> None:
    found = read(
        (*RULE, "TRANSP:TRANSPARENT"),
        (*RULE, "STATUS:CANCELLED"),
        ("DTSTART:20270104T090000",),
        ("DTSTART:20200104T090000", "DURATION:PT1H"),
        ("DTSTART;TZID=Mars/Base:20270104T090000", "DURATION:PT1H"),
        ("DTSTART:2027 next week", "DURATION:PT1H"),
        ("DURATION:PT1H",),
    )
    assert found == BusyReading(
        (),
        7,
        {
            LeftOut.UNKNOWN_ZONE: 1,
            LeftOut.UNREADABLE: 2,
            LeftOut.FREE: 1,
            LeftOut.CANCELLED: 1,
            LeftOut.EMPTY: 1,
            LeftOut.ELSEWHEN: 1,
        },
        ("Mars Base",),
    )


def test_rules_are_worked_out_with_exceptions_moves_and_cancellations() -> None:
    series = ("DTSTART:20270104T090000", "DTEND:20270104T100000", "RRULE:FREQ=WEEKLY;COUNT=5")
    moved = ("RECURRENCE-ID:20270118T090000", "DTSTART:20270119T140000", "DTEND:20270119T150000")
    dropped = (*("RECURRENCE-ID:20270125T090000", "STATUS:CANCELLED"),)
    dropped += ("DTSTART:20270125T090000", "DTEND:20270125T100000")
    text = a_calendar((*series, "EXDATE:20270111T090000"), moved, dropped)
    one = text.replace(b"UID:1", b"UID:0").replace(b"UID:2", b"UID:0")
    assert starts_of(read_busy(one, FROM, TO)) == ["01-04 01:00", "01-19 06:00", "02-01 01:00"]


def test_rules_end_with_the_days_that_are_looked_at() -> None:
    found = read((*RULE, "RRULE:FREQ=YEARLY"), (*RULE, "RRULE:FREQ=MONTHLY;BYDAY=-1FR"))
    assert len(found.spans) == 2 + 17
    assert max(found.spans).starts_at == datetime(2028, 5, 26, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
        "FREQ=WEEKLY;BYMONTHDAY=31",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYMONTH=2;BYDAY=5MO",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30,31",
        "FREQ=YEARLY;BYYEARDAY=366",
        "FREQ=YEARLY;BYWEEKNO=53",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=200",
        "FREQ=DAILY;BYHOUR=1,2,3,4,5,6,7,8,9",
        "FREQ=DAILY;INTERVAL=0",
    ],
)
def test_rule_that_may_never_be_met_is_left_out(rule: str) -> None:
    found = read((*RULE, f"RRULE:{rule}"))
    assert (found.spans, found.left_out) == ((), {LeftOut.RARE_RULE: 1})


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        ("FREQ=DAILY;COUNT=3;BYDAY=MO,TU,WE,TH,FR", 3),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", 4),
        ("FREQ=YEARLY;COUNT=2;BYMONTH=2;BYMONTHDAY=28", 3),
        ("FREQ=MONTHLY;COUNT=3;BYMONTHDAY=31", 4),
    ],
)
def test_usual_rules_are_worked_out_the_first_time_included(rule: str, count: int) -> None:
    assert len(read((*RULE, f"RRULE:{rule}")).spans) == count


def test_title_and_place_are_nowhere_in_what_is_read() -> None:
    found = read((*RULE, "LOCATION:某医院", "DESCRIPTION:复查"))
    assert [each in repr(found) for each in ("体检", "某医院", "复查")] == [False] * 3


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_encodings_of_chinese_programs_are_read(encoding: str) -> None:
    text = a_calendar(RULE).decode()
    assert len(read_busy(text.encode(encoding), FROM, TO).spans) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"\xff\xfe\x00",
        b"BEGIN:VCARD\r\nEND:VCARD\r\n",
        b"BEGIN:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nno property\r\nEND:VCALENDAR\r\n",
    ],
)
def test_what_is_no_calendar_is_refused(content: bytes) -> None:
    with pytest.raises(MalformedCalendarError):
        read_busy(content, FROM, TO)


@pytest.mark.parametrize("frequency", ["SECONDLY", "MINUTELY", "HOUR\r\n LY"])
def test_entry_that_recurs_within_a_day_is_named(frequency: str) -> None:
    with pytest.raises(FrequentEntryError) as refused:
        read(RULE, (*RULE, f"RRULE:FREQ={frequency}"))
    assert refused.value.wording.zh.startswith("第 2 个日程")


def test_calendar_larger_than_a_diary_is_refused() -> None:
    many = a_calendar(*[RULE] * (MOST_EVENTS + 1))
    daily = a_calendar(
        *[
            (f"DTSTART:20270104T09{at:02d}00", "DURATION:PT1H", "RRULE:FREQ=DAILY")
            for at in range(40)
        ]
    )
    for content in (b"x" * (MOST_BYTES + 1), many, daily):
        with pytest.raises(LargeCalendarError):
            read_busy(content, FROM, TO)


def test_zone_whose_rule_is_never_met_is_refused() -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Mine\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+0800\r\nTZOFFSETTO:+0700\r\nRRULE:FREQ=YEARLY;BYMONTH={}\r\n"
        "END:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    entry = ("DTSTART;TZID=Mine:20270104T090000", "DURATION:PT1H")
    with pytest.raises(ZoneRuleError):
        read(entry, before=zone.format("2;BYMONTHDAY=30"))
    assert starts_of(read(entry, before=zone.format("10;BYDAY=-1SU"))) == ["01-04 02:00"]


def test_every_refusal_is_about_the_file() -> None:
    with pytest.raises(BusyFileError) as refused:
        read_busy(b"", FROM, TO)
    assert refused.value.field == "file"

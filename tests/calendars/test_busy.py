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


@pytest.mark.parametrize("frequency", ["SECONDLY", "MINUTELY", "HOUR\r\n\r\n LY"])
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


def test_all_calendars_of_one_file_count() -> None:
    first, second = a_calendar(RULE), a_calendar(("DTSTART:20270105T090000", "DURATION:PT1H"))
    found = read_busy(first + second, FROM, TO)
    assert (starts_of(found), found.events) == (["01-04 01:00", "01-05 01:00"], 2)
    with pytest.raises(MalformedCalendarError):
        read_busy(first + b"BEGIN:VCARD\r\nEND:VCARD\r\n", FROM, TO)


WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=3"
BY_THE_HOUSE = ("DTSTART:20270104T090000", "DURATION:PT1H", WEEKLY)
BY_UTC = ("DTSTART:20270104T010000Z", "DURATION:PT1H", WEEKLY)
BY_ZONE = ("DTSTART;TZID=Asia/Shanghai:20270104T090000", "DURATION:PT1H", WEEKLY)
BY_DAY = ("DTSTART;VALUE=DATE:20270104", WEEKLY)
MOVED = ("DTSTART:20270112T140000", "DURATION:PT1H")


def read_series(*entries: tuple[str, ...]) -> BusyReading:
    text = a_calendar(*entries)
    for at in range(1, len(entries)):
        text = text.replace(f"UID:{at}\r\n".encode(), b"UID:0\r\n")
    return read_busy(text, FROM, TO)


@pytest.mark.parametrize(
    ("series", "replaced"),
    [
        (BY_THE_HOUSE, "RECURRENCE-ID:20270111T090000"),
        (BY_THE_HOUSE, "RECURRENCE-ID:20270111T010000Z"),
        (BY_THE_HOUSE, "RECURRENCE-ID;TZID=Asia/Tokyo:20270111T100000"),
        (BY_THE_HOUSE, "RECURRENCE-ID;VALUE=DATE:20270111"),
        (BY_UTC, "RECURRENCE-ID;TZID=Asia/Shanghai:20270111T090000"),
        (BY_ZONE, "RECURRENCE-ID:20270111T010000Z"),
        (BY_ZONE, "RECURRENCE-ID:20270111T090000"),
        (BY_ZONE, "RECURRENCE-ID;VALUE=DATE:20270111"),
    ],
)
def test_moved_or_cancelled_time_is_found_however_it_is_named(
    series: tuple[str, ...], replaced: str
) -> None:
    moved = read_series(series, (replaced, *MOVED))
    assert starts_of(moved) == ["01-04 01:00", "01-12 06:00", "01-18 01:00"]
    for lines in ((), MOVED):
        cancelled = read_series(series, (replaced, "STATUS:CANCELLED", *lines))
        assert starts_of(cancelled) == ["01-04 01:00", "01-18 01:00"]
        assert cancelled.left_out == {}


@pytest.mark.parametrize("named", [";VALUE=DATE:20270111", ":20270111T000000", ":20270110T160000Z"])
def test_day_of_a_series_of_days_is_found_however_it_is_named(named: str) -> None:
    found = read_series(BY_DAY, (f"RECURRENCE-ID{named}", "STATUS:CANCELLED"))
    assert starts_of(found) == ["01-03 16:00", "01-17 16:00"]


@pytest.mark.parametrize("series", [BY_THE_HOUSE, BY_UTC, BY_ZONE])
@pytest.mark.parametrize("named", [":20270111T010000Z", ";VALUE=DATE:20270111"])
def test_exception_counts_however_it_is_named(series: tuple[str, ...], named: str) -> None:
    assert starts_of(read((*series, f"EXDATE{named}"))) == ["01-04 01:00", "01-18 01:00"]


def test_rest_of_a_series_moves_together() -> None:
    moved = "RECURRENCE-ID;TZID=Asia/Shanghai;RANGE=THISANDFUTURE:20270111T090000"
    later = ("DTSTART;TZID=Asia/Shanghai:20270112T140000", "DURATION:PT2H")
    found = read_series(BY_ZONE, (moved, *later))
    assert found.spans == (
        span("2027-01-04 01:00", "2027-01-04 02:00"),
        span("2027-01-12 06:00", "2027-01-12 08:00"),
        span("2027-01-19 06:00", "2027-01-19 08:00"),
    )


@pytest.mark.parametrize("series", [RULE, ("DTSTART:20270104T010000Z", "DURATION:PT1H")])
def test_times_that_are_added_one_by_one_count(series: tuple[str, ...]) -> None:
    added = (
        "RDATE:20270106T020000Z,20270107T020000Z",
        "RDATE;VALUE=PERIOD:20270108T010000Z/20270108T040000Z,20270109T010000Z/PT30M",
    )
    assert read((*series, *added)).spans == (
        span("2027-01-04 01:00", "2027-01-04 02:00"),
        span("2027-01-06 02:00", "2027-01-06 03:00"),
        span("2027-01-07 02:00", "2027-01-07 03:00"),
        span("2027-01-08 01:00", "2027-01-08 04:00"),
        span("2027-01-09 01:00", "2027-01-09 01:30"),
    )


@pytest.mark.parametrize(
    ("zone", "start"),
    [
        ("GMT+08:00", "01-04 01:00"),
        ('"GMT+08:00"', "01-04 01:00"),
        ("GMT+0800", "01-04 01:00"),
        ("UTC+8", "01-04 01:00"),
        ("+09:00", "01-04 00:00"),
        ("UTC-05:30", "01-04 14:30"),
        ("中国标准时间", "01-04 01:00"),
        ("北京时间", "01-04 01:00"),
        ("Asia/Beijing", "01-04 01:00"),
        ('"(UTC+08:00) 北京，重庆，香港特别行政区，乌鲁木齐"', "01-04 01:00"),
        ('"(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi"', "01-04 01:00"),
    ],
)
def test_zone_that_is_in_no_table_is_known_by_its_offset_or_beijing(zone: str, start: str) -> None:
    found = read((f"DTSTART;TZID={zone}:20270104T090000", f"DTEND;TZID={zone}:20270104T100000"))
    assert (starts_of(found), found.left_out, found.zones) == ([start], {}, ())


@pytest.mark.parametrize("zone", ["UTC+15", '"(UTC+01:00) Amsterdam, Berlin"', "UTC+8x", "8"])
def test_zone_whose_offset_is_not_sure_is_left_out(zone: str) -> None:
    found = read((f"DTSTART;TZID={zone}:20270104T090000", "DURATION:PT1H"))
    assert (found.spans, found.left_out) == ((), {LeftOut.UNKNOWN_ZONE: 1})


def test_series_in_a_zone_by_offset_has_its_exceptions() -> None:
    zone = "TZID=GMT+09:00"
    series = (f"DTSTART;{zone}:20270104T090000", "DURATION:PT1H", WEEKLY)
    found = read_series(
        (*series, f"EXDATE;{zone}:20270118T090000"),
        (f"RECURRENCE-ID;{zone}:20270111T090000", f"DTSTART;{zone}:20270112T140000"),
    )
    assert (starts_of(found), found.left_out) == (["01-04 00:00"], {})


def test_summer_time_of_a_zone_that_the_file_brings_along_counts() -> None:
    part = (
        "BEGIN:{0}\r\nDTSTART:19700101T020000\r\nTZOFFSETFROM:{1}\r\nTZOFFSETTO:{2}\r\n"
        "RRULE:FREQ=YEARLY;BYMONTH={3};BYDAY=-1SU\r\nEND:{0}\r\n"
    )
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Elsewhere\r\n"
        + part.format("DAYLIGHT", "+0100", "+0200", 3)
        + part.format("STANDARD", "+0200", "+0100", 10)
        + "END:VTIMEZONE\r\n"
    )
    entry = ("DTSTART;TZID=Elsewhere:20270319T090000", "DURATION:PT1H", WEEKLY)
    assert starts_of(read(entry, before=zone)) == ["03-19 08:00", "03-26 08:00", "04-02 07:00"]


def a_free_busy(*lines: str) -> BusyReading:
    block = "\r\n".join(("BEGIN:VFREEBUSY", "UID:f", *lines, "END:VFREEBUSY", ""))
    return read(before=block)


def test_busy_times_that_a_server_tells_count() -> None:
    found = a_free_busy(
        "FREEBUSY;FBTYPE=BUSY:20270104T010000Z/PT1H,20270105T010000Z/20270105T030000Z",
        "FREEBUSY:20270106T010000Z/PT1H",
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20270107T010000Z/PT1H",
        "FREEBUSY;FBTYPE=FREE:20270108T010000Z/PT1H",
        "FREEBUSY:20200106T010000Z/PT1H",
    )
    assert found == BusyReading(
        (
            span("2027-01-04 01:00", "2027-01-04 02:00"),
            span("2027-01-05 01:00", "2027-01-05 03:00"),
            span("2027-01-06 01:00", "2027-01-06 02:00"),
            span("2027-01-07 01:00", "2027-01-07 02:00"),
        ),
        1,
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("COMMENT:nothing", LeftOut.FREE),
        ("FREEBUSY;FBTYPE=FREE:20270108T010000Z/PT1H", LeftOut.FREE),
        ("FREEBUSY:20200106T010000Z/PT1H", LeftOut.ELSEWHEN),
        ("FREEBUSY:20270106T010000Z/PT0S", LeftOut.EMPTY),
    ],
)
def test_server_that_tells_no_busy_time_is_noted(line: str, reason: LeftOut) -> None:
    assert a_free_busy(line) == BusyReading((), 1, {reason: 1})


def test_text_about_rules_is_no_rule() -> None:
    found = read((*RULE, "DESCRIPTION:FREQ=HOURLY\\nRRULE:FREQ=MINUTELY"))
    assert len(found.spans) == 1


def test_two_entries_at_one_time_both_count() -> None:
    found = read(RULE, RULE)
    assert (len(found.spans), found.events, found.left_out) == (1, 2, {})


ZONE = (
    "BEGIN:VTIMEZONE\r\nTZID:本地\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
    "TZOFFSETFROM:{0}\r\nTZOFFSETTO:{0}\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)


def test_zones_of_one_name_in_two_files_are_two() -> None:
    entry = ("DTSTART;TZID=本地:20270104T120000", "DURATION:PT1H")
    starts = [starts_of(read(entry, before=ZONE.format(each))) for each in ("+0900", "+0300")]
    assert starts == [["01-04 03:00"], ["01-04 09:00"]]

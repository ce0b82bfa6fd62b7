"""The lint catches what is planted: each of its rules breaks, and none on sound octets."""

from __future__ import annotations

import pytest

from tests.calendars.lint import lint

SOUND = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//ZH
METHOD:PUBLISH
NAME:会议
REFRESH-INTERVAL;VALUE=DURATION:PT1H
COLOR:teal
BEGIN:VTIMEZONE
TZID:Asia/Shanghai
BEGIN:STANDARD
DTSTART:19910915T020000
TZOFFSETFROM:+0900
TZOFFSETTO:+0800
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:u-1
DTSTAMP:20270105T080000Z
SEQUENCE:2
DTSTART;TZID=Asia/Shanghai:20270118T090000
DTEND;TZID=Asia/Shanghai:20270118T110000
SUMMARY:开幕会\\, 一
STATUS:CONFIRMED
TRANSP:OPAQUE
ORGANIZER;CN="办公厅: ^'一^'":mailto:a@x.cn
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT30M
DESCRIPTION:铃
END:VALARM
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()

TODO = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//ZH
BEGIN:VTODO
UID:t-1
DTSTAMP:20270105T080000Z
DTSTART;VALUE=DATE:20270118
DUE;VALUE=DATE:20270120
STATUS:COMPLETED
COMPLETED:20270119T080000Z
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER;RELATED=END:PT9H
DESCRIPTION:铃
END:VALARM
END:VTODO
END:VCALENDAR
""".replace("\n", "\r\n").encode()

INVITED = (
    "ATTENDEE;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:b@x.cn\r\nEND:VEVENT"
)
ALARM = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT30M\r\nDESCRIPTION:铃\r\nEND:VALARM\r\n"
REQUEST = (
    SOUND.replace(b"METHOD:PUBLISH", b"METHOD:REQUEST")
    .replace(ALARM.encode(), b"")
    .replace(b"END:VEVENT", INVITED.encode())
)

PLANTED = [
    ("END", "END:VCALENDAR\r\n", "END:VCALENDAR"),
    ("CRLF", "METHOD:PUBLISH\r\n", "METHOD:PUBLISH\n"),
    ("CRLF", "NAME:会议", "NAME:会\r议"),
    ("BOM", "BEGIN:VCALENDAR", "\ufeffBEGIN:VCALENDAR"),
    ("LONG", "NAME:会议", "NAME:" + "会" * 24),
    ("EMPTY", "NAME:会议", "NAME:会议\r\n"),
    ("CONTROL", "NAME:会议", "NAME:会\x07议"),
    ("CONTROL", "NAME:会议", "NAME:会\x7f议"),
    ("LINE", "NAME:会议", "NAME 会议"),
    ("LINE", "NAME:会议", "NA_ME:会议"),
    ("LINE", 'CN="办公厅', 'CN="办"公厅'),
    (
        "PARAM-TWICE",
        ";TZID=Asia/Shanghai:20270118T09",
        ";TZID=Asia/Shanghai;TZID=Asia/Shanghai:20270118T09",
    ),
    ("CARET", "^'一^'", "^x"),
    ("HOME", "BEGIN:VALARM", "BEGIN:VTODO"),
    ("NESTING", "END:VEVENT", "END:VTODO"),
    ("NESTING", "END:VEVENT\r\n", ""),
    ("NESTING", "END:VCALENDAR\r\n", "END:VCALENDAR\r\nX-A:1\r\n"),
    ("NESTING", "END:VCALENDAR\r\n", "END:VCALENDAR\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
    ("ORDER", "END:VALARM\r\n", "END:VALARM\r\nX-A:1\r\n"),
    ("COUNT", "PRODID:-//x//y//ZH\r\n", ""),
    ("COUNT", "UID:u-1\r\n", ""),
    ("COUNT", "SEQUENCE:2\r\n", "SEQUENCE:2\r\nSEQUENCE:3\r\n"),
    ("COUNT", "TZID:Asia/Shanghai\r\n", "TZID:Asia/Shanghai\r\nCOMMENT:x\r\n"),
    ("COUNT", "TRIGGER:-PT30M\r\n", ""),
    ("COUNT", "TZOFFSETFROM:+0900\r\n", ""),
    ("COUNT", "TRANSP:OPAQUE\r\n", "TRANSP:OPAQUE\r\nDUE:20270118T090000Z\r\n"),
    ("VERSION", "VERSION:2.0", "VERSION:1.0"),
    ("STATUS", "STATUS:CONFIRMED", "STATUS:COMPLETED"),
    ("VALUE-TYPE", "SEQUENCE:2", "SEQUENCE;VALUE=FLOAT:2"),
    ("VALUE-MISSING", "REFRESH-INTERVAL;VALUE=DURATION:", "REFRESH-INTERVAL:"),
    ("VALUE-MISSING", "COLOR:teal", "SOURCE:https://x.cn/a.ics"),
    ("VALUE-MISSING", "TRANSP:OPAQUE", "CONFERENCE:https://x.cn/a"),
    ("VALUE", "SUMMARY:开幕会\\,", "SUMMARY:开幕会,"),
    ("VALUE", "SUMMARY:开幕会\\,", "SUMMARY:开幕会\\x"),
    ("VALUE", "SUMMARY:开幕会\\, 一", "SUMMARY:开幕会\\"),
    ("VALUE", "20270118T110000", "20270230T110000"),
    ("VALUE", "-PT30M", "-P30M"),
    ("VALUE", "SEQUENCE:2", "SEQUENCE:二"),
    ("VALUE", "TZOFFSETTO:+0800", "TZOFFSETTO:+8"),
    ("VALUE", "mailto:a@x.cn", "a@x.cn"),
    ("VALUE", ":-PT30M", ":20270118T083000Z"),
    ("WORD", "TRANSP:OPAQUE", "TRANSP:BUSY"),
    ("WORD", "COLOR:teal", "COLOR:#008080"),
    (
        "TZID-IDLE",
        "DTEND;TZID=Asia/Shanghai:20270118T110000",
        "DTEND;TZID=Asia/Shanghai:20270118T110000Z",
    ),
    ("UTC", "DTSTAMP:20270105T080000Z", "DTSTAMP:20270105T080000"),
    ("UTC", "TRIGGER:-PT30M", "TRIGGER;VALUE=DATE-TIME:20270118T083000"),
    ("BOTH-ENDS", "TRANSP:OPAQUE", "DURATION:PT1H"),
    ("END-TYPE", "DTEND;TZID=Asia/Shanghai:20270118T110000", "DTEND;VALUE=DATE:20270119"),
    ("END-EARLY", "20270118T110000", "20270118T090000"),
    ("ALARM-WORDS", "DESCRIPTION:铃\r\n", ""),
    ("ALARM-ANCHOR", "DTEND;TZID=Asia/Shanghai:20270118T110000\r\n", ""),
    ("ZONE-MISSING", "DTSTART;TZID=Asia/Shanghai", 'DTSTART;TZID="UTC+08:00"'),
    (
        "ZONE-TWICE",
        "BEGIN:VEVENT",
        "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT",
    ),
    (
        "ZONE-RULE",
        "BEGIN:VEVENT",
        "BEGIN:VTIMEZONE\r\nTZID:Asia/Tokyo\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT",
    ),
    ("ONSET-LOCAL", "DTSTART:19910915T020000", "DTSTART:19910914T170000Z"),
    ("ONSET", "DTSTART:19910915T020000", "DTSTART:19910915T030000"),
    ("OFFSET", "20270118", "19900618"),
    ("MAILTO", "mailto:a@x.cn", "mailto:somebody"),
    ("ITIP PUBLISH", "SUMMARY:开幕会\\, 一\r\n", ""),
    ("ITIP PUBLISH", "TRANSP:OPAQUE", INVITED.partition("\r\n")[0]),
    ("UID-TWICE", "END:VCALENDAR", "BEGIN:VEVENT\r\nUID:u-1\r\nEND:VEVENT\r\nEND:VCALENDAR"),
    ("UID-LONG", "UID:u-1", "UID:" + "\r\n ".join(["u" * 60] * 5)),
]
PLANTED_TODO = [
    ("COUNT", "DTSTART", "X-A:1\r\nTRANSP:OPAQUE\r\nDTSTART"),
    ("STATUS", "STATUS:COMPLETED", "STATUS:CONFIRMED"),
    ("END-EARLY", "20270120", "20270118"),
    ("ALARM-ANCHOR", "DUE;VALUE=DATE:20270120\r\n", ""),
    ("ITIP PUBLISH", "VERSION:2.0", "VERSION:2.0\r\nMETHOD:PUBLISH"),
]
PLANTED_REQUEST = [
    ("ITIP REQUEST", INVITED, "END:VEVENT"),
    ("ITIP REQUEST", "SUMMARY:开幕会\\, 一\r\n", ""),
    ("ITIP CANCEL", "METHOD:REQUEST", "METHOD:CANCEL"),
    (
        "ITIP REPLY",
        INVITED,
        INVITED.replace("\r\n", f"\r\n{INVITED}", 1).removesuffix("END:VEVENT"),
    ),
    ("PARAM-WORD PARTSTAT", "NEEDS-ACTION", "PERHAPS"),
]


@pytest.mark.parametrize("content", [SOUND, TODO, REQUEST])
def test_sound_octets_have_no_fault(content: bytes):
    assert lint(content) == []


def plant(content: bytes, old: str, new: str) -> bytes:
    assert old.encode() in content
    return content.replace(old.encode(), new.encode(), 1)


def rules_of(faults: list[str]):
    return {fault.partition(":")[0] for fault in faults}


@pytest.mark.parametrize(("rule", "old", "new"), PLANTED)
def test_planted_fault_is_found(rule: str, old: str, new: str):
    content = SOUND.replace(b"TRIGGER", b"TRIGGER;RELATED=END") if rule == "ALARM-ANCHOR" else SOUND
    assert rule in rules_of(lint(plant(content, old, new)))


@pytest.mark.parametrize(("rule", "old", "new"), PLANTED_TODO)
def test_fault_planted_in_a_task_is_found(rule: str, old: str, new: str):
    assert rule in rules_of(lint(plant(TODO, old, new)))


@pytest.mark.parametrize(("rule", "old", "new"), PLANTED_REQUEST)
def test_fault_planted_in_an_invitation_is_found(rule: str, old: str, new: str):
    content = REQUEST.replace(b":REQUEST", b":REPLY") if "REPLY" in rule else REQUEST
    assert rule in rules_of(lint(plant(content, old, new)))


def test_fold_inside_a_character_is_found():
    assert "UTF8" in rules_of(
        lint(SOUND.replace("会议".encode(), b"\xe4\xbc\r\n \x9a\xe8\xae\xae"))
    )


def test_empty_calendar_is_found():
    assert lint(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n") == [
        "COMPONENT: none in VCALENDAR"
    ]

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.calendars.reader import MAX_REPLY_BYTES, PARTSTATS, Reply, ReplyError, read_reply
from tests.calendars.strategies import PATIENT

ATTENDEE = "ATTENDEE;CN=李明;PARTSTAT=ACCEPTED:mailto:li.ming@example.org"
EVENT = ("UID:u-1", "SEQUENCE:2", "DTSTAMP:20270105T080000Z", ATTENDEE)


def a_reply(*lines: str, head: str = "METHOD:REPLY", copies: int = 1) -> bytes:
    event = ["BEGIN:VEVENT", *(lines or EVENT), "END:VEVENT"] * copies
    whole = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN", head, *event, "END:VCALENDAR", ""]
    return "\r\n".join(whole).encode()


def test_reply_is_read():
    assert read_reply(a_reply()) == Reply(
        "u-1", 2, "li.ming@example.org", "ACCEPTED", datetime(2027, 1, 5, 8, tzinfo=UTC)
    )


def test_reply_without_sequence_and_answer_has_the_defaults():
    found = read_reply(a_reply("UID:u-1", "DTSTAMP:20270105T080000Z", "ATTENDEE:MAILTO:a@b.cn"))
    assert (found.sequence, found.partstat, found.address) == (0, "NEEDS-ACTION", "a@b.cn")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"BEGIN:VCALENDAR",
        b"BEGIN:VEVENT\r\nEND:VEVENT\r\n",
        b"BEGIN:VEVENT\r\nUID:1\r\nATTENDEE:mailto:a@b.cn\r\nEND:VEVENT\r\n",
        b"x" * (MAX_REPLY_BYTES + 1),
        b"BEGIN:VCALENDAR\r\n" * 3000,
        a_reply(head="METHOD:REQUEST"),
        a_reply(head="X-NONE:1"),
        a_reply(copies=2),
        a_reply(copies=0),
        a_reply(*EVENT, ATTENDEE),
        a_reply(*EVENT, "UID:u-2"),
        a_reply(*EVENT, "SEQUENCE:1"),
        a_reply(*EVENT[:1], *EVENT[2:], "SEQUENCE:-1"),
        a_reply(*EVENT[:1], *EVENT[2:], "SEQUENCE:99999999999999999999"),
        a_reply(*EVENT[:1], *EVENT[2:], "SEQUENCE:one"),
        a_reply(*EVENT[1:]),
        a_reply(*EVENT[:3]),
        a_reply(*EVENT[:2], "DTSTAMP:20270105T080000", ATTENDEE),
        a_reply(*EVENT[:2], "DTSTAMP;VALUE=DATE:20270105", ATTENDEE),
        a_reply(*EVENT[:2], "DTSTAMP:soon", ATTENDEE),
        a_reply(*EVENT[:2], ATTENDEE),
        a_reply(*EVENT[:3], "ATTENDEE;PARTSTAT=PERHAPS:mailto:a@b.cn"),
        a_reply(*EVENT[:3], "ATTENDEE;PARTSTAT=ACCEPTED:tel:123"),
        a_reply(*EVENT[:3], "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a%0D%0Ab@c.cn"),
    ],
)
def test_what_is_no_reply_is_refused(content: bytes):
    with pytest.raises(ReplyError):
        read_reply(content)


@given(st.integers(0, 200), st.integers(0, 12), st.text(max_size=12))
@settings(PATIENT, max_examples=80)
def test_damaged_reply_is_read_or_refused(place: int, length: int, damage: str):
    whole = a_reply()
    content = whole[:place] + damage.encode("utf-8", "surrogatepass") + whole[place + length :]
    try:
        found = read_reply(content).partstat
    except ReplyError:
        return
    assert found in PARTSTATS

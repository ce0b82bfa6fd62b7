"""Entries made up by Hypothesis: sound ones as people write them, hostile ones as nobody should."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from planner.calendars.event import (
    Alarm,
    Attendee,
    CalendarEvent,
    CalendarTask,
    Entry,
    Organizer,
    Standing,
    TaskStatus,
)
from planner.clock import HOUSE_ZONE

Texts = st.SearchStrategy[str]

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""However busy the machine is."""

UIDS = st.uuids(version=4).map(str)
DAYS = st.dates(date(1980, 1, 1), date(2060, 12, 31))
MOMENTS = st.datetimes(
    datetime(1992, 1, 1),  # noqa: DTZ001  Hypothesis adds the zone
    datetime(2060, 12, 31),  # noqa: DTZ001  the same
    timezones=st.sampled_from((HOUSE_ZONE, UTC)),
).map(lambda moment: moment.replace(microsecond=0))
LENGTHS = st.integers(-40 * 86400, 40 * 86400).map(lambda seconds: timedelta(seconds=seconds))

WORDS = st.text("会议程序A z0,;:\\\"'^’“”（）·é😀🀄𠮷", max_size=60)
SOUND_LINES = WORDS.map(lambda text: " ".join(text.split()))
SOUND_TEXTS = st.lists(WORDS, max_size=4).map("\n".join)
SOUND_NAMES = WORDS.map(lambda text: " ".join(text.replace("\\", "").split())).filter(bool)
ADDRESSES = st.from_regex(r"[a-z][a-z0-9.+_-]{0,20}@[a-z]{1,12}\.cn", fullmatch=True)

POISON = st.sampled_from(
    (
        "\r\nATTENDEE:mailto:x@y.z",
        "\nBEGIN:VALARM",
        "\r",
        "\x00",
        "\x07",
        "\x1b[31m",
        "\x85",
        "\u2028",
        "\u2029",
        "\ud800",
        "\udfff",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\ufffe",
        "\\",
        "\\n",
        "C:\\New",
        '"',
        ";CN=x:",
        "^n",
        "\t",
        "  ",
        "\u3000",
        "😀" * 20,
        "甲" * 25,
        "=0D=0A",
    )
)
HOSTILE = st.lists(st.one_of(POISON, st.text(max_size=12), WORDS), max_size=6).map("".join)

LABELS = HOSTILE.map(lambda text: text.translate(str.maketrans('",\\', "”，＼")))
"""Hostile categories without the signs by which libical parts lists its own way (test_quirk)."""


def standings():
    return st.builds(Standing, st.integers(0, 2**31 - 1), MOMENTS, is_cancelled=st.booleans())


def categories(labels: Texts):
    return st.lists(labels.filter(str.strip), max_size=3).map(tuple)


def alarms(texts: Texts):
    return st.lists(st.builds(Alarm, LENGTHS, texts), max_size=2).map(tuple)


@st.composite
def events(
    draw: st.DrawFn,
    lines: Texts = SOUND_LINES,
    texts: Texts = SOUND_TEXTS,
    labels: Texts = SOUND_LINES,
):
    if draw(st.booleans()):
        starts = draw(DAYS)
        ends = draw(st.none() | st.integers(1, 9).map(lambda days: starts + timedelta(days)))
    else:
        starts = draw(MOMENTS)
        ends = draw(
            st.none() | st.integers(1, 9999).map(lambda left: starts + timedelta(minutes=left))
        )
    return CalendarEvent(
        draw(UIDS),
        draw(lines),
        starts,
        ends,
        draw(lines),
        draw(texts),
        draw(categories(labels)),
        draw(st.booleans()),
        draw(alarms(lines)),
    )


@st.composite
def tasks(
    draw: st.DrawFn,
    lines: Texts = SOUND_LINES,
    texts: Texts = SOUND_TEXTS,
    labels: Texts = SOUND_LINES,
):
    starts_on = draw(DAYS)
    status = draw(st.sampled_from(TaskStatus))
    return CalendarTask(
        draw(UIDS),
        draw(lines),
        starts_on,
        starts_on + timedelta(draw(st.integers(0, 30))),
        draw(texts),
        draw(categories(labels)),
        status,
        draw(MOMENTS) if status is TaskStatus.COMPLETED else None,
        draw(alarms(lines)),
    )


def entries(lines: Texts = SOUND_LINES, texts: Texts = SOUND_TEXTS, labels: Texts = SOUND_LINES):
    return st.builds(Entry, events(lines, texts, labels) | tasks(lines, texts, labels), standings())


def organizers(names: Texts = SOUND_NAMES):
    return st.builds(Organizer, names, ADDRESSES)


def attendees(names: Texts = SOUND_NAMES):
    return st.builds(Attendee, names, ADDRESSES)

"""Calendars that every judge reads: corners by hand, hostile texts, the sample plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from planner.calendars.collection import collect_sheets
from planner.calendars.event import (
    Alarm,
    CalendarEvent,
    CalendarSheet,
    CalendarTask,
    Entry,
    Organizer,
    Standing,
    TaskStatus,
)
from planner.calendars.programme import (
    Programme,
    Showing,
    list_items,
    list_places,
    name_calendar,
)
from planner.clock import HOUSE_ZONE
from planner.domain.timeline import back_schedule
from planner.services.sample import SAMPLE_KINDS, sample_plan

STANDING = Standing(3, datetime(2027, 1, 5, 8, tzinfo=UTC))
CANCELLED = replace(STANDING, is_cancelled=True)
ORGANIZER = Organizer('办公厅 "会务" ^n; 一,二: C:\\', "office+a@yunling.example")
NINE = datetime(2027, 1, 18, 9, tzinfo=HOUSE_ZONE)
ALARMS = (
    Alarm(timedelta(minutes=-30), "30分钟后;开会, C:\\New"),
    Alarm(timedelta(days=1, hours=9), "一"),
)
HOSTILE_TEXTS = (
    "C:\\New; 甲,乙\r\n丙\rBEGIN:VEVENT\x00\x07😀\u2028尾",
    "a\r\nATTENDEE:mailto:x@y.z\r\n",
    "\\",
    "\\\\n\\N\\;",
    "\ud800半\udfff",
    "\u202e右到左\u2066隔\u2069\u202c",
    *("x" * size + "😀🀄" * 20 for size in range(60, 68)),
    *("会" * size + ",;\\" * 30 for size in range(20, 24)),
    "DQUOTE \"一\" '二' ’三’",
    "\ufeff首",
    "=0D=0A%0D%0A&#13;&#10;",
    "表\t格",
)
PEOPLE = 8
"""Persons of each sample whose own calendars are read."""
FIRST_DAY = date(2027, 1, 18)


def corner_events() -> list[Entry]:
    timed = CalendarEvent(
        "u-1",
        "开幕;会, C:\\New \\",
        NINE,
        datetime(2027, 1, 18, 3, 30, tzinfo=UTC),
        "甲,乙;丙\\",
        "一\n二\\n三;四,五\\\n",
        ("甲,乙", "丙;丁", "戊\\己"),
        alarms=ALARMS,
    )
    open_end = CalendarEvent("u-3", "没有结束", NINE, is_busy=False)
    days = CalendarEvent("u-2", "两天", FIRST_DAY, date(2027, 1, 20), alarms=ALARMS)
    return [
        Entry(timed, STANDING),
        Entry(days, STANDING),
        Entry(open_end, STANDING),
        Entry(replace(timed, uid="u-4"), CANCELLED),
        Entry(replace(days, uid="u-5"), CANCELLED),
    ]


def corner_tasks() -> list[Entry]:
    task = CalendarTask(
        "t-1", "任务", FIRST_DAY, date(2027, 1, 20), "说,明", ("甲",), alarms=ALARMS
    )
    done_at = datetime(2027, 1, 19, 8, tzinfo=UTC)
    done = replace(task, uid="t-2", status=TaskStatus.COMPLETED, completed_at=done_at, alarms=())
    single = replace(task, uid="t-3", due_on=task.starts_on, status=TaskStatus.IN_PROCESS)
    dropped = replace(task, uid="t-4", status=TaskStatus.CANCELLED)
    return [
        *(Entry(each, STANDING) for each in (task, done, single, dropped)),
        Entry(replace(task, uid="t-5"), CANCELLED),
    ]


def hostile_events() -> list[Entry]:
    return [
        Entry(
            CalendarEvent(
                f"h-{number}",
                text,
                NINE,
                None,
                text,
                text,
                (text,),
                alarms=(Alarm(timedelta(), text),),
            ),
            STANDING,
        )
        for number, text in enumerate(HOSTILE_TEXTS)
    ]


@cache
def hand_made() -> tuple[CalendarSheet, ...]:
    sheet = CalendarSheet("x", "会议;日历, C:\\New", "说明\n第二行", (), ORGANIZER, "teal")
    entries = (
        corner_events(),
        corner_tasks(),
        hostile_events(),
        [*corner_events(), *corner_tasks()],
    )
    return tuple(replace(sheet, entries=tuple(each)) for each in entries)


@cache
def samples() -> tuple[CalendarSheet, ...]:
    sheets: list[CalendarSheet] = []
    for kind in SAMPLE_KINDS:
        plan = sample_plan(kind)
        timeline = back_schedule(plan, date(2026, 11, 23))
        sheets += collect_sheets(plan, timeline).values()
        sheets += programme_sheets(Programme(plan, timeline))
    return tuple(sheets)


def programme_sheets(programme: Programme) -> list[CalendarSheet]:
    """Return what people subscribe to: places, years, persons, tasks as tasks."""
    plan = programme.plan
    keys = [
        "meeting",
        *(f"venue:{place}" for place in list_places(plan)),
        *(f"year:{year}" for year in (2026, 2027)),
        *(f"person:{person.key}" for person in plan.people[:PEOPLE]),
        *(f"owner:{key}" for key in dict.fromkeys(task.owner for task in plan.tasks) if key),
    ]
    return [
        CalendarSheet(
            f"{key} {showing}",
            name_calendar(programme, key),
            "",
            tuple(
                Entry(each, STANDING)
                for each in list_items(programme, key, showing, as_tasks=key.startswith("owner"))
            ),
            ORGANIZER,
            "navy",
        )
        for key in keys
        for showing in (list(Showing) if key.startswith(("meeting", "venue")) else [Showing.STAFF])
    ]


def chosen() -> tuple[CalendarSheet, ...]:
    """Return every fourth of the sample calendars: the same entries stand in several."""
    return samples()[::4]

"""Which reminders are due on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.domain.directory import Directory
from planner.domain.reminder import (
    Reminder,
    ReminderKind,
    Window,
    find_reminders,
    open_window,
    tell_reminder,
)
from planner.domain.task import TaskState, Workstream
from planner.domain.timeline import Timeline, back_schedule
from planner.domain.workday import WorkCalendar
from tests.builders import a_person, a_plan, a_task

END = date(2026, 12, 16)
PEOPLE = ("owner", "lead", "leader")


def remind(
    days: int, lead_times: dict[str, int] | None = None, **task: object
) -> dict[str, list[tuple[ReminderKind, str]]]:
    plan = a_plan(
        people=tuple(a_person(key, key) for key in PEOPLE),
        workstreams=(Workstream("w", "会务组", accountable="leader", lead="lead"),),
        tasks=(
            a_task("t", anchor=END.isoformat(), workstream="w", **{"owner": "owner", **task}),
            a_task("done", anchor=END.isoformat(), owner="owner", state=TaskState.DONE),
        ),
    )
    today = END + timedelta(days=days)
    window = Window.of_day(today)
    found = find_reminders(plan, back_schedule(plan, today), window, lead_times or {})
    return {
        person: [(each.kind, each.dated.task.key) for each in all_]
        for person, all_ in found.items()
    }


BEFORE, TODAY = (ReminderKind.BEFORE, "t"), (ReminderKind.TODAY, "t")
OVERDUE, ESCALATED = (ReminderKind.OVERDUE, "t"), (ReminderKind.ESCALATED, "t")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-4, {}),
        (-3, {"owner": [BEFORE]}),
        (-2, {}),
        (0, {"owner": [TODAY]}),
        (1, {"owner": [OVERDUE], "lead": [ESCALATED]}),
        (2, {}),
        (3, {"leader": [ESCALATED]}),
        (8, {"owner": [OVERDUE], "lead": [ESCALATED]}),
        (10, {"leader": [ESCALATED]}),
    ],
)
def test_reminders_go_up_the_chain_with_the_days(
    days: int, expected: dict[str, list[tuple[ReminderKind, str]]]
) -> None:
    assert remind(days) == expected


def test_everybody_has_his_own_lead_time() -> None:
    assert remind(-5, {"owner": 5}) == {"owner": [BEFORE]}
    assert remind(-3, {"owner": 5}) == {}


def test_nobody_is_told_of_his_own_task_twice() -> None:
    assert remind(1, owner="lead") == {"lead": [OVERDUE]}
    assert remind(3, owner="leader") == {}


def test_a_task_without_owner_reaches_the_lead() -> None:
    assert remind(1, owner="") == {"lead": [ESCALATED]}
    assert remind(0, owner="") == {}


FRIDAY, MONDAY = date(2026, 12, 11), date(2026, 12, 14)
DAY = timedelta(days=1)


def remind_between(
    end: date, today: date, last: date | None, **lead_times: int
) -> list[tuple[str, ReminderKind, int]]:
    plan = a_plan(
        people=tuple(a_person(key, key) for key in PEOPLE),
        workstreams=(Workstream("w", "会务组", accountable="leader", lead="lead"),),
        tasks=(a_task("t", anchor=end.isoformat(), workstream="w", owner="owner"),),
    )
    window = open_window(today, last, WorkCalendar())
    if window is None:
        return []
    (dated,) = back_schedule(plan, today).tasks
    timeline = Timeline((replace(dated, agreed_on=end),))
    found = find_reminders(plan, timeline, window, lead_times)
    return [(person, each.kind, each.days) for person, all_ in found.items() for each in all_]


def test_nobody_is_reminded_on_a_day_of_rest() -> None:
    assert open_window(FRIDAY + DAY, FRIDAY, WorkCalendar()) is None


def test_what_falls_on_days_of_rest_is_told_on_the_working_day_before() -> None:
    sunday, tuesday = FRIDAY + 2 * DAY, MONDAY + DAY
    assert remind_between(sunday, FRIDAY, FRIDAY - DAY, owner=1) == [
        ("owner", ReminderKind.BEFORE, 2)
    ]
    assert remind_between(tuesday, FRIDAY, FRIDAY - DAY, owner=3) == [
        ("owner", ReminderKind.BEFORE, 4)
    ]
    assert remind_between(tuesday, MONDAY, FRIDAY, owner=3) == []
    assert remind_between(tuesday, MONDAY, FRIDAY + 2 * DAY, owner=3) == []


def test_what_came_due_on_days_of_rest_is_late_on_the_next_working_day() -> None:
    assert remind_between(FRIDAY, MONDAY, FRIDAY) == [
        ("lead", ReminderKind.ESCALATED, -3),
        ("leader", ReminderKind.ESCALATED, -3),
        ("owner", ReminderKind.OVERDUE, -3),
    ]


@pytest.mark.parametrize(
    ("missed", "expected"),
    [(0, []), (1, [("owner", ReminderKind.BEFORE, 2)]), (2, [("owner", ReminderKind.BEFORE, 2)])],
)
def test_what_was_missed_is_told_once_when_the_worker_is_back(
    missed: int, expected: list[tuple[str, ReminderKind, int]]
) -> None:
    today = date(2026, 12, 10)
    assert remind_between(today + 2 * DAY, today, today - (missed + 1) * DAY, owner=3) == expected


def test_what_was_missed_long_ago_is_not_made_up_for() -> None:
    today = date(2026, 12, 10)
    long_ago = date(2026, 6, 1)
    assert remind_between(today + 2 * DAY, today, long_ago, owner=30) == []


@pytest.mark.parametrize(
    ("late", "told"),
    [
        (1, ["lead", "owner"]),
        (2, ["lead", "owner"]),
        (3, ["lead", "leader", "owner"]),
        (5, ["lead", "leader", "owner"]),
        (30, ["lead", "leader", "owner"]),
    ],
)
def test_the_first_run_tells_all_that_is_late_as_high_as_it_is_late(
    late: int, told: list[str]
) -> None:
    today = date(2026, 12, 10)
    assert [each[0] for each in remind_between(today - late * DAY, today, None)] == told


def test_the_first_run_tells_what_is_nearer_than_the_lead_time() -> None:
    today = date(2026, 12, 10)
    told = [("owner", ReminderKind.BEFORE, 1)]
    assert remind_between(today + DAY, today, None, owner=3) == told
    assert remind_between(today + DAY, today, today - DAY, owner=3) == []
    assert remind_between(today + 9 * DAY, today, None, owner=3) == []


def test_a_reminder_is_a_line() -> None:
    plan = a_plan(people=(a_person("owner", "石小禾"),), tasks=(a_task(owner="owner"),))
    (dated,) = back_schedule(plan, date(2026, 12, 1)).tasks
    lines = [
        tell_reminder(Reminder("owner", kind, dated, days), Directory.of(plan)).zh
        for kind, days in zip(ReminderKind, (-3, -1, 0, 4), strict=True)
    ]
    assert lines == [
        "“起草会议方案”（责任人：石小禾）应于1月18日完成，已逾期 3 天，请督办",
        "“起草会议方案”应于1月18日完成，已逾期 1 天",
        "“起草会议方案”今天到期",
        "“起草会议方案”应于1月18日完成，还有 4 天",
    ]

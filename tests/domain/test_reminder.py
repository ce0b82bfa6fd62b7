"""Which reminders are due on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from planner.domain.reminder import ReminderKind, find_reminders
from planner.domain.task import TaskState, Workstream
from planner.domain.timeline import back_schedule
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
    found = find_reminders(plan, back_schedule(plan, today), today, lead_times or {})
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

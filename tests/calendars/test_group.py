"""What somebody's group means for his own entries: the room, and the bus."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any

import pytest

from planner.calendars.group import find_place, tell_group
from planner.calendars.programme import Programme, Showing, list_items
from planner.domain.directory import Directory
from planner.domain.plan import Group
from planner.domain.sitting import SittingKind
from planner.domain.timeline import back_schedule
from tests.builders import a_person, a_plan, a_sitting

if TYPE_CHECKING:
    from planner.calendars.event import CalendarEvent
    from planner.domain.sitting import Sitting

FIRST = Group("G1", "第一组", room="三楼第一讨论室", bus="3号车，8:10宾馆正门发车")
SECOND = Group("G2", "第二组")
PEOPLE = (
    a_person(group="第一组"),
    a_person("p2", "李明", group="第二组"),
    a_person("p3", "钱一", group="第三组"),
    a_person("p4", "吴帆"),
)


def an_event(sitting: Sitting, person: str = "p1", **changes: Any) -> CalendarEvent:  # noqa: ANN401  any field of the plan
    facts = {"people": PEOPLE, "groups": (FIRST, SECOND), "sittings": (sitting,), **changes}
    plan = a_plan(**facts)
    programme = Programme(plan, back_schedule(plan, date(2026, 12, 1)))
    [event] = list_items(programme, f"person:{person}", Showing.STAFF)
    return event  # type: ignore[return-value]  no task among sittings


def a_discussion(**rest: Any) -> Sitting:  # noqa: ANN401  any field of the value
    facts = {"participants": ("member",), "place": "宾馆各组讨论室", **rest}
    return a_sitting(name="小组讨论", kind=SittingKind.GROUP, **facts)


@pytest.mark.parametrize(
    ("person", "location", "lines"),
    [
        ("p1", "三楼第一讨论室", ["所在小组：第一组"]),
        ("p2", "宾馆各组讨论室", ["所在小组：第二组"]),
        ("p3", "宾馆各组讨论室", ["所在小组：第三组"]),
        ("p4", "宾馆各组讨论室", []),
    ],
)
def test_groups_discuss_each_in_its_room(person: str, location: str, lines: list[str]) -> None:
    event = an_event(a_discussion(), person)
    assert event.location == location
    assert event.description.splitlines() == [a_plan().title, *lines]


def test_the_bus_is_told_where_one_goes_to() -> None:
    sitting = a_sitting(participants=("member",), place="江海会堂")
    assert an_event(sitting).location == "江海会堂"
    assert an_event(sitting).description.splitlines() == [
        a_plan().title,
        "乘车：3号车，8:10宾馆正门发车",
    ]
    for other in ("p2", "p3", "p4"):
        assert an_event(sitting, other).description == a_plan().title
    assert an_event(sitting, groups=()).description == a_plan().title


@pytest.mark.parametrize(
    "facts",
    [
        {"starts_at": None, "ends_at": None},
        {"place": ""},
        {"kind": SittingKind.GROUP},
        {"kind": SittingKind.REGISTRATION},
    ],
)
def test_no_bus_without_a_time_a_place_or_a_way(facts: dict[str, Any]) -> None:
    sitting = a_sitting(**{"participants": ("member",), "place": "江海会堂", **facts})
    assert "乘车" not in an_event(sitting).description


@pytest.mark.parametrize(
    ("facts", "group", "location", "is_told"),
    [
        ({"place": ""}, "第一组", "三楼第一讨论室", True),
        ({"place": ""}, "第二组", "云岭会堂", False),
        ({"place": "江海重工"}, "第一组", "江海重工", True),
        ({"kind": SittingKind.GROUP, "place": "大厅"}, "第一组", "三楼第一讨论室", True),
        ({"kind": SittingKind.GROUP, "place": "大厅"}, "第二组", "大厅", False),
        ({"kind": SittingKind.GROUP, "place": "大厅"}, "", "大厅", False),
    ],
)
def test_a_sitting_of_one_group_is_in_its_room(
    facts: dict[str, Any],
    group: str,
    location: str,
    is_told: bool,  # noqa: FBT001  a column of the table
) -> None:
    plan = a_plan(people=PEOPLE, groups=(FIRST, Group("G2", "第二组", room="四楼")))
    directory = Directory.of(plan)
    sitting = a_sitting(participants=("group:第一组",), **facts)
    assert find_place(plan, directory, sitting, group) == location
    assert ("所在小组：第一组" in tell_group(directory, sitting, group)) is is_told


def test_a_leaders_calendar_says_the_same_place() -> None:
    sitting = a_discussion(presiders=("p1",), starts_at=time(15), ends_at=time(17))
    plan = a_plan(people=PEOPLE, groups=(FIRST,), sittings=(sitting,))
    programme = Programme(plan, back_schedule(plan, date(2026, 12, 1)))
    [duty] = list_items(programme, "duty:p1", Showing.STAFF)
    [own] = list_items(programme, "person:p1", Showing.STAFF)
    assert (duty.location, own.location) == ("三楼第一讨论室", "三楼第一讨论室")  # type: ignore[union-attr]

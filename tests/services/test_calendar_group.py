"""Rooms and buses of groups in the calendars of their people, from revision to revision."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from planner.domain.plan import Group
from planner.domain.sitting import SittingKind
from planner.models.calendar import Audience
from planner.services.calendar import open_calendar
from planner.services.revision import Submission, publish_plan
from tests.builders import a_person, a_plan, a_sitting
from tests.conftest import NOW, TODAY, House, scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession

OPENING = a_sitting(participants=("member",), place="江海会堂")
DISCUSSION = a_sitting("s2", "小组讨论", kind=SittingKind.GROUP, participants=("member",))
FIRST, SECOND = Group("G1", "第一组", "甲室", "1号车"), Group("G2", "第二组", "乙室", "2号车")
MOVED = replace(FIRST, room="丙室")
PLAN = a_plan(
    people=(a_person(group="第一组"), a_person("p2", "李明", group="第二组")),
    sittings=(OPENING, DISCUSSION),
)


def test_a_changed_room_is_told_to_its_group_and_a_bus_as_words(
    sessions: Callable[[], ScopedSession], house: House
) -> None:
    seen = []
    for days, group in enumerate((FIRST, MOVED, replace(MOVED, bus="9号车"))):
        plan, later = replace(PLAN, groups=(group, SECOND)), timedelta(days=days)
        with scoped(sessions, house) as session:
            submission = Submission(plan, "方案.yaml", b"source")
            meeting = publish_plan(session, submission, None, NOW + later, TODAY + later)
            own = [
                open_calendar(session, meeting, key, Audience.PERSONAL).entries
                for key in ("person:p1", "person:p2", "meeting")
            ]
            seen.append([[(e.standing.sequence, e.number) for e in entries] for entries in own])
            places = [[e.event.location for e in entries] for entries in own]
    assert seen == [
        [[(0, 1), (0, 1)], [(0, 1), (0, 1)], [(0, 1), (0, 1)]],
        [[(0, 1), (1, 2)], [(0, 1), (0, 1)], [(0, 1), (0, 1)]],
        [[(0, 3), (1, 2)], [(0, 1), (0, 1)], [(0, 1), (0, 1)]],
    ]
    assert places == [["江海会堂", "丙室"], ["江海会堂", "乙室"], ["江海会堂", "云岭会堂"]]

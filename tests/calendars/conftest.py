from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import pytest

from planner.calendars.event import Organizer, Standing
from planner.domain.plan import Edition
from planner.domain.sitting import ProceedingStep, Rostrum, RostrumRow, SittingKind
from planner.domain.task import Offset, OffsetUnit, TaskState, Workstream
from planner.domain.timeline import back_schedule
from tests.builders import a_person, a_plan, a_sitting, a_task

if TYPE_CHECKING:
    from planner.domain.plan import Plan

HOSTILE = "C:\\New; 甲,乙\r\n丙\rBEGIN:VEVENT\x00\x07😀\u2028尾"


@pytest.fixture
def meeting():
    people = (
        a_person("p1", "王芳", post="主席", rank=1),
        a_person("p2", "李明", unit="办公厅"),
        a_person("p3", "李明", unit="研究室"),
    )
    opening = a_sitting(
        kind=SittingKind.OPENING,
        content="听取常务委员会工作报告",
        presiders=("p1",),
        participants=("member", "standing"),
        steps=(
            ProceedingStep("宣布开幕", 5, "p1"),
            ProceedingStep("常务委员会工作报告", 60, "p2"),
            ProceedingStep("奏唱国歌"),
            ProceedingStep("休会"),
        ),
        rostrum=Rostrum((RostrumRow(("p1",)), RostrumRow(("p2",)))),
    )
    return a_plan(
        theme="政治协商",
        edition=Edition(3, date(2026, 12, 25)),
        people=people,
        sittings=(
            opening,
            a_sitting("s2", "报到", held_on=date(2027, 1, 17), starts_at=None, ends_at=None),
            a_sitting("s3", "秘书长会议", starts_at=time(20), ends_at=None, is_internal=True),
            a_sitting("s4", "未定", held_on=None),
        ),
        workstreams=(Workstream("w1", "会务组", accountable="p1", lead="p2"),),
        tasks=(
            a_task(
                workstream="w1",
                owner="p2",
                offset=Offset(-15, OffsetUnit.WORKING),
                duration_days=3,
                support=("研究室", "机关党委"),
                standard="经秘书长审定",
            ),
            a_task("t2", "印制文件", workstream="w1", owner="p3", offset=Offset(-2)),
            a_task(
                "t3",
                "发出通知",
                workstream="w1",
                owner="p3",
                anchor="2026-12-21",
                state=TaskState.DONE,
                done_on=date(2026, 12, 21),
            ),
        ),
    )


@pytest.fixture
def hostile(meeting: Plan):
    sitting = replace(
        meeting.sittings[0],
        name=HOSTILE,
        place=HOSTILE,
        content=HOSTILE * 9,
        steps=(ProceedingStep(HOSTILE, 5, HOSTILE),),
    )
    return replace(
        meeting,
        title=HOSTILE,
        theme=HOSTILE,
        sittings=(sitting,),
        workstreams=(Workstream("w1", HOSTILE, accountable="p1"),),
        tasks=(a_task(HOSTILE, HOSTILE, workstream="w1", owner="p2", standard=HOSTILE),),
    )


@pytest.fixture
def timeline(meeting: Plan):
    return back_schedule(meeting, date(2026, 12, 1))


@pytest.fixture
def hostile_timeline(hostile: Plan):
    return back_schedule(hostile, date(2026, 12, 1))


@pytest.fixture
def standing():
    return Standing(3, datetime(2027, 1, 5, 8, tzinfo=UTC))


@pytest.fixture
def organizer():
    return Organizer("政协云岭省委员会", "office@yunling.example")

"""Plain builders of values for tests: everything has a default, name only what matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from planner.domain.person import AttendanceKind, Person
from planner.domain.plan import (
    AgendaItem,
    CalendarNotice,
    MeetingKind,
    Organisation,
    Plan,
    RestPeriod,
    Settings,
    TextBlock,
)
from planner.domain.sitting import ProceedingStep, Rostrum, RostrumRow, Sitting, SittingKind
from planner.domain.task import Aspect, Offset, Task, Workstream


def a_person(key: str = "p1", name: str = "王芳", **rest: Any) -> Person:  # noqa: ANN401  any field of the value
    return Person(key, name, **rest)


def a_sitting(key: str = "s1", name: str = "开幕会", **rest: Any) -> Sitting:  # noqa: ANN401  any field of the value
    when = {"held_on": date(2027, 1, 18), "starts_at": time(9), "ends_at": time(11, 30)}
    return Sitting(key, name, **{**when, **rest})


def a_task(key: str = "t1", name: str = "起草会议方案", **rest: Any) -> Task:  # noqa: ANN401  any field of the value
    return Task(key, name, **rest)


def a_plan(**changes: Any) -> Plan:  # noqa: ANN401  any field of the value
    plan = Plan(
        organisation=Organisation("政协云岭省委员会", "云岭省政协"),
        kind=MeetingKind.PLENARY,
        title="政协云岭省第十三届委员会第四次会议",
        term=13,
        number=4,
        place="云岭会堂",
        reports_on=date(2027, 1, 17),
        opens_on=date(2027, 1, 18),
        closes_on=date(2027, 1, 21),
    )
    return replace(plan, **changes)


def a_sound_plan(**changes: Any) -> Plan:  # noqa: ANN401  any field of the value
    """Return a small plan in which the checks find nothing at all."""
    new_year = RestPeriod("元旦", date(2027, 1, 1), date(2027, 1, 3))
    settings = Settings(calendar_notices=(CalendarNotice(2027, (new_year,)),))
    whole = {
        "people": _sound_people(),
        "sittings": _sound_sittings(),
        "agenda": (AgendaItem("a1", "听取和审议常务委员会工作报告", "chair", ("open",)),),
        "workstreams": (Workstream("affairs", "会务组", accountable="sg", lead="lead"),),
        "tasks": (
            Task(
                "run",
                "会议全程保障",
                "affairs",
                offset=Offset(-10),
                owner="owner",
                standard="各会次保障到位",
                aspects=tuple(Aspect),
            ),
        ),
        "texts": (TextBlock("notes", "会议须知", "2027年1月18日（星期一）上午准时到会。"),),
        "settings": settings,
        "secretary_general": "sg",
    }
    return a_plan(**{**whole, **changes})


def _sound_people() -> tuple[Person, ...]:
    staff = AttendanceKind.STAFF
    return (
        Person("chair", "郑明远", post="主席", unit="云岭省政协", rank=1, group="第一组"),
        Person("vice", "韩立群", post="副主席", unit="云岭省政协", rank=2, group="第二组"),
        Person("sg", "苏文博", post="秘书长", unit="云岭省政协", rank=3, group="第一组"),
        Person("m1", "白晓岚", post="教授", unit="云岭大学", group="第一组", is_convener=True),
        Person("m2", "高峻", post="院长", unit="云岭医院", group="第二组", is_convener=True),
        Person("m3", "欧阳靖", post="董事长", unit="云岭茶业", group="第二组"),
        Person("lead", "万里程", staff, post="处长", unit="秘书处"),
        Person("owner", "石小禾", staff, post="干部", unit="秘书处"),
    )


def _sound_sittings() -> tuple[Sitting, ...]:
    rostrum = Rostrum((RostrumRow(("chair", "vice", "sg")),))
    shared: dict[str, Any] = {"participants": ("member",), "place": "云岭会堂"}
    return (
        a_sitting(
            "open",
            kind=SittingKind.OPENING,
            presiders=("vice",),
            steps=(ProceedingStep("奏国歌", 3), ProceedingStep("作工作报告", 60, "chair")),
            rostrum=rostrum,
            **shared,
        ),
        a_sitting(
            "groups",
            "小组讨论",
            kind=SittingKind.GROUP,
            starts_at=time(15),
            ends_at=time(17, 30),
            participants=("member",),
            place="各小组会议室",
        ),
        a_sitting(
            "close",
            "闭幕会",
            kind=SittingKind.CLOSING,
            held_on=date(2027, 1, 21),
            presiders=("chair",),
            steps=(ProceedingStep("通过决议", 30, "sg"),),
            rostrum=rostrum,
            **shared,
        ),
    )

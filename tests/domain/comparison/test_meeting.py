"""What changed in the meeting itself, in a clerk's sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.domain.comparison import compare_plans
from planner.domain.plan import (
    AgendaItem,
    CalendarNotice,
    MeetingKind,
    NameOrder,
    Organisation,
    Settings,
    TextBlock,
)
from tests.builders import a_person, a_plan, a_sitting

PLAN = a_plan(
    people=(a_person("a", "王芳"),),
    sittings=(a_sitting(),),
    agenda=(AgendaItem("i1", "听取报告"), AgendaItem("i2", "选举")),
    texts=(TextBlock("notes", "会议须知", "准时到会"),),
)


def told(**changes: Any) -> list[tuple[str, str]]:  # noqa: ANN401  fields of the plan
    changed = compare_plans(PLAN, replace(PLAN, **changes))
    return [(each.place, each.wording.zh) for each in changed]


@pytest.mark.parametrize(
    ("changes", "place", "sentence"),
    [
        ({"theme": "奋进"}, "theme", "会议主题定为“奋进”"),
        (
            {"closes_on": date(2027, 1, 22)},
            "closes_on",
            "闭幕日期由2027年1月21日改为2027年1月22日",
        ),
        ({"kind": MeetingKind.CHAIR}, "kind", "会议类型由全体会议改为主席会议"),
        ({"number": 5}, "number", "第几次由4改为5"),
        ({"secretary_general": "a"}, "secretary_general", "会议秘书长定为王芳"),
        (
            {"organisation": Organisation("政协云岭省委员会", "省政协")},
            "organisation/short_name",
            "机关简称由“云岭省政协”改为“省政协”",
        ),
        (
            {"settings": Settings(name_order=NameOrder.PINYIN)},
            "settings/name_order",
            "姓名排序方式由姓氏笔画改为汉语拼音",
        ),
        (
            {"settings": Settings(conditions=("election", "own"))},
            "settings/conditions",
            "会议条件定为有选举或人事表决、“own”",
        ),
        (
            {"settings": Settings(calendar_notices=(CalendarNotice(2027),))},
            "settings/calendar_notices",
            "放假调休安排有调整",
        ),
        (
            {"texts": (TextBlock("notes", "会议须知", "提前到会"),)},
            "texts/notes/body",
            "文稿“会议须知”的正文有调整，由“准时到会”改为“提前到会”",
        ),
    ],
)
def test_changed_meeting_is_told(changes: dict[str, Any], place: str, sentence: str):
    assert told(**changes) == [(place, sentence)]


def test_agenda_is_told_with_its_reporter_and_its_sittings():
    items = (AgendaItem("i1", "审议报告", "a", ("s1",)), PLAN.agenda[1])
    assert told(agenda=items) == [
        ("agenda/i1/title", "议程“审议报告”的标题由“听取报告”改为“审议报告”"),
        ("agenda/i1/reporter", "议程“审议报告”的报告人定为王芳"),
        ("agenda/i1/sittings", "议程“审议报告”的审议会次定为开幕会"),
    ]


def test_agenda_in_another_order_is_told():
    assert told(agenda=PLAN.agenda[::-1]) == [("agenda", "议程的次序有调整")]

"""Last year's text: another session's number, and history that is none of it."""

from __future__ import annotations

import pytest

from planner.domain.plan import AgendaItem, MeetingKind, TextBlock
from tests.builders import a_sound_plan
from tests.inspection import inspect, marks

WRONG = "important text-of-another-session texts/notes/body"


def with_text(text: str, **changes: object) -> list[str]:
    return marks(a_sound_plan(texts=(TextBlock("notes", "会议须知", text),), **changes))


@pytest.mark.parametrize(
    "text",
    [
        "政协云岭省第十三届委员会第三次会议须知",
        "出席省政协十三届三次会议的委员",
        "第 13 届委员会第 3 次会议",
        "第１３届委员会第３次会议",
        "政协云岭省第十二届委员会第四次会议",
        "省政协十三届三次全会期间请佩戴证件",
        "请参加十三届三次会议后勤保障的同志集合",
    ],
)
def test_number_of_another_session_is_found(text: str):
    assert with_text(text) == [WRONG]


@pytest.mark.parametrize(
    "text",
    [
        "政协云岭省第十三届委员会第四次会议须知",
        "出席省政协十三届四次会议的委员",
        "政协云岭省第十三届委员会第三次会议以来的工作",
        "关于政协十三届三次会议提案工作情况的报告",
        "落实省政协十三届三次会议精神",
        "上次会议（十三届三次会议）",
        "列席云岭省第十四届人民代表大会第五次会议",
        "学习中共云岭省委十二届九次全会精神",
        "中国共产党云岭省第十二届委员会第九次全体会议",
        "全国政协十四届五次会议",
        "省政协十三届常委会第十六次会议",
        "第十三届委员会第二十次主席会议",
        "连续三届五次获奖者",
    ],
)
def test_this_session_history_and_other_houses_are_no_finding(text: str):
    assert with_text(text) == []


def test_every_wrong_number_is_told_once_a_text():
    text = "十三届三次会议须知。参加十三届三次会议，不同于十三届二次会议。"
    assert with_text(text) == [WRONG, WRONG]


def test_title_of_another_session_blocks():
    plan = a_sound_plan(number=5)
    assert marks(plan) == ["blocking title-of-another-session title"]
    assert inspect(plan)[0].why.zh == "文中是“第十三届委员会第四次”，本次会议是十三届五次"


def test_agenda_that_looks_back_is_no_finding():
    title = "听取和审议政协云岭省第十三届委员会常务委员会关于十三届三次会议以来提案工作情况的报告"
    assert marks(a_sound_plan(agenda=(AgendaItem("a1", title, "", ("open",)),))) == []


def test_standing_committee_looks_at_its_own_meetings():
    title = "政协云岭省第十三届委员会常务委员会第十六次会议"
    changes = {"kind": MeetingKind.STANDING, "number": 16, "title": title}
    assert with_text("省政协十三届四次会议筹备情况", **changes) == []
    assert with_text("十三届常委会第十五次会议须知", **changes) == [WRONG]

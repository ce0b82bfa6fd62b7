"""Last year's text: days, years and weekdays."""

from __future__ import annotations

import pytest

from planner.domain.plan import TextBlock
from tests.builders import a_sound_plan
from tests.inspection import inspect, marks

PLACE = "texts/notes/body"


def with_text(text: str) -> list[str]:
    return marks(a_sound_plan(texts=(TextBlock("notes", "会议须知", text),)))


@pytest.mark.parametrize(
    "text",
    [
        "2026年1月18日上午报到。",
        "２０２６年１月１８日上午报到。",
        "二〇二六年 1 月 18 日",
        "2027年2月30日",
        "2026年全体会议须知",
        "二○二六年全会",
    ],
)
def test_day_or_year_of_another_meeting_is_found(text: str):
    assert with_text(text) == [f"important text-of-another-year {PLACE}"]


@pytest.mark.parametrize(
    "text",
    [
        "2027年1月18日上午报到。",
        "（2026年12月28日常务委员会会议通过）",
        "《规则》自2019年3月1日起施行。",
        "2018年1月20日第三次会议修订",
        "报告2026年工作，部署2027年任务",
        "2027年全体会议",
        "2026年会议纪要汇编",
        "1998年以来",
    ],
)
def test_days_near_the_meeting_and_history_are_no_finding(text: str):
    assert with_text(text) == []


def test_both_days_of_a_span_are_read():
    assert (
        with_text("2026年1月18日至2026年1月22日") == [f"important text-of-another-year {PLACE}"] * 2
    )


@pytest.mark.parametrize(
    "text", ["1月18日（星期日）", "2027年1月18日，1月19日 周三", "1月20日礼拜天"]
)
def test_wrong_weekday_is_found(text: str):
    assert with_text(text) == [f"important text-with-wrong-weekday {PLACE}"]


def test_wrong_weekday_names_the_right_one():
    plan = a_sound_plan(texts=(TextBlock("n", "须知", "12月28日（星期日）"),))
    assert inspect(plan)[0].why.zh == "2026年12月28日是星期一，文中写作星期日"


@pytest.mark.parametrize(
    "text", ["1月18日（星期一）", "1月24日 星期天", "12月28日（星期一）", "2月30日（星期一）"]
)
def test_right_weekday_is_no_finding(text: str):
    assert with_text(text) == []

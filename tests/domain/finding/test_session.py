"""Last year's text: another session's number, and history that is none of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from planner.domain.carryover import Wish, carry_over
from planner.domain.plan import AgendaItem, MeetingKind, TextBlock
from planner.domain.template import draft_plan
from planner.planfile.template import load_template
from planner.services.sample import SAMPLE_KINDS, sample_plan
from tests.builders import a_sound_plan
from tests.inspection import inspect, marks

if TYPE_CHECKING:
    from planner.domain.plan import Plan

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
        "政协云岭省第十三届委员会第三次会议关于常务委员会工作报告的决议",
        "政协云岭省第十三届委员会第三次会议关于提案工作情况报告的决议",
        "政协云岭省第十三届委员会第二次会议以来的工作",
        "自十三届二次会议以来",
        "关于十三届二次会议以来提案工作情况的报告",
        "关于政协十三届二次会议提案工作情况的报告",
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
        "自十三届三次会议以来",
        "列席云岭省第十四届人民代表大会第四次会议",
        "列席省十四届人大四次会议",
        "省十四届人大常委会第二十次会议",
        "全国人大十四届五次会议",
        "学习省十四届人大三次会议精神",
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


@pytest.mark.parametrize(
    "text",
    ["列席云岭省第十四届人民代表大会第三次会议", "列席省十四届人大三次会议，听取报告"],
)
def test_session_of_the_congress_of_another_year_is_a_hint(text: str):
    assert with_text(text) == ["hint text-of-another-congress texts/notes/body"]


def test_first_session_of_a_term_looks_back_to_the_term_before():
    title = "政协云岭省第十四届委员会第一次会议"
    changes = {"term": 14, "number": 1, "title": title}
    assert with_text("政协云岭省第十三届委员会第一次会议以来的工作", **changes) == []
    assert with_text("政协云岭省第十二届委员会第一次会议以来的工作", **changes) == [WRONG]


def test_what_looks_back_too_far_is_told_the_session_before():
    block = TextBlock("notes", "会议须知", "十三届二次会议以来")
    found = inspect(a_sound_plan(texts=(block,)))
    assert [each.why.zh for each in found] == ["文中是“十三届二次”，上次会议是十三届三次"]


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


def sessions_told(plan: Plan) -> dict[str, str]:
    found = (each for each in inspect(plan) if each.code.partition("-of-another-")[1])
    return {each.place: each.code for each in found if not each.code.endswith("year")}


@pytest.mark.parametrize("kind", SAMPLE_KINDS)
def test_samples_and_templates_name_their_own_session(kind: str):
    sample = sample_plan(kind)
    fresh = draft_plan(
        load_template(sample.kind),
        organisation=sample.organisation,
        term=sample.term,
        number=sample.number + 1,
        opens_on=date(2028, 1, 17),
        closes_on=date(2028, 1, 20),
        place=sample.place,
    )
    assert sessions_told(sample) == sessions_told(fresh) == {}


def test_every_number_of_last_year_is_told_in_a_meeting_made_from_an_earlier_one():
    sample = sample_plan("plenary")
    fresh = replace(
        sample, number=6, title="政协江海省第十三届委员会第六次会议", tasks=(), people=()
    )
    plan = carry_over(sample, fresh, Wish()).plan
    told = sessions_told(plan)
    agenda = {place: code for place, code in told.items() if place.startswith("agenda/")}
    assert agenda == {
        "agenda/A02/title": "text-of-another-session",
        "agenda/A03/title": "text-of-another-congress",
        "agenda/A05/title": "text-of-another-session",
        "agenda/A06/title": "text-of-another-session",
        "agenda/A07/title": "text-of-another-session",
        "agenda/A08/title": "text-of-another-session",
    }
    assert "text-of-another-congress" in {
        code for place, code in told.items() if place.startswith("sittings/")
    }
    notice = [why for why in inspect(plan) if why.place.startswith("texts/")]
    assert {"text-of-another-session", "text-of-another-congress"} <= {each.code for each in notice}

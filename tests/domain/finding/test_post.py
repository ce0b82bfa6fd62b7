"""Posts and names in the texts, held against the roster."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.person import AttendanceKind
from planner.domain.plan import TextBlock
from tests.builders import a_person, a_sound_plan
from tests.inspection import inspect, marks

PLACE = "texts/notes/body"


def with_text(text: str) -> list[str]:
    return marks(a_sound_plan(texts=(TextBlock("notes", "会议须知", text),)))


@pytest.mark.parametrize("text", ["请副主席郑明远讲话", "请秘书长　韩立群宣读", "主席韩立群主持"])
def test_post_that_is_not_the_persons_is_found(text: str):
    assert with_text(text) == [f"important post-out-of-date {PLACE}"]


@pytest.mark.parametrize(
    "text",
    [
        "请主席郑明远讲话",
        "请省政协主席郑明远讲话",
        "请云岭省政协副主席韩立群主持",
        "主席、郑明远",
        "请委员欧阳靖发言",
        "请主席会议审议",
        "韩立群主持，秘书长苏文博宣读",
    ],
)
def test_post_said_in_full_or_in_short_is_no_finding(text: str):
    assert with_text(text) == []


def test_finding_names_both_posts():
    plan = a_sound_plan(texts=(TextBlock("n", "须知", "请副主席郑明远讲话"),))
    assert inspect(plan)[0].why.zh == "文中是“副主席郑明远”，名册中的职务是“主席”"


def test_name_mistyped_after_its_holders_post_is_found():
    assert with_text("请秘书长苏文搏宣读") == [f"important name-mistyped {PLACE}"]
    assert with_text("请秘书长苏文博宣读") == []
    assert with_text("秘书长、苏文搏") == [f"important name-mistyped {PLACE}"]


def test_post_held_by_two_people_tells_nothing_of_a_name():
    plan = a_sound_plan(texts=(TextBlock("n", "须知", "请秘书长苏文搏宣读"),))
    second = a_person("sg2", "麦大同", attendance=AttendanceKind.OBSERVER, post="秘书长")
    assert marks(replace(plan, people=(*plan.people, second))) == []
